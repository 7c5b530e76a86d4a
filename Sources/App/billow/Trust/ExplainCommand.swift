import ArgumentParser
import BillingModel
import Foundation
import Pipeline
import Reporting
import Wiring

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "From a number to its rows, deliveries and source objects.",
        discussion: """
            What a sum is made of: the deliveries that it was landed from, the delivered files with etag, SHA-256 \
            and row numbers, and the first rows themselves. The parts add up to the total to the last digit. Exports \
            of the same money that are not counted are named. Filters are those of `billow report`: values are \
            compared exactly, alternatives on one dimension are joined, different dimensions must all hold. Where \
            nothing agrees, the nearest values are said.

              billow explain --service AmazonEC2 --period 2025-10
              billow explain --service "Virtual Machines" --account 123 --day 2025-10-05 --rows 50
              billow explain --where provider=AWS --tag team=core --output json
            """)

    @Option(help: "The service, as `billow report --by service` spells it.")
    var service: [String] = []

    @Option(help: "The sub account.")
    var account: [String] = []

    @Option(help: "The region.")
    var region: [String] = []

    @Option(help: ArgumentHelp("A tag.", valueName: "key=value"))
    var tag: [String] = []

    @Option(help: "The currency.")
    var currency: [String] = []

    @Option(help: "The billing period, 2025-10.")
    var period: [String] = []

    @Option(help: "The day of usage in UTC, 2025-10-05.")
    var day: [String] = []

    @Option(help: ArgumentHelp("First month (2025-10) or day (2025-10-05).", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Last month or day, inclusive.", valueName: "time"))
    var to: String?

    @Option(
        help: ArgumentHelp("dimension=value, as in `billow report`; can be given several times.", valueName: "filter"))
    var `where`: [String] = []

    @Option(help: "How many rows are shown.")
    var rows: Int = 10

    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let workbench = try lake.workbench()
        let rules = try workbench.configuration().rules
        let question = try CostQuestion(
            range: try ReportRange(from: from, through: to), filters: try filters(), rowsMax: rows,
            attributes: rules.attributes)
        let lake = try workbench.lake(create: false).remembering()
        let answer = try await question.run(on: try await workbench.lockedSession(of: lake, .answers, rules: rules))
        let origins = try await LakeOrigins(lake: lake, sources: Workbench.sources)
        printOut(try ExplainOutput(answer: answer, origins: origins).text(output.output))
    }

    private func filters() throws -> [(dimension: String, value: String)] {
        for month in period where BillingPeriod(month) == nil {
            throw BillowError(.usage, "'\(month)' is no month", hint: "write --period 2025-10")
        }
        for day in day where ReportDay(day) == nil {
            throw BillowError(.usage, "'\(day)' is no day", hint: "write --day 2025-10-05")
        }
        let named = [
            ("service", service), ("account", account), ("region", region), ("currency", currency), ("month", period),
            ("day", day),
        ]
        let tags = try tag.map { text in
            let filter = try ReportCommand.filter(text, example: "--tag team=core")
            return (dimension: "tag:\(filter.dimension)", value: filter.value)
        }
        return named.flatMap { dimension, values in values.map { (dimension: dimension, value: $0) } } + tags
            + (try `where`.map { try ReportCommand.filter($0) })
    }
}
