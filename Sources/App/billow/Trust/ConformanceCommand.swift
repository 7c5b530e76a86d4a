import ArgumentParser
import BillingModel
import Examining
import Reporting
import Wiring

struct ConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Examine focus by the rules of FOCUS, one by one.",
        discussion: """
            Evaluates the machine-readable requirements of FOCUS \(RuleBook.version) on the rows of focus, for each \
            source by itself: passed, failed with the number of rows and the first of them, or not applicable and \
            why. Rules whose check is wrong in the model, or that FOCUS 1.3 has changed, are checked as their sentence \
            says; docs/conformance.md lists these, and what each kind of export can meet.

            Only what fails is listed; --all lists every rule, as JSON and CSV always do. What fails is the \
            provider's, or told so by the mapping: the exit code is 0.

              billow conformance
              billow conformance --source aws-cur --period 2025-10 --all
              billow conformance --output json
            """)

    @Option(help: "The source, as `billow runs` names it: aws-cur, azure-focus, plain-focus…")
    var source: String?

    @Option(help: "The month, such as 2025-10.")
    var period: BillingPeriod?

    @Flag(help: "Also the rules that hold, and those that are not applicable.")
    var all = false

    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let workbench = try lake.workbench()
        let examination = Examination(
            session: try await workbench.lockedSession(.answers, rules: ReadingRules.none), rules: try RuleBook.rules(),
            source: source,
            period: period)
        let sources = try await examination.run()
        guard !sources.isEmpty else {
            throw BillowError(
                .nothingToRead, "focus has no such rows", hint: "`billow runs` lists sources and months",
                source: workbench.lakeFolder)
        }
        printOut(ConformanceOutput(sources: sources, listsAll: all).text(output.output))
    }
}
