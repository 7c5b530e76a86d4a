/// What a CSV file may not exceed, so that a broken one cannot take all memory.
package struct RecordLimits: Sendable {
    /// Of one record with its line feed, which counts where the last record has none, too.
    package var recordBytes = 64 << 20
    /// Of one cell as it stands in the file, without the quotes around it.
    package var cellBytes = 16 << 20
    package var cells = 100_000

    package init() {}

    static func text(_ bytes: Int) -> String {
        bytes % (1 << 20) == 0 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
    }
}
