import ArgumentParser
import BillingModel
import Foundation
import Reporting
import Wiring

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the set-up; say what is missing and how to get it.")

    @OptionGroup var lake: LakeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let findings = await Checkup(lake: lake).run()
        switch output.output {
        case .table:
            for finding in findings { printOut(finding.text) }
        case .csv:
            printOut(CSVText.line(["check", "ok", "detail", "hint"]))
            for finding in findings {
                printOut(CSVText.line([finding.name, String(finding.isGood), finding.detail, finding.hint]))
            }
        case .json:
            let checks = findings.map {
                JSONText.object([
                    ("check", JSONText.string($0.name)), ("ok", String($0.isGood)),
                    ("detail", JSONText.string($0.detail)), ("hint", JSONText.string($0.hint)),
                ])
            }
            printOut(JSONText.object([("checks", JSONText.array(checks))]) + "\n")
        }
        guard findings.allSatisfy(\.isGood) else { throw ExitCode(BillowError.Code.configuration.exitCode) }
    }
}
