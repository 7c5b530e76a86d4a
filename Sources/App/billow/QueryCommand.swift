import ArgumentParser
import Reporting
import SQLEngine
import Wiring

struct QueryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Read-only SQL over focus, daily, runs and the raw tables.",
        discussion: """
            DuckDB's dialect. Tables: focus (FOCUS 1.3 columns and x_ columns), daily (the daily summary), runs (every \
            landed delivery), raw."<source>" (as delivered), and focus_1_0, focus_1_2, focus_1_3 (exactly one \
            version's columns). Where billow.yaml has rules, focus and daily follow them; as delivered they are \
            delivered.focus and delivered.daily. Nothing outside the lake can be read and nothing written.

              billow query "SELECT BillingCurrency, sum(BilledCost) FROM focus GROUP BY ALL"
              billow query "SELECT * FROM runs" --output csv
            """)

    @Argument(help: "One SELECT statement.")
    var sql: String

    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let stream = try await lake.workbench().answer(SQLText(unsafe: sql))
        try await ResultTable(output.output).write(stream) { printOut($0) }
    }
}
