import Processes

/// What a child may use for Parquet files of one size.
package struct ParquetAllowance: Sendable {
    /// What the engine may hold before it spills.
    package var engineBytesMax: Int
    package var threads: Int
    /// Time for the smallest file.
    package var duration = Duration.seconds(60)
    /// How much slower than this no honest file is.
    package var bytesPerSecondMin = 1_000_000
    package var outputBytesMax = 64 << 20

    /// A thread that writes holds a row group with all its columns.
    private static let engineBytesPerThread = 128 << 20

    package init(engineBytesMax: Int, threads: Int) {
        self.engineBytesMax = engineBytesMax
        self.threads = min(threads, max(1, engineBytesMax / Self.engineBytesPerThread))
    }

    func duration(sizeBytes: Int) -> Duration {
        duration + .seconds(sizeBytes / bytesPerSecondMin)
    }

    func spillBytesMax(sizeBytes: Int) -> Int {
        (4 << 30) + 16 * sizeBytes
    }

    func limits(sizeBytes: Int) -> ProcessLimits {
        let seconds = Int(duration(sizeBytes: sizeBytes).components.seconds) + 1
        return ProcessLimits(
            // What the engine does not account for: see decision 0004.
            memoryBytesMax: engineBytesMax + (512 << 20) + threads * (64 << 20),
            cpuSecondsMax: seconds * (threads + 1), fileBytesMax: spillBytesMax(sizeBytes: sizeBytes))
    }
}
