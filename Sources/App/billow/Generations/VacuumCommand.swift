import ArgumentParser
import BillingModel
import Pipeline
import Reporting
import Wiring

struct VacuumCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vacuum",
        abstract: "Delete files of generations that are kept no longer.",
        discussion: """
            A generation is kept while it is shown, until --older-than has passed since it went out of sight, and \
            while it is among the newest --keep of its month. What no kept generation needs is deleted, and files \
            of ingests that ended before their commit more than a day ago. The logs stay: `billow history` knows \
            deleted generations, but they can no longer be compared or brought back.

            Runs safely beside ingests, rollbacks and readers, as long as no reader works on a version that is older \
            than --older-than.

              billow vacuum --dry-run
              billow vacuum --older-than 90d --keep 12
            """)

    @Option(help: "How long ago a generation must have gone out of sight: 30d, 12h.")
    var olderThan: Age = Age(millis: 30 * 86_400_000)

    @Option(help: "How many generations of a month are kept whatever their age.")
    var keep: Int = 3

    @Flag(help: "Say what would be deleted; delete nothing.")
    var dryRun = false

    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard keep >= 0 else { throw ValidationError("--keep is a number of generations, 0 or more") }
    }

    func run() async throws {
        let retention = Retention(olderThanMillis: olderThan.millis, keep: keep)
        let vacuum = Vacuum(
            lake: try lake.workbench().lake(create: false), retention: retention, nowMillis: WallClock.nowMillis)
        let report = try await vacuum.run(isDryRun: dryRun)
        switch output.output {
        case .table: printOut(text(report))
        case .csv:
            printOut(CSVText.line(["path", "bytes", "reason"]))
            for file in report.files {
                printOut(CSVText.line([file.path, String(file.sizeBytes), Self.reason(file)]))
            }
        case .json: printOut(json(report))
        }
    }

    private static func reason(_ file: Vacuum.Report.File) -> String { file.isOrphan ? "orphan" : "unneeded" }

    private func text(_ report: Vacuum.Report) -> String {
        guard !report.files.isEmpty else { return "Nothing to delete.\n" }
        let orphans = report.files.count(where: \.isOrphan)
        var text = dryRun ? "Would delete " : "Deleted "
        text += "\(report.files.count) files of \(report.sizeBytes) bytes"
        text += orphans > 0 ? ", \(orphans) of them of no table.\n" : ".\n"
        if !report.generations.isEmpty {
            text += dryRun ? "No longer kept would be:\n" : "No longer kept:\n"
            for generation in report.generations {
                text += "  \(Terminal.safe(generation.key.description)) generation \(generation.number)\n"
            }
        }
        return text
    }

    private func json(_ report: Vacuum.Report) -> String {
        let generations = report.generations.map {
            JSONText.object([
                ("source", JSONText.string($0.key.source)), ("export", JSONText.string($0.key.export)),
                ("period", JSONText.string($0.key.period.description)), ("generation", String($0.number)),
            ])
        }
        let files = report.files.map {
            JSONText.object([
                ("path", JSONText.string($0.path)), ("bytes", String($0.sizeBytes)),
                ("reason", JSONText.string(Self.reason($0))),
            ])
        }
        return JSONText.object([
            ("generations", JSONText.array(generations)), ("files", JSONText.array(files)),
            ("bytes", String(report.sizeBytes)), ("dry_run", String(dryRun)),
        ]) + "\n"
    }
}
