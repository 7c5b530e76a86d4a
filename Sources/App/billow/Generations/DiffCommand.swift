import ArgumentParser
import BillingModel
import Foundation
import Pipeline
import Reporting
import Serving
import Wiring

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "What changed between two generations of a month.",
        discussion: """
            Compares the shown generation with the one before it, or those that --from and --to name, from their daily \
            summaries: by service, account and day, the largest difference first, only what differs, and the totals. \
            Currencies are never added to each other.

              billow diff --period 2025-10 --source aws-cur
              billow diff --period 2025-10 --export daily --from 1 --to 3 --by service
              billow diff --period 2025-10 --source aws-cur --output json
            """)

    @OptionGroup var month: MonthOptions

    @Option(help: "The earlier generation. Default: the one before the later one.")
    var from: Int?

    @Option(help: "The later generation. Default: the shown one.")
    var to: Int?

    @Option(name: .long, parsing: .upToNextOption, help: "service, account, day; several at once. Default: all.")
    var by: [CostComparison.Dimension] = CostComparison.Dimension.allCases

    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let ingest = try await lake.ingest()
        let folder = FileManager.default.temporaryDirectory.appending(path: "billow-diff-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let pair = try await GenerationPair(month.filter, from: from, to: to, ingest: ingest, folder: folder.path)
        let comparison = try await CostComparison(
            before: pair.beforeRows, after: pair.afterRows, by: by,
            on: try await lake.workbench().session())
        switch output.output {
        case .table:
            let (before, after) = (pair.before.number, pair.after.number)
            printOut("\(Terminal.safe(pair.key.description)): generation \(before) → \(after)\n\n\(comparison.table)")
        case .csv: printOut(comparison.csv)
        case .json:
            printOut(JSONText.object(ComparedGenerations(pair, comparison).members) + "\n")
        }
    }
}

extension CostComparison.Dimension: ExpressibleByArgument {}
