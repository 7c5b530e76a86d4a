import BillingModel
import Examining
import Foundation
import Pipeline
import Reporting
import SQLEngine
import Serving
import Tables

/// A lake on this machine for the server to read.
package struct ServedFolder: LakeReader {
    private let workbench: Workbench
    private let lake: Lake
    private let watch: LogWatch
    private let databases: ServedDatabases

    /// How long a statement over all rows may take that asks for more than a page does.
    private static let patience = Duration.seconds(60)

    package init(_ workbench: Workbench, work: ServedWork = ServedWork()) throws {
        self.workbench = workbench
        lake = try workbench.lake(create: false).remembering()
        watch = LogWatch(lake)
        databases = ServedDatabases(workbench, lake, work)
    }

    package func versions() async throws -> LakeVersions {
        var versions = try await watch.versions()
        guard versions["daily"] != nil else {
            throw BillowError(
                .nothingToRead, "the lake at \(workbench.lakeFolder) is empty",
                hint: "run `billow ingest FOLDER` first")
        }
        let notes = try await UnlandedNotes(lake: lake).version()
        if notes > 0 { versions["unlanded"] = notes }
        return LakeVersions(versions, configuration: try workbench.configuration().fingerprint)
    }

    package func open(_ limit: RowLimit?) async throws -> OpenedLake {
        try await databases.open(limit)
    }

    /// To be awaited before the process ends, which the engine's statements must not outlive.
    package func stop() async { await databases.stop() }

    /// Until nothing is read any more into the memory of what was opened for a limit.
    package func settle(_ limit: RowLimit? = nil) async { await databases.settle(limit) }

    package func contents() async throws -> LakeContents {
        var contents = LakeContents()
        contents.runs = try await LandedRuns(lake: lake, sources: Workbench.sources).everyReport()
        contents.months = try await LakeHistory(lake: lake).months()
        contents.origins = try await LakeOrigins(lake: lake, sources: Workbench.sources)
        contents.rules = try workbench.configuration().rules
        return contents
    }

    package func compare(_ month: MonthFilter, from: Int?, to: Int?) async throws -> ComparedGenerations {
        let pair = try await GenerationPair(month, from: from, to: to, lake: lake)
        let session = GatedSession([try await workbench.session()], timeout: Self.patience)
        return ComparedGenerations(
            pair,
            try await CostComparison(
                before: pair.beforeRows, after: pair.afterRows, by: CostComparison.Dimension.allCases, on: session))
    }

    package func examine(source: String?, period: BillingPeriod?) async throws -> [Examination.Source] {
        let session = GatedSession(
            [try await workbench.lockedSession(of: lake, .answers, rules: ReadingRules.none)], timeout: Self.patience)
        return try await Examination(
            session: session, rules: try RuleBook.rules(), source: source, period: period
        ).run()
    }
}

extension GenerationPair {
    /// Nil has no rows.
    package var beforeRows: SQLText? { beforeDaily.isEmpty ? nil : .parquet(beforeDaily) }
    package var afterRows: SQLText? { afterDaily.isEmpty ? nil : .parquet(afterDaily) }
}
