import ArgumentParser
import BillingModel
import Foundation
import Reporting
import Wiring

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Cost by service, account, region, tag…",
        discussion: """
            From the daily summary. Currencies are never added to each other. With --top the rest is one line, so that \
            the parts add up to the total.

              billow report --by service --top 10
              billow report --by provider --granularity month
              billow report --by tag:team --from 2025-10 --to 2025-12 --measure effective
              billow report --by account --where provider=AWS --granularity day --from 2025-10-01 --to 2025-10-07
            """)

    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp(
            """
            Dimensions: service, provider, account, region, category, source, export, currency, any column of daily, \
            tag:KEY, or an attribute of the configuration's dimensions.
            """,
            valueName: "dimension"))
    var by: [String] = []

    @Option(help: "none, day or month.")
    var granularity: CostReport.Granularity = .none

    @Option(help: "billed, effective, list or contracted.")
    var measure: CostReport.Measure = .billed

    @Option(help: "Costs without or with the configuration's markup, or it only.")
    var markup: CostReport.Markup = .without

    @Option(help: ArgumentHelp("First month (2025-10) or day (2025-10-05).", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Last month or day, inclusive.", valueName: "time"))
    var to: String?

    @Option(help: ArgumentHelp("dimension=value; can be given several times.", valueName: "filter"))
    var `where`: [String] = []

    @Option(help: "Keep this many groups per currency; the rest is one line.")
    var top: Int?

    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let workbench = try lake.workbench()
        let rules = try workbench.configuration().rules
        guard markup == .without || !rules.markups.isEmpty else {
            throw BillowError(
                .usage, "no markup is configured", hint: "markup: in billow.yaml adds one; see docs/configuration.md")
        }
        let report = try CostReport(
            dimensions: by.flatMap { $0.split(separator: ",").map(String.init) }, granularity: granularity,
            range: try ReportRange(from: from, through: to), measure: measure,
            filters: try `where`.map { try Self.filter($0) },
            top: top, attributes: rules.attributes, markup: markup)
        let session = try await workbench.lockedSession(.daily(report.needs), rules: rules)
        let result = try await report.run(on: session)
        for remark in try await report.tagRemarks(on: session) { printRemark(remark) }
        printOut(result.rendered(output.output, width: TerminalSize.columns))
    }

    /// `dimension=value`.
    static func filter(
        _ text: String, example: String = "--where service=AmazonEC2"
    ) throws -> (dimension: String, value: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw BillowError(.usage, "'\(text)' is no filter", hint: "write \(example)")
        }
        return (String(parts[0]), String(parts[1]))
    }
}

extension CostReport.Granularity: ExpressibleByArgument {}
extension CostReport.Measure: ExpressibleByArgument {}
extension CostReport.Markup: ExpressibleByArgument {}
