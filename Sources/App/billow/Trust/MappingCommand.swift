import ArgumentParser
import BillingModel
import Reporting
import Wiring

struct MappingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mapping",
        abstract: "How delivered columns become FOCUS: column by column, with the reason.",
        discussion: """
            For each source of the lake, by the columns that its raw table has: the FOCUS column, the delivered ones \
            that it is made of, and why so. --sql prints the expression over the raw table as well; JSON and CSV \
            always have it. A FOCUS column that is not listed is null. Where a value is moved, made up for a missing \
            one or left out, x_source_changes names that on the row; JSON and CSV list the names.

              billow mapping --source aws-cur
              billow mapping --source azure-actual --sql
            """)

    @Option(help: "The source, as `billow runs` names it: aws-cur, azure-focus, plain-focus…")
    var source: String?

    @Flag(help: "Also the expressions.")
    var sql = false

    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let workbench = try lake.workbench()
        let lines = try await LakeMappings(lake: try workbench.lake(create: false)).lines(source: source)
        guard !lines.isEmpty else {
            throw BillowError(
                .nothingToRead, "the lake has no such source", hint: "`billow runs` lists them",
                source: workbench.lakeFolder)
        }
        printOut(text(lines))
    }

    private func text(_ lines: [LakeMappings.Line]) -> String {
        switch output.output {
        case .json: JSONText.object([("columns", "[\n  \(lines.map(json).joined(separator: ",\n  "))\n]")]) + "\n"
        case .csv:
            CSVText.line(["source", "column", "from", "note", "changes", "sql"])
                + lines.map {
                    CSVText.line([
                        $0.source, $0.column, $0.from.joined(separator: ", "), $0.note,
                        $0.changes.joined(separator: ", "), $0.sql,
                    ])
                }.joined()
        case .table: table(lines)
        }
    }

    private func json(_ line: LakeMappings.Line) -> String {
        JSONText.object([
            ("source", JSONText.string(line.source)), ("column", JSONText.string(line.column)),
            ("from", JSONText.array(line.from.map { JSONText.string($0) })), ("note", JSONText.string(line.note)),
            ("changes", JSONText.array(line.changes.map { JSONText.string($0) })), ("sql", JSONText.string(line.sql)),
        ])
    }

    private func table(_ lines: [LakeMappings.Line]) -> String {
        let rows = lines.map { line in
            [
                line.source, line.column,
                Terminal.safe(Terminal.cut(line.from.joined(separator: ", "), to: 60)), Terminal.safe(line.note),
            ] + (sql ? [Terminal.safe(line.sql)] : [])
        }
        let header = ["Source", "Column", "From", "Why"] + (sql ? ["Expression"] : [])
        let table = TextTable(header: header, rows: rows, isRight: header.map { _ in false })
        return table.headerLines + rows.map(table.line).joined()
    }
}
