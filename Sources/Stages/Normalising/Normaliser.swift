import BillingModel
import BillingSources
import SQLEngine

/// Raw rows → FOCUS rows: one SELECT made from a dataset's mapping.
package enum Normaliser {
    /// Columns that lead a FOCUS row back to its delivery; the partition columns `x_source` and `x_billing_period` come
    /// from the folder in the lake and from ``select(_:from:source:)`` before it is written.
    package static let provenance = [
        Column("x_export", .text), Column("x_run", .text), Column("x_generation", .integer), Column("x_file", .text),
        Column("x_row", .integer),
    ]

    package static let source = Column("x_source", .text)
    package static let period = Column("x_billing_period", .text)
    package static let partitionColumns = [source.name, period.name]

    /// The columns that every `focus` table has from its first version: FOCUS, instance type, changes, provenance.
    package static let coreColumns =
        FOCUS.columns.map { Column($0.name, $0.type) } + [Column("x_instance_type", .text), SourceChange.column]
        + provenance

    /// All columns of a `focus` file that this mapping writes, partition columns left out.
    package static func columns(of mapping: Mapping) -> [Column] {
        let core = Set(coreColumns.map(\.name))
        return coreColumns + mapping.entries.map(\.column).filter { !core.contains($0.name) }
    }

    /// One row for each row of the mapping's relation, with every core column, the mapping's own, and the partition
    /// columns at the end. `raw` is a relation with raw columns, provenance and `x_billing_period`.
    package static func select(_ mapping: Mapping, from raw: SQLText, source: String) throws -> SQLText {
        var expressions: [String: SQLText] = [:]
        for entry in mapping.entries {
            guard expressions.updateValue(entry.sql, forKey: entry.column.name) == nil else {
                throw BillowError(.bug, "the mapping to FOCUS gives \(entry.column.name) twice")
            }
        }
        var list = columns(of: mapping).map { column -> SQLText in
            if provenance.contains(column) { return "\(name: column.name)" }
            let type = column.type.sqlName
            guard let sql = expressions[column.name] else { return "NULL::\(unsafe: type) AS \(name: column.name)" }
            return "CAST(\(sql: sql) AS \(unsafe: type)) AS \(name: column.name)"
        }
        list += ["\(source) AS \(name: Self.source.name)", "\(name: period.name)"]
        // A mapping that names it more than once reads what it needs each time: kept, it would be with all columns.
        return """
            WITH raw AS NOT MATERIALIZED (SELECT * FROM \(sql: raw)) SELECT \(sql: .joined(list, separator: ", "))
            FROM (\(sql: mapping.relation ?? "SELECT * FROM raw"))
            """
    }
}
