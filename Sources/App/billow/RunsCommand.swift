import ArgumentParser
import BillingModel
import Pipeline
import Wiring

struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "Every delivery: state, rows, totals, reason.",
        discussion: """
            Read from the lake. What is landed is shown by it; what is superseded was, until a later delivery took its \
            place or somebody took it back. What is held or rejected was so when an ingest last looked through the \
            folder where it lies. To see what lies in a folder now and what would happen to it, use \
            `billow ingest FOLDER --dry-run`.
            """)

    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let workbench = try lake.workbench()
        let runs = try await LandedRuns(
            lake: try workbench.lake(create: false).remembering(), sources: Workbench.sources
        )
        .everyReport()
        guard !runs.isEmpty else {
            throw BillowError(
                .nothingToRead, "there is no lake at \(workbench.lakeFolder), or nothing was ever landed in it",
                hint: "run `billow ingest FOLDER` first, or name the lake with --lake or BILLOW_LAKE")
        }
        RunTable(runs: runs, lake: workbench.lakeFolder).write(as: output.output)
    }
}
