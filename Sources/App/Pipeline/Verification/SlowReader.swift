import BillingModel
import BillingSources
import Columnar
import Compression
import DelimitedText
import Fetching
import Foundation
import ObjectStorage
import SQLEngine

/// Reads a source object by other means than landing does, row by row, to say what was billed in it.
struct SlowReader {
    struct Answer {
        let content: ContentHash
        /// Nil where ``isWanted`` did not want them.
        let totals: ControlTotals?
    }

    let store: any ObjectStore
    let dataset: any Dataset
    /// For Parquet, which is read from a private copy.
    let session: any SQLSession
    let folder: String

    /// `skipped` are numbers of rows that are not to be counted. Throws `badData` for what cannot be read.
    func read(_ object: SourceObject, skipped: Set<Int>) async throws -> Answer {
        let key = try ObjectKey(object.identity.path)
        var first = try await store.open(key)
        let format = FileFormat(magic: try await first.next() ?? [])
        if format == .parquet { return try await readParquet(object, key) }
        let rows = SlowRows(dataset: dataset, discarded: object.discarded, skipped: skipped)
        let inflater = format.inflater()
        var content = ContentHash()
        var stream = try await store.open(key)
        while let chunk = try await stream.next() {
            content.update(chunk)
            guard let inflater else {
                try rows.feed(chunk)
                continue
            }
            inflater.feed(chunk)
            while let piece = try inflater.next() { try rows.feed(piece) }
        }
        try inflater?.finish()
        return Answer(content: content, totals: try rows.finish())
    }

    /// Only what was landed once, by its hash, is opened here: what a hostile file can do is tried out elsewhere.
    private func readParquet(_ object: SourceObject, _ key: ObjectKey) async throws -> Answer {
        let path = "\(folder)/\(UUID().uuidString.lowercased()).parquet"
        let copy = try StagedFile(path: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let content = try await ContentHash.object(key, in: store) { try copy.append($0) }
        try copy.finish()
        guard content.finish() == object.sha256 else { return Answer(content: content, totals: nil) }
        let source: SQLText = "read_parquet(\([PathPattern.literal(path)]), hive_partitioning=false)"
        var columns: [Column] = []
        var names: [String: String] = [:]
        for row in try await session.rows("DESCRIBE SELECT * FROM \(sql: source)") {
            guard case .text(let name) = row[0], case .text(let type) = row[1],
                !object.discarded.contains(name)
            else { continue }
            let column = dataset.column(forHeader: name, sqlType: type)
            columns.append(Column(column.name, column.type, sourceName: name))
            names[column.name] = names[column.name] ?? name
        }
        let control = try dataset.control(RawSchema(columns))
        func text(_ column: String) -> SQLText { "nullif(\(name: names[column] ?? column)::VARCHAR, '')" }
        let isUnbilled = control.unbilled.map { rows -> SQLText in
            let values = SQLText.joined(rows.values.sorted().map { "\($0)" }, separator: ", ")
            return "coalesce(\(sql: text(rows.column)) IN (\(sql: values)), FALSE)"
        }
        let cells =
            control.billed.map { column -> SQLText in
                isUnbilled.isEmpty
                    ? text(column)
                    : "CASE WHEN \(sql: .joined(isUnbilled, separator: " OR ")) THEN '0' ELSE \(sql: text(column)) END"
            } + [control.currency].compactMap { $0.map(text) }
        let stream = try await session.query(
            "SELECT count(*)::BIGINT, \(sql: .joined(cells, separator: ", ")) FROM \(sql: source) GROUP BY ALL")
        var totals = ControlTotals.empty
        while let batch = try await stream.next() {
            for row in 0..<batch.rowCount {
                let values = (0..<batch.columnCount).map { batch.value(row: row, column: $0) }
                totals = try totals.adding(try Self.totals(values, billed: control.billed.count))
            }
        }
        return Answer(content: content, totals: totals)
    }

    /// A count of equal rows, their spellings of billed cost, their currency.
    private static func totals(_ row: [Value], billed: Int) throws -> ControlTotals {
        guard case .integer(let count) = row[0] else { throw BillowError(.bug, "a count is no number") }
        let texts = row.dropFirst().map { value -> String? in if case .text(let text) = value { text } else { nil } }
        let currency = texts.count > billed ? texts[billed] ?? ControlTotals.noCurrency : ControlTotals.noCurrency
        guard let text = texts.prefix(billed).lazy.compactMap({ $0 }).first else {
            return ControlTotals(rows: Int(count), costs: [:])
        }
        guard let one = ExactDecimal.parse(text).value else {
            throw BillowError(.badData, "'\(text)' is no decimal number")
        }
        let (units, overflow) = one.units.multipliedReportingOverflow(by: Int128(count))
        guard !overflow, let sum = ExactDecimal(units: units) else {
            throw BillowError(.badData, "a control total needs more than 38 digits")
        }
        return ControlTotals(rows: Int(count), costs: [currency: ControlTotals.Costs(billed: sum)])
    }
}
