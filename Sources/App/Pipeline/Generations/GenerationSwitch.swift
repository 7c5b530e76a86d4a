import BillingModel
import BillingSources
import Landing
import SQLEngine
import TableLog
import Tables

/// Shows another generation of a month, or none: `rollback` and `forget`.
///
/// One commit to the raw table; `focus` and `daily` follow, and a crash in between is healed by the next ingest.
package struct GenerationSwitch: Sendable {
    private let ingest: Ingest
    private static let attemptsMax = 8

    package init(_ ingest: Ingest) {
        self.ingest = ingest
    }

    /// Brings back a generation, by default the one before the shown one, or the one that was shown last.
    package func rollback(_ filter: MonthFilter, to number: Int?, isDryRun: Bool) async throws -> ShownChange {
        try await change(filter, isDryRun: isDryRun) { month in
            let target = try Self.target(number, of: month)
            guard target.isKept else { throw LakeHistory.vacuumed(target, of: month) }
            guard target.state != .shown else {
                throw BillowError(
                    .usage, "generation \(target.number) of \(month.key) is the one that is shown",
                    hint: "`billow history --period \(month.key.period)` lists the others")
            }
            return target
        }
    }

    /// Withdraws what a month shows.
    package func forget(_ filter: MonthFilter, isDryRun: Bool) async throws -> ShownChange {
        try await change(filter, isDryRun: isDryRun) { month in
            guard month.shown != nil else {
                throw BillowError(.nothingToRead, "\(month.key) shows nothing as it is", hint: "there is nothing to do")
            }
            return nil
        }
    }

    private static func target(_ number: Int?, of month: MonthHistory) throws -> Generation {
        guard let number else {
            if let previous = month.previous { return previous }
            throw BillowError(
                .nothingToRead, "\(month.key) has one generation only", hint: "`billow forget` withdraws it")
        }
        if let target = month[number] { return target }
        throw BillowError(
            .nothingToRead, "\(month.key) has no generation \(number)",
            hint: "it has \(month.generations.map { String($0.number) }.joined(separator: ", "))")
    }

    private func change(
        _ filter: MonthFilter, isDryRun: Bool, target: (MonthHistory) throws -> Generation?
    ) async throws -> ShownChange {
        let history = LakeHistory(lake: ingest.lake)
        for _ in 0..<Self.attemptsMax {
            let month = try filter.one(of: try await history.months(filter))
            let change = ShownChange(month, to: try target(month))
            let table = try ingest.lake.raw(month.key.source)
            guard let snapshot = try await table.snapshot() else { continue }
            // Between the two looks somebody may have landed another: look again.
            let raw = try RawState(source: month.key.source, table: table, snapshot: snapshot)
            guard Set(raw.files(month.key)) == month.shown?.paths ?? [] else { continue }
            if let target = change.to { try await check(target, raw) }
            if isDryRun { return change }
            let publication = Publication(lake: ingest.lake, nowMillis: ingest.nowMillis)
            if case .committed = try await publication.publish(change.publication(snapshot), to: table, on: snapshot) {
                _ = try await ingest.repair()
                return change
            }
        }
        throw BillowError(
            .tryAgain, "other writers kept changing the month", hint: "run again when they are done")
    }

    /// The files still say what was recorded when they were landed.
    private func check(_ generation: Generation, _ raw: RawState) async throws {
        guard !generation.files.isEmpty else { return }
        let recorded = try generation.totals()
        let parquet = SQLText.parquet(try generation.files.map { try ingest.lake.localPath(raw.table, $0.path) })
        let present = Set(try await ingest.session.columnNames(of: parquet))
        let schema = RawSchema(raw.columns.filter { present.contains($0.name) })
        let control = try ingest.dataset(of: raw).control(schema)
        let found = try await ingest.session.controlTotals(control, over: parquet)
        let differences = recorded.costs.isEmpty ? [] : recorded.billedDifferences(to: found)
        guard found.rows == recorded.rows, differences.isEmpty else {
            throw BillowError(
                .badData,
                "the files of generation \(generation.number) of \(generation.key) are not what was landed: "
                    + (["\(found.rows) rows where \(recorded.rows) were"] + differences).joined(separator: "; "),
                hint: "nothing was changed; put the files back from a copy of the lake",
                source: "raw/\(generation.key.source)")
        }
    }
}

extension LakeHistory {
    static func vacuumed(_ generation: Generation, of month: MonthHistory) -> BillowError {
        let kept = month.generations.filter(\.isKept).map { String($0.number) }
        return BillowError(
            .nothingToRead, "the files of generation \(generation.number) of \(generation.key) are vacuumed",
            hint: kept.isEmpty ? "none of its generations is left" : "those left: \(kept.joined(separator: ", "))")
    }
}
