import ArgumentParser
import BillingModel
import Foundation
import Sampling
import Wiring

struct SampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Write realistic exports for all clouds, to try Billow with.",
        discussion: """
            Exports in the layouts in which clouds deliver them: AWS Cost and Usage Reports and FOCUS Data Exports, \
            Azure actual and amortised cost of one scope and FOCUS exports, Google Cloud's billing export by day, OCI \
            FOCUS reports; with credits, refunds, tax, commitments, several currencies. All but Azure's pair have \
            a billing account of their own. The same seed gives the same data. --regenerate writes a later delivery of \
            the last month, with changes. --all adds CUR 2.0 Data Exports, Google Cloud's FOCUS export, OCI cost \
            reports of before FOCUS, and the FOCUS files of a vendor of software.

              billow sample exports
              billow sample exports --regenerate
              billow sample exports --all --provider aws --provider saas
            """)

    @Argument(help: "A new folder, or one that this command wrote.")
    var folder: String

    @Option(help: "The same seed gives the same data.")
    var seed: UInt64 = 1

    @Option(help: "How many months.")
    var months = 3

    @Option(help: "Rows for each dataset and month, about.")
    var rows = 2000

    @Option(help: "aws, azure, gcp, oci or, with --all, saas; can be given several times. Default: all.")
    var provider: [String] = []

    @Flag(help: "Every dataset that Billow reads, eleven in all.")
    var all = false

    @Option(help: ArgumentHelp("Last month, such as 2025-12.", valueName: "month"))
    var lastMonth: String = "2025-12"

    @Flag(help: "Write a later delivery of the last month.")
    var regenerate = false

    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard let last = BillingPeriod(lastMonth) else {
            throw BillowError(.usage, "'\(lastMonth)' is no month", hint: "write it as 2025-12")
        }
        let unknown = Set(provider).subtracting(SampleRequest.allProviders)
        guard unknown.isEmpty else {
            throw BillowError(
                .usage, "no samples for \(unknown.sorted().joined(separator: ", "))",
                hint: "choose from \(SampleRequest.allProviders.sorted().joined(separator: ", "))")
        }
        let session = try await Workbench(settings: try Settings()).session()
        let request = SampleRequest(
            folder: folder, seed: seed, months: months, rows: rows,
            providers: provider.isEmpty ? SampleRequest.allProviders : Set(provider), isComplete: all,
            lastMonth: last, regenerate: regenerate)
        let summary = try await Sampler(session: session).write(request) { _ in }
        SampleOutput(summary: summary, folder: folder).write(as: output.output)
    }
}
