import BillingModel
import SQLEngine

/// A fix-up that a mapping makes: a value that it puts in place of a missing one, moves from elsewhere, or takes away.
/// To spell a cloud's own values as FOCUS does is none.
///
/// Each is named on the rows that it was made on, in `x_source_changes`: the column and what became of it, such as
/// `EffectiveCostFromBilledCost`, several with commas.
package struct SourceChange: Sendable {
    /// `FromBilledCost`, after the column's name.
    let what: String
    /// A condition over the relation to map; null is no.
    let when: SQLText

    package init(_ what: String, when: SQLText) {
        self.what = what
        self.when = when
    }

    package static let column = Column("x_source_changes", .text)

    /// Nil where nothing is changed.
    static func entry(of entries: [Mapping.Entry]) -> Mapping.Entry? {
        let names = entries.flatMap { entry in
            entry.changes.map { "CASE WHEN \(sql: $0.when) THEN \(entry.column.name + $0.what) END" as SQLText }
        }
        guard !names.isEmpty else { return nil }
        return Mapping.Entry(
            column, "NULLIF(concat_ws(',', \(sql: .joined(names, separator: ", "))), '')",
            note: "what the mapping changed on the row")
    }
}

extension Mapping.Entry {
    /// The names of the changes to this column.
    package var changeNames: [String] { changes.map { column.name + $0.what } }
}
