import ArgumentParser
import BillingModel
import Pipeline
import Wiring

struct RollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Show an earlier generation of a month again.",
        discussion: """
            Brings back exactly the files that the month had then, in one commit; no data is copied. The deliveries \
            of later generations are held by the next ingests, until `billow ingest --accept` lands them or a newer \
            delivery comes. Without --to it is the generation before the shown one, or after `billow forget` the one \
            that was shown last. --to takes later generations as well: that undoes a rollback. Of an export that \
            accumulates, files that come later add to what is shown.

              billow rollback --period 2025-10 --source aws-cur --dry-run
              billow rollback --period 2025-10 --source aws-cur
              billow rollback --period 2025-10 --export daily --to 1
            """)

    @OptionGroup var month: MonthOptions

    @Option(help: "The generation to show.")
    var to: Int?

    @Flag(help: "Say what would change; change nothing.")
    var dryRun = false

    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let change = try await GenerationSwitch(try await lake.ingest()).rollback(
            month.filter, to: to, isDryRun: dryRun)
        try ShownChangeOutput(change: change, isDryRun: dryRun).write(as: output.output)
    }
}
