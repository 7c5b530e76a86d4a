import ArgumentParser
import BillingModel
import Foundation
import Landing
import Pipeline
import Reporting
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
            leaves nothing but a note of why (`billow runs`); the others land (exit code 65). One that lacks days, \
            accounts or more than half of the cost of what it would replace is held until --accept says that it is \
            right. Exports that tell of the same accounts and days all land, but one of them is counted: FOCUS before \
            a bill in its cloud's columns.

            Files can also be named one by one: then only these are looked at.

              billow ingest ./exports
              billow ingest ./exports --dry-run
              billow ingest ./exports --schema freeze --schema oci-focus=evolve
              billow ingest part-1.csv.gz part-2.csv.gz --output json
            """)

    @Argument(help: ArgumentHelp("Folders of exports, or single files.", valueName: "folder"))
    var paths: [String]

    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "Land what is held: deliveries that have less than what they replace, or were taken back.")
    var accept = false

    @Flag(help: "Land deliveries without the rows that cannot be read; these go to the table quarantine.")
    var quarantine = false

    @Option(
        help: ArgumentHelp(
            """
            What becomes of columns that a source's table does not have: evolve adds them, freeze rejects the \
            delivery, discard leaves them out. For one source: aws-cur=freeze. Can be given several times.
            """,
            valueName: "[source=]mode"))
    var schema: [String] = []

    @Flag(help: "Show what would happen to each delivery and why; change nothing.")
    var dryRun = false

    func run() async throws {
        let workbench = try lake.workbench()
        let locations = try workbench.locations(paths)
        guard dryRun else {
            return try await Self.land(
                locations, in: workbench, output: output.output, accepts: accept, quarantines: quarantine,
                contracts: try ColumnContracts(options: schema))
        }
        try await Self.report(in: workbench, output: output.output, isDryRun: true) { progress in
            try await plan(workbench, session: try workbench.deferredSession(), locations, progress)
        }
    }

    /// The main job, for all commands that land something.
    static func land(
        _ locations: [Ingest.Location], in workbench: Workbench, output: OutputFormat, accepts: Bool = false,
        quarantines: Bool = false, contracts: ColumnContracts = .evolve, again: Set<RunReport.Identity> = []
    ) async throws {
        try await report(in: workbench, output: output) { progress in
            let ingest = Ingest(
                lake: try workbench.lake(create: true).remembering(), sources: Workbench.sources,
                session: try workbench.deferredSession(), parquet: workbench.parquet(), accepts: accepts,
                quarantines: quarantines, contracts: contracts, again: again,
                hints: try workbench.configuration().hints, nowMillis: WallClock.nowMillis, progress: progress.show)
            return try await ingest.run(locations)
        }
    }

    private static func report(
        in workbench: Workbench, output: OutputFormat, isDryRun: Bool = false,
        _ work: (Progress) async throws -> Ingest.Result
    ) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let progress = Progress(isQuiet: output != .table)
        let result = try await work(progress)
        progress.clear()
        let seconds = Double((clock.now - start) / .milliseconds(1)) / 1000
        IngestOutput(result: result, lake: workbench.lakeFolder, seconds: seconds, isDryRun: isDryRun).write(as: output)
        if result.runs.contains(where: { $0.state == .rejected || $0.state == .held || $0.leavesOut }) {
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
            ? try workbench.lake(create: false).remembering()
            : try Workbench(settings: workbench.settings, lake: scratch.path).lake(create: true)
        let ingest = Ingest(
            lake: lake, sources: Workbench.sources, session: session, parquet: workbench.parquet(),
            accepts: accept, hints: try workbench.configuration().hints, nowMillis: WallClock.nowMillis,
            progress: progress.show)
        return try await ingest.plan(locations, scratchFolder: scratch.path)
    }
}

extension ColumnContracts {
    /// `freeze`, `aws-cur=discard`. Throws `usage`.
    init(options: [String]) throws {
        var common = ColumnContract.evolve
        var bySource: [String: ColumnContract] = [:]
        for option in options {
            let parts = option.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            guard let mode = parts.last.flatMap(ColumnContract.init(rawValue:)), parts.count <= 2 else {
                throw BillowError(
                    .usage, "'\(option)' is no way to treat new columns",
                    hint: "write --schema evolve, freeze or discard, or --schema aws-cur=freeze for one source")
            }
            if parts.count == 2 { bySource[parts[0]] = mode } else { common = mode }
        }
        self.init(common, bySource: bySource)
    }
}
