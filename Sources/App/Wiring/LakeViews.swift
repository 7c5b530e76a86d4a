import BillingModel
import Pipeline
import Reporting
import SQLEngine
import TableLog
import Tables

/// The lake's tables as views of one consistent set of snapshots.
package struct LakeViews: Sendable {
    /// How much of the lake a session shows. The engine looks at each file of what it shows.
    package enum Extent: Sendable {
        /// `daily`, with all rows of a time at least.
        case daily(ReportRange)
        /// `focus`, `daily` and `quarantine`.
        case answers
        /// Also `runs`, `raw."<source>"` and the views of FOCUS versions: what `billow query` reads.
        case everything
    }

    private let lake: Lake

    package init(lake: Lake) {
        self.lake = lake
    }

    /// Statements for a fresh session, where there are rules by these.
    package func statements(
        _ rules: ReadingRules, extent: Extent = .everything
    ) async throws -> [SQLText] {
        var views: [TableView]
        switch extent {
        case .daily(let range):
            return LakeCatalog.statements(for: [try await view("daily", try lake.daily(), range)], rules: rules)
        case .answers:
            return LakeCatalog.statements(for: try await answers(), rules: rules, hasVersions: false)
        case .everything: views = try await answers()
        }
        for source in try await lake.sources() {
            let table = try lake.raw(source)
            guard let snapshot = try await table.snapshot() else { continue }
            views.append(try view(table, snapshot, schema: "raw", name: source))
        }
        return LakeCatalog.statements(for: views, rules: rules) + [try await runs()]
    }

    /// `focus`, `daily` and `quarantine`; for a limited reader the first two.
    func answers(_ limit: RowLimit? = nil) async throws -> [TableView] {
        let tables = [try await view("focus", try lake.focus()), try await view("daily", try lake.daily())]
        return limit == nil ? tables + [try await quarantine()] : tables
    }

    private func view(_ name: String, _ table: Table, _ range: ReportRange = .all) async throws -> TableView {
        guard let snapshot = try await table.snapshot() else {
            throw BillowError(
                .nothingToRead, "the lake at \(lake.store.location) is empty", hint: "run `billow ingest FOLDER` first")
        }
        return try view(table, snapshot, schema: nil, name: name, range)
    }

    /// Rows of deliveries that the lake shows; with or without such a table.
    private func quarantine() async throws -> TableView {
        let table = try lake.quarantine()
        let files = try await QuarantineTable.shown(try await table.snapshot(), lake: lake)
        return TableView(
            name: "quarantine", columns: QuarantineTable.columns, partitionColumns: QuarantineTable.partitionColumns,
            files: try files.map {
                TableView.File(path: try lake.localPath(table, $0.path), partitionValues: $0.partitionValues)
            })
    }

    private func view(
        _ table: Table, _ snapshot: Snapshot, schema: String?, name: String, _ range: ReportRange = .all
    ) throws -> TableView {
        TableView(
            schema: schema, name: name, columns: snapshot.metadata.columns,
            partitionColumns: snapshot.metadata.partitionColumns,
            files: try snapshot.files.filter { range.reaches($0.partitionValues["x_billing_period"] ?? nil) }.map {
                TableView.File(path: try lake.localPath(table, $0.path), partitionValues: $0.partitionValues)
            })
    }

    /// Every landed delivery as a table.
    private func runs() async throws -> SQLText {
        let columns: SQLText = """
            source, export, period, run, state, counted, generation, rows, quarantined, currency, billed, effective,
            reason
            """
        var values: [SQLText] = []
        for run in try await LandedRuns(lake: lake, sources: Workbench.sources).reports() {
            let costs: [(String?, ControlTotals.Costs?)] =
                run.costs.isEmpty
                ? [(nil, nil)] : run.costs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            for (currency, cost) in costs {
                values.append(
                    """
                    (\(run.source), \(run.export), \(run.period?.description), \(run.run), \(run.state.rawValue),
                    \(unsafe: run.isCounted ? "true" : "false"), \(run.generation ?? 0)::BIGINT,
                    \(run.rows ?? 0)::BIGINT, \(run.shortage.rows)::BIGINT, \(currency),
                    \(cost?.billed.description)::DECIMAL(38,18),
                    \(cost?.effective?.description)::DECIMAL(38,18), \(run.reason))
                    """)
            }
        }
        guard !values.isEmpty else { return "CREATE VIEW runs AS SELECT NULL AS source WHERE false" }
        return
            "CREATE VIEW runs AS SELECT * FROM (VALUES \(sql: .joined(values, separator: ", "))) runs(\(sql: columns))"
    }
}
