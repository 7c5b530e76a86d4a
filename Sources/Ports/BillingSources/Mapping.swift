import BillingModel
import SQLEngine

/// How rows of one delivery become FOCUS rows, as data: SQL expressions over the relation `raw`.
package struct Mapping: Sendable {
    package struct Entry: Sendable {
        package let column: Column
        package let sql: SQLText
        /// Why so, for the documentation page.
        package let note: String
        /// Where the value is not what the export says.
        package let changes: [SourceChange]

        package init(_ column: Column, _ sql: SQLText, note: String = "", changes: [SourceChange] = []) {
            self.column = column
            self.sql = sql
            self.note = note
            self.changes = changes
        }
    }

    /// FOCUS columns and `x_` columns; a FOCUS column that is not here is null. Expressions must have, or cast to,
    /// the column's type. The last is `x_source_changes`, if there are any.
    package private(set) var entries: [Entry]
    /// A SELECT over `raw` with the rows to map, when they differ from raw's (fee rows split, negations dropped);
    /// nil when each raw row becomes one FOCUS row. It must keep `x_file` and `x_row`.
    package var relation: SQLText?
    /// Nil when there is no relation, or when it has no rows that stay as they are.
    package var lines: Lines?
    package var author = Author.cloud

    /// What a relation says once more, row by row: it has each raw row that is kept once, and others that it adds.
    package struct Lines: Sendable {
        /// The mapping's entries, in their order, for rows that are kept; of raw columns alone.
        package let entries: [Entry]
        /// Which raw rows are kept: a condition on one row.
        package let kept: SQLText
        /// A SELECT over `raw` with the rows that the relation adds, in its columns.
        package let added: SQLText
        /// The only raw rows that `added` needs to see: a condition on one row.
        package let addedFrom: SQLText

        package init(entries: [Entry], kept: SQLText, added: SQLText, addedFrom: SQLText) {
            self.entries = entries
            self.kept = kept
            self.added = added
            self.addedFrom = addedFrom
        }
    }

    package init(entries: [Entry], relation: SQLText? = nil) {
        self.entries = entries + [SourceChange.entry(of: entries)].compactMap(\.self)
        self.relation = relation
    }

    /// The mapping of the rows that are kept; nil where rows are not told one by one.
    package var rowwise: Mapping? {
        guard relation != nil else { return self }
        guard let lines else { return nil }
        var mapping = self
        mapping.entries = lines.entries
        (mapping.relation, mapping.lines) = (nil, nil)
        return mapping
    }

    /// Whether row counts of raw and `focus` must be equal.
    package var keepsRowCount: Bool { relation == nil }

    /// Of the rows to map those alone that meet a condition, if there is one.
    package func taking(_ share: SQLText?) -> Mapping {
        guard let share else { return self }
        var mapping = self
        mapping.relation = "SELECT * FROM (\(sql: relation ?? "SELECT * FROM raw")) WHERE \(sql: share)"
        mapping.lines = nil
        return mapping
    }
}

extension Mapping.Entry {
    /// An entry for a FOCUS column, which must exist.
    package static func focus(
        _ name: String, _ sql: SQLText, note: String = "", changes: [SourceChange] = []
    ) -> Self {
        guard let column = FOCUS.columnsByName[name] else {
            preconditionFailure("\(name) is no FOCUS \(FOCUS.version) column")
        }
        return Self(Column(column.name, column.type), sql, note: note, changes: changes)
    }

    /// An entry for a provider's own column, `x_` prefixed.
    package static func custom(
        _ name: String, _ type: ColumnType, _ sql: SQLText, note: String = "", changes: [SourceChange] = []
    ) -> Self {
        precondition(name.hasPrefix("x_"), "\(name) must start with x_")
        return Self(Column(name, type), sql, note: note, changes: changes)
    }
}
