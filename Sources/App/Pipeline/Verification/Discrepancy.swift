import BillingModel
import TableLog

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

/// Compares what was recorded with what was found. Pure.
struct Comparison {
    let key: MonthKey
    let table: String
    var file: String?
    private(set) var differences: [Discrepancy] = []

    init(_ key: MonthKey, table: String, file: String? = nil) {
        self.key = key
        self.table = table
        self.file = file
    }

    mutating func expect(_ what: String, _ expected: String?, _ found: String?) {
        guard expected != found else { return }
        differences.append(
            Discrepancy(key, table: table, file: file, what: what, expected: expected, found: found))
    }

    mutating func expect(_ what: String, _ expected: Int, _ found: Int) {
        expect(what, String(expected), String(found))
    }

    /// Billed cost alone: a currency that one side lacks counts as zero there.
    mutating func expectBilled(_ expected: ControlTotals, _ found: ControlTotals, of run: String = "") {
        for currency in Set(expected.costs.keys).union(found.costs.keys).sorted() {
            expect(
                "billed \(currency)\(run)", (expected.costs[currency]?.billed ?? .zero).description,
                (found.costs[currency]?.billed ?? .zero).description)
        }
    }

    /// Every measure; one that is unknown is not zero.
    mutating func expectCosts(_ expected: ControlTotals, _ found: ControlTotals, of run: String = "") {
        expectBilled(expected, found, of: run)
        for currency in Set(expected.costs.keys).union(found.costs.keys).sorted() {
            let (left, right) = (expected.costs[currency], found.costs[currency])
            expect("effective \(currency)\(run)", left?.effective?.description, right?.effective?.description)
            expect("list \(currency)\(run)", left?.list?.description, right?.list?.description)
            expect("contracted \(currency)\(run)", left?.contracted?.description, right?.contracted?.description)
        }
    }
}
