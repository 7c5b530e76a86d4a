import BillingModel
import BillingSources
import TableLog
import Tables

/// Where the rows of a lake are from: deliveries and source objects as their commits recorded them.
package struct LakeOrigins: Sendable {
    package struct Delivery: Sendable {
        package let run: LandedRun
        package let landedMillis: Int64
    }

    package struct NotCounted: Sendable {
        package let source: String
        package let export: String
        package let period: BillingPeriod
        /// What it would add, by currency.
        package let totals: ControlTotals
        package let reason: String
        /// What is counted in its place; nil where somebody said that it is not counted.
        package let rival: (source: String, export: String)?
    }

    package private(set) var deliveries: [DeliveryID: Delivery] = [:]
    package private(set) var objects: [SourceObject.Identity: SourceObject] = [:]
    package private(set) var notCounted: [NotCounted] = []

    /// A delivery in a month.
    package struct DeliveryID: Hashable, Sendable {
        package let source: String
        package let export: String
        package let period: BillingPeriod
        package let run: String

        package init(source: String, export: String, period: BillingPeriod, run: String) {
            self.source = source
            self.export = export
            self.period = period
            self.run = run
        }
    }

    /// Of a lake without deliveries.
    package init() {}

    package init(lake: Lake, sources: [any BillingSource]) async throws {
        var tables: [RawState] = []
        for source in try await lake.sources() {
            let state = try await RawState(source: source, table: try lake.raw(source))
            tables.append(state)
            try await add(state)
        }
        let counting = CountedExports(tables, sources: sources)
        for table in tables {
            for key in table.keys {
                guard let exclusion = counting[key] else { continue }
                let runs = Set(table.files(key).compactMap { table.runs[$0] })
                notCounted.append(
                    NotCounted(
                        source: key.source, export: key.export, period: key.period,
                        totals: try runs.reduce(ControlTotals.empty) {
                            try $0.adding(ControlTotals(rows: $1.rows, costs: $1.costs))
                        }, reason: exclusion.description, rival: exclusion.rival))
            }
        }
        notCounted.sort { ($0.period, $0.source, $0.export) < ($1.period, $1.source, $1.export) }
    }

    private mutating func add(_ state: RawState) async throws {
        let commits = try await state.table.history().reversed().map {
            Commit(version: $0.version, actions: $0.actions)
        }
        for object in state.objects(commits) { objects[object.identity] = object }
        let live = Set(state.runs.values)
        for commit in commits {
            for run in commit.info?.billow["runs"]?.array?.compactMap(LandedRun.init(json:)) ?? []
            where live.contains(run) {
                let id = DeliveryID(source: state.source, export: run.export, period: run.period, run: run.run)
                deliveries[id] = Delivery(run: run, landedMillis: commit.info?.timestampMillis ?? 0)
            }
        }
    }
}
