import ArgumentParser
import BillingModel
import Foundation
import Pipeline
import Wiring

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Add everything up again, against the log and against the source.",
        discussion: """
            Reads every byte of the lake and compares: log files with their own seals, data files with the SHA-256 \
            that the log recorded, raw rows and billed cost with what each delivery's commit recorded, focus with \
            raw, daily with focus, rows in quarantine with what deliveries are short by, and what is counted with \
            the rule. Files of lakes from before hashes were recorded are said to be not hashed; everything else is \
            compared.

            With --deep the delivered files are read again where they were found, by another reader than the one that \
            landed them. A file that is gone or was written anew since is told, and is no error.

            Exit code 0 when all agrees, 65 when anything differs; all of it is listed. Changes nothing: what to do \
            about a damaged file is to put it back from a copy of the lake, or to land its month again.

              billow verify
              billow verify --period 2025-10 --deep
              billow verify --all --output json
            """)

    @OptionGroup var month: MonthOptions

    @Flag(help: "Read the delivered files again where they were found, and compare with what was landed.")
    var deep = false

    @Flag(help: "Also the files of generations that are shown no longer, while they are kept.")
    var all = false

    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let workbench = try lake.workbench()
        let clock = ContinuousClock()
        let start = clock.now
        let progress = Progress(isQuiet: output.output != .table)
        let verification = Verification(
            lake: try workbench.lake(create: false), sources: Workbench.sources, session: try await workbench.session(),
            store: { workbench.store($0) }, progress: progress.note)
        let report = try await verification.run(.init(filter: month.filter, all: all, deep: deep))
        progress.clear()
        guard report.counts.commits > 0 else {
            throw BillowError(
                .nothingToRead, "the lake is empty", hint: "run `billow ingest FOLDER` first",
                source: workbench.lakeFolder)
        }
        let seconds = Double((clock.now - start) / .milliseconds(1)) / 1000
        printOut(
            VerifyOutput(report: report, lake: workbench.lakeFolder, isDeep: deep, seconds: seconds)
                .text(output.output))
        if !report.differences.isEmpty { throw ExitCode(BillowError.Code.badData.exitCode) }
    }
}
