import ADBC
import BillingModel
import BillingSources
import Columnar
import Foundation
import SQLEngine
import TestEngine
import Testing

/// Runs a dataset's mapping with DuckDB over rows given as text, as a file would hold them.
struct FOCUSRows {
    /// FOCUS rows in the order of their raw rows: column → text, without nulls.
    let rows: [[String: String]]
    /// Sum of the control column over raw and of BilledCost over FOCUS.
    let rawBilled: String
    let billed: String

    init(_ dataset: any Dataset, header: [String], lines: [[String: String]]) async throws {
        let schema = RawSchema(header.map { dataset.column(forHeader: $0, sqlType: nil) })
        let mapping = try dataset.mapping(schema)
        let session = try await TestEngine.openSession()
        try await session.execute(Self.table(schema, header: header, lines: lines))
        let relation = mapping.relation ?? "SELECT * FROM raw"
        let columns = mapping.entries.map { "\(sql: $0.sql) AS \(name: $0.column.name)" as SQLText }
        try await session.execute(
            """
            CREATE TABLE focus AS SELECT x_row, \(sql: .joined(columns, separator: ",\n")) FROM (\(sql: relation)) AS r
            """)
        try await Self.checkTypes(mapping, session)
        let texts = mapping.entries.map { "CAST(\(name: $0.column.name) AS VARCHAR)" as SQLText }
        let found = try await session.rows(
            "SELECT \(sql: .joined(texts, separator: ", ")) FROM focus ORDER BY x_row, BilledCost = 0, EffectiveCost")
        rows = found.map { row in
            var cells: [String: String] = [:]
            for (entry, value) in zip(mapping.entries, row) {
                if case .text(let text) = value { cells[entry.column.name] = text }
            }
            return cells
        }
        let control = try dataset.control(schema).billed.map { "\(name: $0)" as SQLText }
        rawBilled = try await Self.text(
            "SELECT sum(COALESCE(\(sql: .joined(control, separator: ", ")))) FROM raw", session)
        billed = try await Self.text("SELECT sum(BilledCost) FROM focus", session)
    }

    private static func text(_ query: SQLText, _ session: any SQLSession) async throws -> String {
        try await session.rows("SELECT CAST(v AS VARCHAR) FROM (\(sql: query)) AS t(v)").first?.first?.description ?? ""
    }

    private static func table(_ schema: RawSchema, header: [String], lines: [[String: String]]) -> SQLText {
        let values = lines.enumerated().map { at, line -> SQLText in
            let cells = header.map { "\(line[$0])" as SQLText }
            return "(\(sql: .joined(cells, separator: ", ")), 'one.csv', \(at))"
        }
        let casts = schema.columns.enumerated().map { at, column -> SQLText in
            "CAST(\(name: "c\(at)") AS \(unsafe: column.type.sqlName)) AS \(name: column.name)"
        }
        let names = schema.columns.indices.map { "\(name: "c\($0)")" as SQLText }
        return """
            CREATE TABLE raw AS SELECT \(sql: .joined(casts, separator: ", ")), x_file, x_row
            FROM (VALUES \(sql: .joined(values, separator: ",\n")))
                AS t(\(sql: .joined(names, separator: ", ")), x_file, x_row)
            """
    }

    private static func checkTypes(_ mapping: Mapping, _ session: any SQLSession) async throws {
        let described = try await session.rows("DESCRIBE focus")
        for (entry, row) in zip(mapping.entries, described.dropFirst()) {
            #expect(row[0].description == entry.column.name)
            #expect(row[1].description == entry.column.type.sqlName, "type of \(entry.column.name)")
        }
    }
}

/// The four costs of a row without trailing zeros: `billed / effective / list / contracted`.
func costs(_ row: [String: String]) -> String {
    ["BilledCost", "EffectiveCost", "ListCost", "ContractedCost"].map { name in
        guard let text = row[name] else { return "null" }
        let short = text.replacing(/0+$/, with: "")
        return short.hasSuffix(".") ? String(short.dropLast()) : short
    }.joined(separator: " / ")
}
