import BillingModel

/// Something in the lake that is not what it should be.
package struct Discrepancy: Hashable, Sendable {
    package var source: String?
    package var export: String?
    /// `2025-10`; several where a file of the log is about several.
    package var periods: [String]
    /// `raw/aws-cur`, `focus`, …; nil for what lies outside of the lake.
    package var table: String?
    /// A file of the table, or an object of the source.
    package var file: String?
    /// What was looked at: `rows`, `billed USD`, `SHA-256`, …
    package var what: String
    package var expected: String?
    package var found: String?

    init(
        _ key: MonthKey? = nil, periods: [String] = [], table: String?, file: String? = nil, what: String,
        expected: String? = nil, found: String? = nil
    ) {
        source = key?.source
        export = key?.export
        self.periods = key.map { [$0.period.description] } ?? periods
        self.table = table
        self.file = file
        self.what = what
        self.expected = expected
        self.found = found
    }
}
