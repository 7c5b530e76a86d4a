import BillingModel
import BillingSources
import Columnar
import Landing
import Normalising
import SQLEngine
import Summarising
import TableLog
import Tables

/// Adds a month up again, hop by hop: raw against what the log recorded, `focus` against that and raw, `daily` against
/// `focus`.
struct HopCheck {
    let session: any SQLSession
    let lake: Lake
    /// Rows and billed cost of each source object, over all months that were added up.
    private(set) var objects: [SourceObject.Identity: ControlTotals] = [:]
    private(set) var rows = 0

    init(session: any SQLSession, lake: Lake) {
        self.session = session
        self.lake = lake
    }

    // MARK: Raw

    mutating func raw(
        _ key: MonthKey, _ state: RawState, dataset: any Dataset
    ) async throws -> (differences: [Discrepancy], totals: ControlTotals) {
        let files = state.files(key).compactMap { state.snapshot?.file($0) }
        let counted = try await rowsByFile(files, state.table, columns: ["x_export", "x_run", "x_generation"])
        var differences: [Discrepancy] = []
        for file in files {
            guard let run = state.runs[file.path] else { continue }
            differences += compare(
                file, counted[file.path], key, state.table,
                identity: [run.export, run.run, String(run.generation)])
        }
        let relation = try relation(files, state.table)
        let present = Set(try await session.columnNames(of: relation))
        let schema = RawSchema(state.columns.filter { present.contains($0.name) })
        let found = try await rawTotals(relation, try dataset.control(schema))
        var comparison = Comparison(key, table: "raw/\(key.source)")
        for run in Set(files.compactMap { state.runs[$0.path] }).sorted(by: { $0.run < $1.run }) {
            let mine = found.filter { $0.key.run == run.run }
            let totals = try mine.values.reduce(ControlTotals.empty) { try $0.adding($1) }
            comparison.expect("rows of \(run.run)", run.rows, totals.rows)
            // An ingest that ended at the raw table has no costs to tell.
            if !run.costs.isEmpty || run.rows == 0 {
                comparison.expectBilled(
                    ControlTotals(rows: run.rows, costs: run.costs), totals, of: " of \(run.run)")
            }
        }
        for (object, totals) in found {
            let identity = SourceObject.Identity(
                source: key.source, export: key.export, run: object.run, path: object.file)
            objects[identity] = try (objects[identity] ?? .empty).adding(totals)
        }
        let totals = try found.values.reduce(ControlTotals.empty) { try $0.adding($1) }
        rows += totals.rows
        return (differences + comparison.differences, totals)
    }

    private struct Object: Hashable {
        let run: String
        let file: String
    }

    private func rawTotals(_ relation: SQLText, _ control: ControlColumns) async throws -> [Object: ControlTotals] {
        let currency: SQLText = control.currency.map { "nullif(\(name: $0), '')::VARCHAR" } ?? "NULL::VARCHAR"
        let rows = try await session.rows(
            """
            SELECT x_run, x_file, coalesce(\(sql: currency), \(ControlTotals.noCurrency)), count(*)::BIGINT,
            sum((\(sql: control.billedSQL()))::DECIMAL(38,18))::VARCHAR FROM \(sql: relation) GROUP BY ALL
            """)
        var totals: [Object: ControlTotals] = [:]
        for row in rows {
            guard case .text(let run) = row[0], case .text(let file) = row[1], case .text(let currency) = row[2],
                case .integer(let count) = row[3]
            else { throw BillowError(.badData, "a row does not say where it is from") }
            var sum = ControlTotals(rows: Int(count), costs: [:])
            if case .text(let text) = row[4], let billed = ExactDecimal.parse(text).value {
                sum.costs[currency] = ControlTotals.Costs(billed: billed)
            }
            let object = Object(run: run, file: file)
            totals[object] = try (totals[object] ?? .empty).adding(sum)
        }
        return totals
    }

    // MARK: Focus and daily

    /// - Parameter isShare: Whether a share of the rows counts, beside a partner's.
    mutating func focus(
        _ key: MonthKey, _ files: [AddFile], _ table: Table, raw: RawState, dataset: any Dataset,
        readsRaw: Bool, isShare: Bool
    ) async throws -> [Discrepancy] {
        let counted = try await rowsByFile(files, table, columns: ["x_export"])
        var differences = files.flatMap { compare($0, counted[$0.path], key, table, identity: [key.export]) }
        let found = try await session.totalsByRun(over: try relation(files, table))
        rows += found.values.reduce(0) { $0 + $1.rows }
        if isShare {
            return differences + (readsRaw ? try await share(key, found, raw, dataset) : [])
        }
        let recorded = Set(raw.files(key).compactMap { raw.runs[$0] })
        var comparison = Comparison(key, table: "focus")
        let comparesRows = readsRaw ? try await keepsRowCount(raw.files(key), raw, dataset) : false
        for run in Set(recorded.map(\.run)).union(found.keys).sorted() {
            let wanted = try recorded.filter { $0.run == run }.reduce(ControlTotals.empty) {
                try $0.adding(ControlTotals(rows: $1.rows, costs: $1.costs))
            }
            let totals = found[run] ?? .empty
            // An ingest that ended at the raw table left it to another one to add `focus` up.
            let isRecorded = wanted.rows == 0 || !wanted.costs.isEmpty
            if isRecorded { comparison.expectCosts(wanted, totals, of: " of \(run)") }
            if comparesRows { comparison.expect("rows of \(run)", wanted.rows, totals.rows) }
        }
        differences += comparison.differences
        return differences
    }

