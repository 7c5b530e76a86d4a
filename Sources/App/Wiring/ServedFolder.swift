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

    /// How long a statement over all rows may take that asks for more than a page does.
    private static let patience = Duration.seconds(60)

    package init(_ workbench: Workbench) throws {
        self.workbench = workbench
        lake = try workbench.lake(create: false).remembering()
        watch = LogWatch(lake)
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
        let sessions = try await workbench.servedSessions(of: lake, limit)
        var heldBytes = 0
        for session in sessions.prefix(1) { heldBytes = try await KeptDaily.heldBytes(session) }
        return OpenedLake(sessions, heldBytes: heldBytes)
    }

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
