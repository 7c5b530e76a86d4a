import ArgumentParser
import BillingModel
import Pipeline
import Planning
import Reporting
import Wiring

extension Counting.Rule: ExpressibleByArgument {}

struct CountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count",
        abstract: "Which exports make up focus and daily, and why; decide otherwise.",
        discussion: """
            Two exports of one cloud that tell of the same accounts and days tell of the same money. All land in their \
            raw tables, one is counted: FOCUS before a bill in its cloud's own columns, that before amortised cost, \
            and among equals the one that covers more. Without a rule this lists what is so; with one it is decided \
            for the exports that are named, in all months, and stays so: auto undoes that.

              billow count
              billow count never --source azure-actual
              billow count always --source aws-cur --export daily
            """)

    @Argument(help: "always, never or auto; nothing changes without it.")
    var rule: Counting.Rule?

    @Option(help: "Only this source: aws-cur.")
    var source: String?

    @Option(help: "Only this export, with or without the account behind @.")
    var export: String?

    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if rule != nil, source == nil, export == nil {
            throw ValidationError("name the export by --source or --export")
        }
    }

    func run() async throws {
        let rules = ExportRules(try await lake.ingest())
        let filter = MonthFilter(source: source, export: export)
        let exports: [ExportRules.Export]
        if let rule {
            exports = try await rules.set(rule, for: filter)
        } else {
            exports = try await rules.list(filter)
        }
        write(exports)
    }

    private func write(_ exports: [ExportRules.Export]) {
        let lines = exports.flatMap { export in
            export.periods.map { period, exclusion in
                [
                    export.source, export.export, "\(period)", export.rule.rawValue, exclusion == nil ? "yes" : "no",
                    exclusion?.description ?? "",
                ]
            }
        }
        let names = ["source", "export", "period", "rule", "counted", "reason"]
        switch output.output {
        case .csv: printOut(([names] + lines).map { CSVText.line($0) }.joined())
        case .json:
            let objects = lines.map { line in
                JSONText.object(
                    zip(names, line).map { name, cell in
                        switch name {
                        case "counted": (name, cell == "yes" ? "true" : "false")
                        case "reason": (name, JSONText.string(cell.isEmpty ? nil : cell))
                        default: (name, JSONText.string(cell))
                        }
                    })
            }
            printOut(JSONText.object([("exports", JSONText.array(objects))]) + "\n")
        case .table:
            let table = TextTable(
                header: ["Source", "Export", "Period", "Rule", "Counted", ""],
                rows: lines.map { $0.map(Terminal.safe) }, isRight: Array(repeating: false, count: 6))
            printOut(table.headerLines + lines.map { table.line($0.map(Terminal.safe)) }.joined())
        }
    }
}
