import BillingModel
import Foundation

/// What the environment says, read once.
package struct Settings: Sendable {
    /// `BILLOW_LAKE`: the lake's folder; `./lake` where neither this nor `--lake` says otherwise.
    package var lake: String
    /// `BILLOW_MEMORY`: MiB that the engine may hold before it spills to disk. Default 512.
    package var memoryMiB: Int
    /// `BILLOW_THREADS`: default the machine's cores.
    package var threads: Int
    package var environment: [String: String]

    package init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        self.environment = environment
        lake = environment["BILLOW_LAKE"].flatMap { $0.isEmpty ? nil : $0 } ?? "lake"
        memoryMiB = try Self.number(environment, "BILLOW_MEMORY", 64...1_048_576) ?? 512
        threads =
            try Self.number(environment, "BILLOW_THREADS", 1...1024) ?? ProcessInfo.processInfo.activeProcessorCount
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
