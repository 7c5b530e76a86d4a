import BillingModel
import BillingSources
import Columnar
import SQLEngine
import Testing

/// Rows of a raw table, through a mapping, as DuckDB sees them.
package enum MappedRows {
    /// What each raw row becomes: FOCUS column → text; NULL is absent. Fails where an expression has another type
    /// than its column.
    package static func map(
        _ mapping: Mapping, columns: [Column], rows: [[String: String]]
    ) async throws -> [[String: String]] {
        let session = try await TestEngine.openSession()
        // A mapping must not depend on the session's time zone; texts are compared in UTC.
        try await session.execute("SET TimeZone = 'Pacific/Auckland'")
        let names = columns.map { "\(name: $0.name) \(unsafe: $0.type.sqlName)" as SQLText }
        try await session.execute("CREATE TABLE raw (\(sql: .joined(names, separator: ", ")), x_row BIGINT)")
        for (at, row) in rows.enumerated() {
            let cells = columns.map { cell($0, row[$0.sourceName ?? $0.name] ?? row[$0.name]) } + ["\(at)"]
            try await session.execute("INSERT INTO raw VALUES (\(sql: .joined(cells, separator: ", ")))")
        }
        let list = mapping.entries.map { "\(sql: $0.sql) AS \(name: $0.column.name)" as SQLText }
        try await session.execute(
            "CREATE TABLE mapped AS SELECT \(sql: .joined(list, separator: ", ")), x_row FROM raw")
        for described in try await session.rows("DESCRIBE mapped").dropLast() {
            let entry = try #require(mapping.entries.first { .text($0.column.name) == described[0] })
            #expect(described[1] == .text(entry.column.type.sqlName), "type of \(entry.column.name)")
        }
        try await session.execute("SET TimeZone = 'UTC'")
        let texts = mapping.entries.map { "CAST(\(name: $0.column.name) AS VARCHAR)" as SQLText }
        let found = try await session.rows("SELECT \(sql: .joined(texts, separator: ", ")) FROM mapped ORDER BY x_row")
        return found.map { cells in
            var row: [String: String] = [:]
            for (entry, cell) in zip(mapping.entries, cells) {
                if case .text(let text) = cell { row[entry.column.name] = text }
            }
            return row
        }
    }

    private static func cell(_ column: Column, _ text: String?) -> SQLText {
        guard let text else { return "NULL" }
        return column.type == .timestamp || column.type == .map
            ? "\(unsafe: text.hasPrefix("MAP") ? text : "TIMESTAMPTZ '\(text)'")"
            : "CAST(\(text) AS \(unsafe: column.type.sqlName))"
    }
}
