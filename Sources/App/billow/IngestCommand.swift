import ArgumentParser
import BillingModel
import Foundation
import Pipeline
import SQLEngine
import Wiring

struct IngestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Land everything new that is there; the main job.",
        discussion: """
            Looks through folders, whatever their nesting, and tells exports by their manifests and headers: AWS CUR \
            and FOCUS Data Exports, Azure actual cost and FOCUS exports, OCI FOCUS reports. A month that is delivered \
            again replaces what was there in one commit; what the lake holds already is skipped, so running it \
            again is free and safe. A delivery that cannot be read exactly is rejected with file, line and column, and \
            leaves no trace; the others land (exit code 65).

            Files can also be named one by one: then only these are looked at.

              billow ingest ./exports
              billow ingest ./exports --dry-run
              billow ingest part-1.csv.gz part-2.csv.gz --output json
            """)

    @Argument(help: ArgumentHelp("Folders of exports, or single files.", valueName: "folder"))
    var paths: [String]

    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "Land what is held: deliveries that were taken back.")
    var accept = false

    @Flag(help: "Show what would happen to each delivery and why; change nothing.")
    var dryRun = false

    func run() async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let workbench = try lake.workbench()
        let progress = Progress(isQuiet: output.output != .table)
        let locations = try workbench.locations(paths)
        let session = try await workbench.session()
        let result: Ingest.Result
        if dryRun {
            result = try await plan(workbench, session: session, locations, progress)
        } else {
            let ingest = Ingest(
                lake: try workbench.lake(create: true), sources: Workbench.sources, session: session,
                parquet: workbench.parquet(), accepts: accept, nowMillis: WallClock.nowMillis, progress: progress.show)
            result = try await ingest.run(locations)
        }
        progress.clear()
        let seconds = Double((clock.now - start) / .milliseconds(1)) / 1000
        IngestOutput(result: result, lake: workbench.lakeFolder, seconds: seconds, isDryRun: dryRun).write(
            as: output.output)
        if result.runs.contains(where: { $0.state == .rejected || $0.state == .held }) {
            throw ExitCode(BillowError.Code.badData.exitCode)
        }
    }

    private func plan(
        _ workbench: Workbench, session: any SQLSession, _ locations: [Ingest.Location], _ progress: Progress
    ) async throws -> Ingest.Result {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "billow-plan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        // Before the first ingest there is no lake: an empty place stands in for it.
        let isThere = FileManager.default.fileExists(atPath: workbench.lakeFolder)
        let lake =
            isThere
            ? try workbench.lake(create: false)
            : try Workbench(settings: workbench.settings, lake: scratch.path).lake(create: true)
        let ingest = Ingest(
            lake: lake, sources: Workbench.sources, session: session, parquet: workbench.parquet(),
            accepts: accept, nowMillis: WallClock.nowMillis, progress: progress.show)
        return try await ingest.plan(locations, scratchFolder: scratch.path)
    }
}
