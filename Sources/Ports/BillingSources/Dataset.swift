import BillingModel
import SQLEngine

/// One kind of export: its columns, its control totals, its way to FOCUS.
package protocol Dataset: Sendable {
    /// `aws-cur`; also the source's id where no configuration names it.
    var id: String { get }

    /// For people: `AWS Cost and Usage Report (CUR v1)`.
    var title: String { get }

    var delivery: DeliveryMode { get }

    /// In what form it tells costs; where two exports tell the same, one is counted.
    var form: CostForm { get }

    /// The lake column for a delivered one. `sqlType` is the type in a Parquet file (DuckDB's spelling), nil for CSV.
    /// Two headers may get the same name; the landing stage keeps them apart.
    func column(forHeader header: String, sqlType: String?) -> Column

    /// Whether records inside a row are columns of their own (`usage.amount`), where a file can hold such; otherwise
    /// they are kept as JSON text.
    var opensRecords: Bool { get }

    /// Columns that landing adds to delivered ones.
    func derived(_ schema: RawSchema) -> [DerivedColumn]

    /// Throws `badData` naming what is missing when these columns cannot be this dataset.
    func validate(_ schema: RawSchema) throws

    /// Where the raw table holds what the invoice counts.
    func control(_ schema: RawSchema) throws -> ControlColumns

    /// The way to FOCUS for a delivery with these columns.
    func mapping(_ schema: RawSchema) throws -> Mapping
}

extension Dataset {
    package var form: CostForm { .billed }
    package var opensRecords: Bool { false }

    package func derived(_ schema: RawSchema) -> [DerivedColumn] { [] }
}

package enum DeliveryMode: String, Sendable {
    /// A run holds the whole month so far and replaces what was there.
    case replacesPeriod
    /// Deliveries add up, each once; one that comes again under its name (a file, a day, a month) replaces itself.
    case accumulates
}

/// Raw columns that carry the billed cost, its currency, its day and its month; all exist in the schema they were made
/// for.
package struct ControlColumns: Hashable, Sendable {
    /// Decimal columns, the first that is not null counts (AWS: net before gross).
    package let billed: [String]
    /// Decimal columns that add to it, null is nothing (GCP: credits).
    package let added: [String]
    /// Text column; nil when rows have no currency of their own.
    package let currency: String?
    /// Date or timestamp column that tells when a row's charge began, by which files are clustered; nil when none does.
    package let usageStart: String?
    /// Dates or timestamps that tell a row's billing period, best first. Where the delivery has no period of its own,
    /// the first tells each row's; where it has one, all rows of one of these must lie in it.
    package let months: [String]

    package init(
        billed: [String], added: [String] = [], currency: String?, usageStart: String?, months: [String] = []
    ) {
        self.billed = billed
        self.added = added
        self.currency = currency
        self.usageStart = usageStart
        self.months = months
    }
}

extension ControlColumns {
    /// What a row was billed, null where it has no amount at all.
    package var amount: SQLText {
        let first: SQLText =
            billed.isEmpty ? "NULL::DECIMAL(38,18)" : "coalesce(\(sql: Self.list(billed)))::DECIMAL(38,18)"
        guard !added.isEmpty else { return first }
        let sum = ([first] + added.map { "\(name: $0)" }).map { "coalesce(\(sql: $0), 0)" as SQLText }
        return """
            CASE WHEN coalesce(\(sql: Self.list(billed + added))) IS NOT NULL \
            THEN \(sql: .joined(sum, separator: " + ")) END
            """
    }

    private static func list(_ names: [String]) -> SQLText {
        .joined(names.map { "\(name: $0)" }, separator: ", ")
    }
}

/// The columns of a raw table, or of one delivery.
package struct RawSchema: Hashable, Sendable {
    package let columns: [Column]

    package init(_ columns: [Column]) {
        self.columns = columns
    }

    /// The first column with one of these names (lake or source spelling), without regard to case.
    package func first(_ names: String...) -> Column? { first(names) }

    package func first(_ names: [String]) -> Column? {
        for name in names {
            let wanted = name.lowercased()
            if let found = columns.first(where: {
                $0.name.lowercased() == wanted || $0.sourceName?.lowercased() == wanted
            }) {
                return found
            }
        }
        return nil
    }

    /// A quoted reference to the first of these columns, or a typed NULL.
    package func reference(_ names: String..., type: ColumnType = .text) -> SQLText {
        guard let column = first(names) else { return "NULL::\(unsafe: type.sqlName)" }
        return column.type == type ? "\(name: column.name)" : "CAST(\(name: column.name) AS \(unsafe: type.sqlName))"
    }
}

/// How rows of one delivery become FOCUS rows, as data: SQL expressions over the relation `raw`.
package struct Mapping: Sendable {
    package struct Entry: Sendable {
        package let column: Column
        package let sql: SQLText
        /// Why so, for the documentation page.
        package let note: String

        package init(_ column: Column, _ sql: SQLText, note: String = "") {
            self.column = column
            self.sql = sql
            self.note = note
        }
    }

    /// FOCUS columns and `x_` columns; a FOCUS column that is not here is null. Expressions must have, or cast to,
    /// the column's type.
    package var entries: [Entry]
    /// A SELECT over `raw` with the rows to map, when they differ from raw's (fee rows split, negations dropped);
    /// nil when each raw row becomes one FOCUS row. It must keep `x_file` and `x_row`.
    package var relation: SQLText?
    package var author = Author.cloud

    package init(entries: [Entry], relation: SQLText? = nil) {
        self.entries = entries
        self.relation = relation
    }

    /// Whether row counts of raw and `focus` must be equal.
    package var keepsRowCount: Bool { relation == nil }
}

extension Mapping.Entry {
    /// An entry for a FOCUS column, which must exist.
    package static func focus(_ name: String, _ sql: SQLText, note: String = "") -> Self {
        guard let column = FOCUS.columnsByName[name] else {
            preconditionFailure("\(name) is no FOCUS \(FOCUS.version) column")
        }
        return Self(Column(column.name, column.type), sql, note: note)
    }

    /// An entry for a provider's own column, `x_` prefixed.
    package static func custom(_ name: String, _ type: ColumnType, _ sql: SQLText, note: String = "") -> Self {
        precondition(name.hasPrefix("x_"), "\(name) must start with x_")
        return Self(Column(name, type), sql, note: note)
    }
}
