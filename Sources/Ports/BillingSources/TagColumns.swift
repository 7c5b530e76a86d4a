import BillingModel
import SQLEngine

/// Columns that are one tag each, as a map.
package enum TagColumns {
    /// A MAP of the text columns that have a key, without those that are empty; null where all are. Columns with the
    /// same key are one entry: the first that is set.
    package static func map(_ schema: RawSchema, key: (Column) -> String?) -> SQLText {
        var keys: [String] = []
        var columns: [String: [SQLText]] = [:]
        for column in schema.columns where column.type == .text {
            guard let key = key(column) else { continue }
            if columns[key] == nil { keys.append(key) }
            columns[key, default: []].append("NULLIF(\(name: column.name), '')")
        }
        guard !keys.isEmpty else { return "NULL::MAP(VARCHAR, VARCHAR)" }
        let entries = keys.map { key -> SQLText in
            let values = columns[key] ?? []
            let value: SQLText = "COALESCE(\(sql: .joined(values, separator: ", ")))"
            return "CASE WHEN \(sql: value) IS NOT NULL THEN [{'k': \(key), 'v': \(sql: value)}] ELSE [] END"
        }
        return """
            NULLIF(map_from_entries(list_concat(\(sql: .joined(entries, separator: ", ")))),
                MAP([]::VARCHAR[], []::VARCHAR[]))
            """
    }
}
