import ArgumentParser
import BillingModel
import Pipeline
import Wiring

struct ForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Withdraw what a month shows.",
        discussion: """
            Afterwards raw, focus and daily have nothing of the month, and the next ingests hold its deliveries until \
            `billow ingest --accept` lands them or a newer one comes. The files stay until `billow vacuum` deletes \
            them; `billow rollback` brings them back before.

              billow forget --period 2025-10 --source aws-cur --dry-run
              billow forget --period 2025-10 --source aws-cur --export daily
            """)

    @OptionGroup var month: MonthOptions

    @Flag(help: "Say what would change; change nothing.")
    var dryRun = false

    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let change = try await GenerationSwitch(try await lake.ingest()).forget(month.filter, isDryRun: dryRun)
        try ShownChangeOutput(change: change, isDryRun: dryRun).write(as: output.output)
    }
}
