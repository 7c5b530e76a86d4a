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
            return "{'k': \(key), 'v': COALESCE(\(sql: .joined(values, separator: ", ")))}"
        }
        return """
            NULLIF(map_from_entries([e FOR e IN [\(sql: .joined(entries, separator: ", "))] IF e.v IS NOT NULL]),
                MAP([]::VARCHAR[], []::VARCHAR[]))
            """
    }
}
