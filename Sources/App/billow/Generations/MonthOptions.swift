import ArgumentParser
import BillingModel
import Pipeline
import Wiring

/// Which month is meant.
struct MonthOptions: ParsableArguments {
    @Option(help: "The month, 2025-10.")
    var period: BillingPeriod?

    @Option(help: "The source, as `billow runs` names it: aws-cur, azure-focus, plain-focus…")
    var source: String?

    @Option(help: "The export, daily@123456789012 or only daily.")
    var export: String?

    var filter: MonthFilter { MonthFilter(source: source, export: export, period: period) }
}

extension BillingPeriod: ExpressibleByArgument {
    /// Nil when the text is no month.
    public init?(argument: String) {
        self.init(argument)
    }
}

extension LakeOptions {
    /// For what commits to the lake without looking for deliveries.
    func ingest() async throws -> Ingest {
        let workbench = try workbench()
        return Ingest(
            lake: try workbench.lake(create: false), sources: Workbench.sources, session: try await workbench.session(),
            parquet: workbench.parquet(), nowMillis: WallClock.nowMillis)
    }
}
