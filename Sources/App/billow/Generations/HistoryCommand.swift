import ArgumentParser
import BillingModel
import Pipeline
import Wiring

struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Every generation of every month: what was shown when, and what still can be.",
        discussion: """
            A month gets a new generation whenever a delivery lands in it. One of them is shown, or none; replaced are \
            those that a later delivery took the place of, withdrawn those that a rollback or `billow forget` took \
            back. While the files of a generation are kept, `billow diff` compares it and `billow rollback` brings it \
            back; `billow vacuum` deletes files. Of an export that accumulates (OCI) a generation is all that the \
            month held after one landing.

              billow history
              billow history --period 2025-10 --source aws-cur
              billow history --export daily --output json
            """)

    @OptionGroup var month: MonthOptions
    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let workbench = try lake.workbench()
        let months = try await LakeHistory(lake: try workbench.lake(create: false).remembering()).months(month.filter)
        guard !months.isEmpty else {
            throw BillowError(
                .nothingToRead, "the lake has no such month: \(month.filter)",
                hint: "`billow history` without options lists all that there are", source: workbench.lakeFolder)
        }
        printOut(try GenerationTable(months: months, lake: workbench.lakeFolder).text(output.output))
    }
}
