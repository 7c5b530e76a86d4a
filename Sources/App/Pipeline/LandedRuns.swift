import BillingModel
import TableLog

/// Every delivery that the lake's log knows, shown or replaced.
package struct LandedRuns: Sendable {
    private let lake: Lake

    package init(lake: Lake) {
        self.lake = lake
    }

    /// Newest month first; within a month by source, export and generation.
    package func reports() async throws -> [RunReport] {
        var reports: [RunReport] = []
        for source in try await lake.sources() {
            let table = try lake.raw(source)
            let live = Set(try await RawState(source: source, table: table).runs.values)
            for entry in try await table.history() {
                for run in entry.info?.billow["runs"]?.array?.compactMap(LandedRun.init(json:)) ?? [] {
                    let isShown = live.contains(run)
                    reports.append(
                        RunReport(
                            run, source: source, isShown ? .landed : .superseded,
                            reason: isShown ? nil : "a later delivery took its place"))
                }
            }
        }
        return reports.sorted {
            guard let a = $0.period, let b = $1.period, a == b else {
                return ($0.period.map { "\($0)" } ?? "") > ($1.period.map { "\($0)" } ?? "")
            }
            return ($0.source, $0.export, $0.generation ?? 0, $0.run) < (
                $1.source, $1.export, $1.generation ?? 0, $1.run
            )
        }
    }
}
