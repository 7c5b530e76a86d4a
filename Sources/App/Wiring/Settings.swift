import BillingModel
import Foundation

/// What the environment says, read once.
package struct Settings: Sendable {
    /// `BILLOW_LAKE`: the lake's folder; `./lake` where neither this nor `--lake` says otherwise.
    package var lake: String
    /// `BILLOW_CONFIG`: the configuration's file; `./billow.yaml`, where it is there, without this and `--config`.
    package var config: String?
    /// `BILLOW_MEMORY`: MiB that the engine may hold before it spills to disk. Default 512.
    package var memoryMiB: Int
    /// `BILLOW_THREADS`: default the machine's cores.
    package var threads: Int
    package var environment: [String: String]
    /// The program that reads delivered Parquet files when it is started again: this one.
    package var program = Self.ownProgram
    /// What it may use there.
    package var parquet: ParquetAllowance { ParquetAllowance(engineBytesMax: memoryMiB << 20, threads: threads) }

    package init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        self.environment = environment
        lake = environment["BILLOW_LAKE"].flatMap { $0.isEmpty ? nil : $0 } ?? "lake"
        config = environment["BILLOW_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        memoryMiB = try Self.number(environment, "BILLOW_MEMORY", 64...1_048_576) ?? 512
        threads =
            try Self.number(environment, "BILLOW_THREADS", 1...1024) ?? ProcessInfo.processInfo.activeProcessorCount
    }

    /// The running file itself, even when another has taken its name since; for tests and benchmarks the program
    /// that the build puts beside them.
    private static var ownProgram: String {
        let running = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments.first ?? "")
        if running.pathExtension == "xctest" || running.lastPathComponent.hasSuffix("-benchmark") {
            return running.deletingLastPathComponent().appendingPathComponent("billow").path
        }
        #if os(Linux)
            return "/proc/self/exe"
        #else
            return running.path
        #endif
    }

    private static func number(
        _ environment: [String: String], _ name: String, _ range: ClosedRange<Int>
    ) throws -> Int? {
        guard let text = environment[name], !text.isEmpty else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw BillowError(
                .configuration, "\(name) is '\(text)'",
                hint: "set it to a whole number from \(range.lowerBound) to \(range.upperBound)", source: name)
        }
        return number
    }
}
