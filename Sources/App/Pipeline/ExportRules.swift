import BillingModel
import BillingSources
import Planning

/// Which exports are counted: what is so, and what somebody decides. Decisions stand in the raw tables' configuration,
/// so that every ingest and every reader knows the same.
package struct ExportRules: Sendable {
    private let ingest: Ingest
    private static let attemptsMax = 8

    package init(_ ingest: Ingest) {
        self.ingest = ingest
    }

    package struct Export: Sendable {
        package let source: String
        package let export: String
        package let rule: Counting.Rule
        /// Newest first; those that are not counted with the reason.
        package let periods: [(period: BillingPeriod, exclusion: Counting.Exclusion?)]
    }

    /// Every export of the lake, by source and name.
    package func list(_ filter: MonthFilter = MonthFilter()) async throws -> [Export] {
        let tables = try await tables()
        let counting = CountedExports(tables, sources: ingest.sources)
        return tables.flatMap { table -> [Export] in
            Dictionary(grouping: table.keys.filter(filter.contains), by: \.export).map { export, keys in
                Export(
                    source: table.source, export: export, rule: table.rule(export),
                    periods: keys.sorted { $0.period > $1.period }.map { ($0.period, counting[$0]) })
            }
            .sorted { $0.export < $1.export }
        }
    }

    /// Decides for the exports that are meant, and brings `focus` and `daily` in line. Answers them as they are then.
    package func set(_ rule: Counting.Rule, for filter: MonthFilter) async throws -> [Export] {
        let meant = try await list(filter)
        guard !meant.isEmpty else {
            throw BillowError(
                .nothingToRead, "the lake has no such export: \(filter)", hint: "`billow count` lists what there is")
        }
        for (source, exports) in Dictionary(grouping: meant, by: \.source) {
            try await commit(
                Dictionary(uniqueKeysWithValues: exports.map { (RawState.ruleSetting + $0.export, rule.rawValue) }),
                to: source)
        }
        _ = try await ingest.repair()
        return try await list(filter)
    }

    private func tables() async throws -> [RawState] {
        var tables: [RawState] = []
        for source in try await ingest.lake.sources() {
            tables.append(try await RawState(source: source, table: try ingest.lake.raw(source)))
        }
        return tables
    }

    private func commit(_ configuration: [String: String], to source: String) async throws {
        let publication = Publication(lake: ingest.lake, nowMillis: ingest.nowMillis)
        for _ in 0..<Self.attemptsMax {
            let table = try ingest.lake.raw(source)
            guard let snapshot = try await table.snapshot() else { return }
            let change = Publication.Change(
                columns: [], partitionColumns: snapshot.metadata.partitionColumns, configuration: configuration)
            if case .committed = try await publication.publish(change, to: table, on: snapshot) { return }
        }
        throw BillowError(
            .tryAgain, "other writers kept changing raw/\(source)", hint: "run again when they are done")
    }
}
