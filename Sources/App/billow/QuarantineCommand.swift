import ArgumentParser
import BillingModel
import Foundation
import Pipeline
import Reporting
import SQLEngine
import Wiring

struct QuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "Rows that could not be read: where, why, and as delivered.",
        discussion: """
            A delivery with a row that cannot be read is rejected, since its sums would be short. \
            `billow ingest --quarantine` lands it without such rows, at most 1,000 in a file, says what it is short \
            by, and keeps them in the table quarantine.

              billow quarantine
              billow quarantine --output csv
              billow quarantine retry
            """,
        subcommands: [List.self, Retry.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Cells that could not be read, in deliveries that the lake shows.")

        @OptionGroup var lake: LakeOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await lake.workbench().lockedSession()
            let all: SQLText = """
                SELECT x_source, x_export, x_billing_period, x_run, x_generation, x_file, x_row, line, column_name,
                cell, reason, record FROM quarantine
                ORDER BY x_source, x_export, x_billing_period DESC, x_file, x_row, column_name
                """
            let short: SQLText = """
                SELECT x_source AS source, x_billing_period AS period, x_file || ':' || line AS place,
                column_name AS "column", left(cell, 60) AS cell, reason FROM quarantine ORDER BY ALL
                """
            let stream = try await session.query(output.output == .table ? short : all)
            try await ResultTable(output.output).write(stream) { printOut($0) }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retry",
            abstract: "Read deliveries with rows in quarantine again, where they were found.",
            discussion: """
                After the files were mended in place, or with a newer Billow. A delivery that can be read as a whole \
                now takes the place of what was landed; one that cannot stays as it is.
                """)

        @OptionGroup var lake: LakeOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let workbench = try lake.workbench()
            let lake = try workbench.lake(create: false)
            let short = try await LandedRuns(lake: lake, sources: Workbench.sources).deliveriesInQuarantine()
            guard !short.isEmpty else { return printOut("No row is in quarantine.\n") }
            let locations = Dictionary(grouping: short, by: \.location).sorted { $0.key < $1.key }.map { place, runs in
                Ingest.Location(store: workbench.store(place), keys: runs.flatMap(\.keys))
            }
            try await IngestCommand.land(
                locations, in: workbench, output: output.output, again: Set(short.map(\.identity)))
        }
    }
}
