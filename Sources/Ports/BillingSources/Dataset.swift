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

    /// Throws `badData` naming what is missing when these columns cannot be this dataset.
    func validate(_ schema: RawSchema) throws

    /// Where the raw table holds what the invoice counts.
    func control(_ schema: RawSchema) throws -> ControlColumns

    /// The way to FOCUS for a delivery with these columns.
    func mapping(_ schema: RawSchema) throws -> Mapping
}

extension Dataset {
    package var form: CostForm { .billed }
}

/// A dataset whose deliveries may be told by names alone, and whose rows can show that the name is wrong.
package protocol ExaminedDataset: Dataset {
    /// A query over raw rows, the relation `raw`: a text for each reason why they are not what they were taken for.
    func refusals(_ schema: RawSchema, raw: SQLText) throws -> SQLText?
}

/// One of two datasets that tell the same charges, as billed and as spread over the days that a payment is for. Where
/// there are exports of both, each is counted with its share of the rows.
package protocol PairedDataset: ExaminedDataset {
    /// The one of both that bills.
    var bill: String { get }

    /// Which raw rows count then: a condition that is never null. The others bill nothing here, or are billed there.
    func share(_ schema: RawSchema) throws -> SQLText

    /// Raw rows that only the other of both has, by a condition.
    func foreign(_ schema: RawSchema) throws -> SQLText
}

extension PairedDataset {
    package func refusals(_ schema: RawSchema, raw: SQLText) throws -> SQLText? {
        """
        SELECT count(*) || \(" rows that no \(title) has: it is the other kind of export") FROM \(sql: raw)
        WHERE \(sql: try foreign(schema)) HAVING count(*) > 0
        """
    }
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
    /// Dates on which periods begin and end; where a writer's order of day and month is not known, they may show it.
    package let boundaries: [String]
    /// Rows whose cost nobody bills: shares of what was paid at another time.
    package let unbilled: [Unbilled]

    /// Rows with one of these texts in this column.
    package struct Unbilled: Hashable, Sendable {
        package let column: String
        package let values: Set<String>

        package init(column: String, values: Set<String>) {
            self.column = column
            self.values = values
        }
    }

    package init(
        billed: [String], added: [String] = [], currency: String?, usageStart: String?, months: [String] = [],
        boundaries: [String] = [],
        unbilled: [Unbilled] = []
    ) {
        self.billed = billed
        self.added = added
        self.currency = currency
        self.usageStart = usageStart
        self.months = months
        self.boundaries = boundaries
        self.unbilled = unbilled
    }

    /// What one row bills; null is unknown. `amount` makes a decimal of a column, `text` a text.
    package func billedSQL(
        amount: (String) -> SQLText = { "\(name: $0)" }, text: (String) -> SQLText = { "\(name: $0)" }
    ) -> SQLText {
        let first: SQLText = "coalesce(\(sql: .joined(billed.map(amount), separator: ", ")))"
        let delivered = added.isEmpty ? first : Self.sum([first] + added.map(amount))
        guard !unbilled.isEmpty else { return delivered }
        let conditions = unbilled.map { rows -> SQLText in
            let values = SQLText.joined(rows.values.sorted().map { "\($0)" }, separator: ", ")
            return "\(sql: text(rows.column)) IN (\(sql: values))"
        }
        return "CASE WHEN \(sql: .joined(conditions, separator: " OR ")) THEN 0 ELSE \(sql: delivered) END"
    }

    /// Of those that are not null; null where all are.
    private static func sum(_ amounts: [SQLText]) -> SQLText {
        let known = amounts.map { "coalesce(\(sql: $0), 0)" as SQLText }
        return """
            CASE WHEN coalesce(\(sql: .joined(amounts, separator: ", "))) IS NOT NULL \
            THEN \(sql: .joined(known, separator: " + ")) END
            """
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
