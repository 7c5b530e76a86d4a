import BillingModel
import Foundation
import ObjectStorage
import TableLog
import Tables

@testable import Pipeline

/// A raw table in memory in which a month lands, rolls back and is forgotten, and what plain code says of it.
struct HistoryModel {
    let lake: Lake
    let table: Table
    let accumulates: Bool
    let period = BillingPeriod("2025-10")
    /// Paths of each generation, in order.
    private(set) var lists: [Int: Set<String>] = [:]
    private(set) var shown: Int?
    /// When each generation went out of sight last.
    private(set) var ended: [Int: Int64] = [:]
    private(set) var now: Int64 = 0
    private var snapshot: Snapshot?

    init(accumulates: Bool) throws {
        lake = Lake(store: MemoryStore(), codec: nil)
        table = try lake.raw("s")
        self.accumulates = accumulates
    }

    var live: Set<String> { shown.flatMap { lists[$0] } ?? [] }

    mutating func wait(_ millis: Int64) { now += millis }

    mutating func land(files count: Int) async throws {
        guard let period else { return }
        let number = (lists.keys.max() ?? 0) + 1
        let run = LandedRun(
            export: "e", period: period, run: "run-\(number)", order: "\(number)", generation: number, listing: "",
            content: "", rows: number, roundedCells: 0, costs: [:], location: "")
        let adds = (0..<count).map { index in
            AddFile(
                path: "x_billing_period=2025-10/\(number)-\(index).parquet",
                partitionValues: ["x_billing_period": "2025-10"], sizeBytes: 1, modificationMillis: now, tags: run.tags)
        }
        let removes = accumulates ? [] : live
        let kept = live.subtracting(removes)
        let metadata = TableMetadata(
            id: "t", columns: [Column("a", .text), Column("x_billing_period", .text)],
            partitionColumns: ["x_billing_period"], configuration: [:], createdMillis: 0)
        let change = TableChange(
            adds: adds, removes: removes.sorted(), metadata: snapshot == nil ? metadata : nil,
            transactions: [Transaction(appID: "billow/e/2025-10", version: Int64(number))],
            info: CommitInfo(timestampMillis: now, operation: "WRITE"))
        if case .committed(let after) = try await table.commit(change, on: snapshot) { snapshot = after }
        end()
        lists[number] = kept.union(adds.map(\.path))
        shown = number
    }

    /// Nil forgets.
    mutating func show(_ number: Int?) async throws -> ShownChange? {
        guard let snapshot, let month = try await month() else { return nil }
        let change = ShownChange(month, to: number.flatMap { month[$0] })
        let millis = now
        let publication = Publication(lake: lake, nowMillis: { millis })
        let outcome = try await publication.publish(change.publication(snapshot), to: table, on: snapshot)
        if case .committed(let after) = outcome { self.snapshot = after }
        end()
        shown = number
        if let number { ended[number] = nil }
        return change
    }

    private mutating func end() {
        if let shown { ended[shown] = now }
    }

    func month() async throws -> MonthHistory? {
        MonthHistory.all(try await LakeHistory(lake: lake).raw("s")).values.first
    }

    func livePaths() async throws -> Set<String> { Set(try await table.snapshot()?.files.map(\.path) ?? []) }

    func refusedRuns() async throws -> Set<String> {
        let state = try await RawState(source: "s", table: table)
        return Set(state.refusals.keys.map { String($0.split(separator: "/").last ?? "") })
    }
}
