import BillingModel
import SQLEngine
import Summarising
import TableLog
import Tables

/// Brings `focus` and `daily` back to what they showed of a month when `raw` held what it holds now, with the files of
/// that time.
struct Restoration: Sendable {
    let ingest: Ingest

    /// False when there are no such files, or they are not what they should be: then they are to be made again.
    func restore(_ key: MonthKey, as raw: RawState) async throws -> Bool {
        let parents = raw.parents(key)
        guard !parents.isEmpty else { return false }
        let history = LakeHistory(lake: ingest.lake)
        let focus = try ingest.lake.focus()
        let daily = try ingest.lake.daily()
        guard let focusFiles = try await files(focus, history, key, parents),
            let dailyFiles = try await files(daily, history, key, parents),
            try await agree(focusFiles, dailyFiles, with: Set(raw.files(key).compactMap { raw.runs[$0] }))
        else { return false }
        try await publish(focusFiles, to: focus, key, raw)
        try await publish(dailyFiles, to: daily, key, raw)
        return true
    }

    private func files(
        _ table: Table, _ history: LakeHistory, _ key: MonthKey, _ parents: Set<String>
    ) async throws -> [AddFile]? {
        guard let files = try await history.derived(table).files(key, parents: parents), !files.isEmpty else {
            return nil
        }
        let present = try await history.files(of: table)
        return files.allSatisfy { present[$0.path]?.sizeBytes == $0.sizeBytes } ? files : nil
    }

    private func agree(_ focus: [AddFile], _ daily: [AddFile], with runs: Set<LandedRun>) async throws -> Bool {
        let recorded = try runs.reduce(ControlTotals.empty) {
            try $0.adding(ControlTotals(rows: $1.rows, costs: $1.costs))
        }
        let focusTotals = try await totals(focus, in: try ingest.lake.focus(), weight: .one)
        let dailyTotals = try await totals(daily, in: try ingest.lake.daily(), weight: .rowCount)
        return focusTotals == dailyTotals && recorded.billedDifferences(to: focusTotals).isEmpty
    }

    private func totals(
        _ files: [AddFile], in table: Table, weight: DailySummary.RowWeight
    ) async throws -> ControlTotals {
        let paths = try files.map { try ingest.lake.localPath(table, $0.path) }
        let rows = try await ingest.session.rows(DailySummary.totals(over: .parquet(paths), weight: weight))
        return try ControlTotals(rows: rows)
    }

    /// A conflict leaves the table as it is: whoever repairs looks again.
    private func publish(_ files: [AddFile], to table: Table, _ key: MonthKey, _ raw: RawState) async throws {
        let state = try await DerivedState(table: table)
        let shown = Set(state.files[key, default: []].map(\.path))
        let wanted = Set(files.map(\.path))
        guard let snapshot = state.snapshot, shown != wanted else { return }
        var change = Publication.Change(columns: [], partitionColumns: snapshot.metadata.partitionColumns)
        change.operation = "RESTORE"
        change.removes = shown.subtracting(wanted).sorted()
        change.restores = files.filter { !shown.contains($0.path) }
        change.transactions = [
            (appID: key.derivation, version: raw.generation(key)), VacuumRecord.guarding(snapshot),
        ]
        _ = try await Publication(lake: ingest.lake, nowMillis: ingest.nowMillis).publish(
            change, to: table, on: snapshot)
    }
}

extension VacuumRecord {
    /// Set by a commit that brings files back: it conflicts with a vacuum that might be deleting them.
    static func guarding(_ snapshot: Snapshot) -> (appID: String, version: Int) {
        (appID: appID, version: Int(snapshot.transactionVersion(appID) ?? 0))
    }
}
