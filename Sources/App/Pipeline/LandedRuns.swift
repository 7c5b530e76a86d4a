import BillingModel
import BillingSources
import ObjectStorage
import Planning
import TableLog

/// Every delivery that the lake's log knows, shown or replaced.
package struct LandedRuns: Sendable {
    private let lake: Lake
    private let sources: [any BillingSource]

    package init(lake: Lake, sources: [any BillingSource]) {
        self.lake = lake
        self.sources = sources
    }

    /// A delivery that the lake shows without some of its rows, and where it was found.
    package struct Short: Sendable {
        package let identity: RunReport.Identity
        package let location: String
        /// Its files, and the manifest.
        package let keys: [ObjectKey]
    }

    package func deliveriesInQuarantine() async throws -> [Short] {
        var found: [Short] = []
        for source in try await lake.sources() {
            let table = try await RawState(source: source, table: try lake.raw(source))
            let short = Set(table.runs.values).filter { $0.shortage.rows > 0 }
            for entry in short.isEmpty ? [] : try await table.table.history() {
                let files = entry.info?.billow["files"]?.array?.compactMap(\.object) ?? []
                for run in entry.info?.billow["runs"]?.array?.compactMap(LandedRun.init(json:)) ?? []
                where short.contains(run) {
                    let paths = files.filter { $0["run"]?.text == run.run }.compactMap { $0["path"]?.text }
                    found.append(
                        Short(
                            identity: RunReport(run, source: source, .landed).identity, location: run.location,
                            keys: try (paths + [run.manifest].compactMap { $0 }).map { try ObjectKey($0) }))
                }
            }
        }
        return found
    }

    /// What ``reports()`` tells, and what was held or rejected when its place was last looked through.
    package func everyReport() async throws -> [RunReport] {
        Self.inOrder(try await reports() + UnlandedNotes(lake: lake).reports())
    }

    /// Newest month first; within a month by source, export and generation.
    package func reports() async throws -> [RunReport] {
        var tables: [RawState] = []
        for source in try await lake.sources() {
            tables.append(try await RawState(source: source, table: try lake.raw(source)))
        }
        let counting = CountedExports(tables, sources: sources)
        var reports: [RunReport] = []
        for table in tables {
            let live = Set(table.runs.values)
            for entry in try await table.table.history() {
                for run in entry.info?.billow["runs"]?.array?.compactMap(LandedRun.init(json:)) ?? [] {
                    let key = MonthKey(source: table.source, export: run.export, period: run.period)
                    reports.append(
                        live.contains(run)
                            ? RunReport(run, source: table.source, .landed, exclusion: counting[key])
                            : RunReport(run, source: table.source, .superseded, reason: Self.reason(run, table)))
                }
            }
        }
        return Self.inOrder(reports)
    }

    private static func inOrder(_ reports: [RunReport]) -> [RunReport] {
        reports.sorted {
            guard let a = $0.period, let b = $1.period, a == b else {
                return ($0.period.map { "\($0)" } ?? "") > ($1.period.map { "\($0)" } ?? "")
            }
            return ($0.source, $0.export, $0.generation ?? 0, $0.run) < (
                $1.source, $1.export, $1.generation ?? 0, $1.run
            )
        }
    }

    private static func reason(_ run: LandedRun, _ table: RawState) -> String {
        let id = Ledger.refusalID(export: run.export, period: run.period, run: run.run)
        return table.refusals[id].map { "it was taken back (rollback or forget) on \($0)" }
            ?? "a later delivery took its place"
    }
}