    /// Nobody recorded what a share adds up to: its rows are mapped again.
    private func share(
        _ key: MonthKey, _ found: [String: ControlTotals], _ raw: RawState, _ dataset: any Dataset
    ) async throws -> [Discrepancy] {
        let parquet = SQLText.parquet(try raw.files(key).map { try lake.localPath(raw.table, $0) })
        let present = Set(try await session.columnNames(of: parquet))
        let schema = RawSchema(raw.columns.filter { present.contains($0.name) })
        let rows: SQLText = "(SELECT *, \(key.period.description) AS x_billing_period FROM \(sql: parquet))"
        let select = try Normaliser.select(
            try dataset.mapping(schema).taking(try (dataset as? any PairedDataset)?.share(schema)), from: rows,
            source: key.source)
        let wanted = try await session.totalsByRun(over: "(\(sql: select))")
        var comparison = Comparison(key, table: "focus")
        for run in Set(wanted.keys).union(found.keys).sorted() {
            comparison.expectCosts(wanted[run] ?? .empty, found[run] ?? .empty, of: " of \(run)")
            comparison.expect("rows of \(run)", wanted[run]?.rows ?? 0, found[run]?.rows ?? 0)
        }
        return comparison.differences
    }

    private func keepsRowCount(_ paths: [String], _ raw: RawState, _ dataset: any Dataset) async throws -> Bool {
        guard !paths.isEmpty else { return true }
        let local = try paths.map { try lake.localPath(raw.table, $0) }
        let present = Set(try await session.columnNames(of: .parquet(local)))
        return try dataset.mapping(RawSchema(raw.columns.filter { present.contains($0.name) })).keepsRowCount
    }

    mutating func daily(
        _ key: MonthKey, _ files: [AddFile], _ table: Table, focus: [AddFile], _ focusTable: Table
    ) async throws -> [Discrepancy] {
        let counted = try await rowsByFile(files, table, columns: ["x_export"])
        var differences = files.flatMap { compare($0, counted[$0.path], key, table, identity: [key.export]) }
        let wanted = try await totals(focus, focusTable, weight: .one)
        let found = try await totals(files, table, weight: .rowCount)
        var comparison = Comparison(key, table: "daily")
        comparison.expect("rows behind it", wanted.rows, found.rows)
        comparison.expectCosts(wanted, found)
        rows += counted.values.reduce(0) { $0 + $1.rows }
        differences += comparison.differences
        return differences
    }

    private func totals(
        _ files: [AddFile], _ table: Table, weight: DailySummary.RowWeight
    ) async throws -> ControlTotals {
        guard !files.isEmpty else { return .empty }
        return try ControlTotals(
            rows: try await session.rows(DailySummary.totals(over: try relation(files, table), weight: weight)))
    }

    // MARK: Quarantine

    /// Rows of files that one delivery has in quarantine.
    func quarantined(_ files: [AddFile], _ table: Table) async throws -> Int {
        guard !files.isEmpty else { return 0 }
        let rows = try await session.rows(
            "SELECT count(DISTINCT (x_file, x_row))::BIGINT FROM \(sql: try relation(files, table))")
        guard case .integer(let count) = rows.first?.first else { return 0 }
        return Int(count)
    }

    // MARK: Files

    private struct FileRows {
        var rows = 0
        /// What its rows say of themselves.
        var identities = Set<[String]>()
    }

    private func relation(_ files: [AddFile], _ table: Table) throws -> SQLText {
        .parquet(try files.map { try lake.localPath(table, $0.path) })
    }

    private func rowsByFile(_ files: [AddFile], _ table: Table, columns: [String]) async throws -> [String: FileRows] {
        var paths: [String: String] = [:]
        for file in files { paths[PathPattern.opened(try lake.localPath(table, file.path))] = file.path }
        let literals = try files.map { PathPattern.literal(try lake.localPath(table, $0.path)) }
        let names = SQLText.joined(columns.map { "\(name: $0)::VARCHAR" }, separator: ", ")
        let rows = try await session.rows(
            """
            SELECT billow_path, count(*)::BIGINT, \(sql: names)
            FROM read_parquet(\(literals), hive_partitioning=false, union_by_name=true, filename='billow_path')
            GROUP BY ALL
            """)
        var counted: [String: FileRows] = [:]
        for row in rows {
            guard case .text(let opened) = row[0], let path = paths[opened], case .integer(let count) = row[1]
            else { throw BillowError(.bug, "the engine names its files in an unknown way: \(row[0])") }
            counted[path, default: FileRows()].rows += Int(count)
            counted[path, default: FileRows()].identities.insert(row.dropFirst(2).map(\.description))
        }
        return counted
    }

    private func compare(
        _ file: AddFile, _ found: FileRows?, _ key: MonthKey, _ table: Table, identity: [String]
    ) -> [Discrepancy] {
        var comparison = Comparison(key, table: table.root.path, file: file.path)
        if let rows = file.rows { comparison.expect("rows", rows, found?.rows ?? 0) }
        for other in found?.identities ?? [] where other != identity {
            comparison.expect("whose rows", identity.joined(separator: " "), other.joined(separator: " "))
        }
        return comparison.differences
    }
}
