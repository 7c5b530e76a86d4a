import ArgumentParser
import Reporting
import Wiring

struct TagsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tags",
        abstract: "Tag keys, and how much of the cost has them.",
        discussion: """
            Keys by the rules of the configuration, with which keys are folded, merged and made up without landing \
            anything again: docs/configuration.md. Tagged and untagged cost add up to the total, for each key and \
            currency.

              billow tags --from 2025-10
              billow tags --where service=AmazonEC2 --measure effective
            """)

    @Option(help: "billed, effective, list or contracted.")
    var measure: CostReport.Measure = .billed

    @Option(help: ArgumentHelp("First month (2025-10) or day (2025-10-05).", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Last month or day, inclusive.", valueName: "time"))
    var to: String?

    @Option(help: ArgumentHelp("dimension=value; can be given several times.", valueName: "filter"))
    var `where`: [String] = []

    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let workbench = try lake.workbench()
        let rules = try workbench.configuration().rules
        let report = try CostReport(
            range: try ReportRange(from: from, through: to), measure: measure,
            filters: try `where`.map { try ReportCommand.filter($0) }, attributes: rules.attributes)
        let coverage = try await TagCoverage(report, on: try await workbench.lockedSession(.daily(.all), rules: rules))
        printOut(text(coverage))
    }

    private func text(_ coverage: TagCoverage) -> String {
        switch output.output {
        case .csv:
            let lines = coverage.keys.map { key in
                CSVText.line([
                    key.key, key.currency, key.tagged.description, key.untagged.description, String(key.percent),
                    String(key.values),
                ])
            }
            return CSVText.line(["key", "currency", "tagged", "untagged", "percent", "values"]) + lines.joined()
        case .json:
            return JSONText.object([("tags", JSONText.lines(coverage.keys.map(\.json)))]) + "\n"
        case .table:
            guard !coverage.keys.isEmpty else { return "no cost in this range has a tag\n" }
            let rows = coverage.keys.map { key in
                [
                    Terminal.safe(key.key), key.currency ?? "(none)", "\(key.percent) %",
                    key.tagged.rounded(decimals: 2), key.untagged.rounded(decimals: 2), String(key.values),
                ]
            }
            let table = TextTable(
                header: ["Key", "Currency", "Covered", "Tagged", "Untagged", "Values"], rows: rows,
                isRight: [false, false, true, true, true, true])
            return table.headerLines + rows.map(table.line).joined()
        }
    }
}
