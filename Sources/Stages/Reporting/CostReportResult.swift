import BillingModel

/// The answer to a ``CostReport``. Rows of one currency add up to its total, exactly; currencies are never added.
package struct CostReportResult: Sendable {
    package struct Row: Equatable, Sendable {
        /// `2025-10` or `2025-10-31`; nil without granularity, or where the day is unknown.
        package var bucket: String?
        /// One for each dimension; nil is null in the data, or any value in the rest's row.
        package var values: [String?]
        /// Nil where the source names none.
        package var currency: String?
        /// Nil where no row of the group knows this cost, which is not zero.
        package var amount: ExactDecimal?
        /// All groups beyond the top together.
        package var isRest: Bool

        package init(
            bucket: String?, values: [String?], currency: String?, amount: ExactDecimal?, isRest: Bool = false
        ) {
            self.bucket = bucket
            self.values = values
            self.currency = currency
            self.amount = amount
            self.isRest = isRest
        }
    }

    package struct Total: Equatable, Sendable {
        package var currency: String?
        package var amount: ExactDecimal?
        /// `focus` rows behind the total.
        package var rows: Int
        /// Rows of those in groups of `daily` whose cost is unknown.
        package var rowsUnknown: Int

        package init(currency: String?, amount: ExactDecimal?, rows: Int, rowsUnknown: Int) {
            self.currency = currency
            self.amount = amount
            self.rows = rows
            self.rowsUnknown = rowsUnknown
        }
    }

    package let request: CostReport
    /// By currency, then bucket, then size; the rest last in its bucket.
    package let rows: [Row]
    /// By currency; where the rest is one row, computed apart from the rows.
    package let totals: [Total]

    /// What people read for a row's values: `Others`, `(none)`, `(untagged)`.
    package func labels(of row: Row) -> [String] {
        zip(request.dimensions, row.values).map { dimension, value in
            row.isRest ? "Others" : value ?? dimension.missingLabel
        }
    }
}
