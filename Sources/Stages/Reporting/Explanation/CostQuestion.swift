import BillingModel
import SQLEngine

/// Which rows of `focus` a number is made of.
package struct CostQuestion: Sendable {
    let report: CostReport
    package let rowsMax: Int

    /// Filters and range mean what they mean in a ``CostReport``. Throws `usage`.
    package init(range: ReportRange = .all, filters: [(dimension: String, value: String)], rowsMax: Int = 10) throws {
        report = try CostReport(range: range, filters: filters)
        self.rowsMax = rowsMax
        guard rowsMax >= 0 else {
            throw BillowError(.usage, "\(rowsMax) rows cannot be shown", hint: "give --rows 0 or more")
        }
        if report.filters.contains(where: { $0.dimension == .column("x_unit") }) {
            throw BillowError(
                .usage, "rows have no x_unit", hint: "units are made comparable in the daily summary alone")
        }
    }

    package var filters: [CostReport.Filter] { report.filters }
}

/// The answer: sums, then what they are made of. Every list adds up to ``totals``.
package struct CostAnswer: Sendable {
    package struct Sum: Hashable, Sendable {
        package var rows: Int
        package var billed: ExactDecimal
        /// Nil where no row knows it.
        package var effective: ExactDecimal?
    }

    /// A source object's share in a month.
    package struct Part: Hashable, Sendable {
        package let source: String
        package let export: String
        package let period: BillingPeriod
        package let run: String
        package let generation: Int
        package let path: String
        package let currency: String
        package let sum: Sum
    }

    package struct Object: Hashable, Sendable {
        package let source: String
        package let export: String
        package let run: String
        package let path: String

        package init(source: String, export: String, run: String, path: String) {
            self.source = source
            self.export = export
            self.run = run
            self.path = path
        }
    }

    package struct Row: Sendable {
        package let object: Object
        package let number: Int
        /// ``CostAnswer/rowColumns``, in their order.
        package let cells: [String?]
    }

    /// By currency.
    package let totals: [String: Sum]
    package let parts: [Part]
    /// Numbers of the source's rows, ascending.
    package let rowNumbers: [Object: [ClosedRange<Int>]]
    /// The first ones.
    package let rows: [Row]

    package static let rowColumns = [
        "ChargePeriodStart", "ServiceName", "SubAccountId", "RegionId", "ResourceId", "ChargeCategory",
        "ChargeDescription", "BillingCurrency", "BilledCost", "EffectiveCost",
    ]

    package var objects: [Object] {
        var seen = Set<Object>()
        return parts.map(\.object).filter { seen.insert($0).inserted }
    }

    package init(
        totals: [String: Sum], parts: [Part], rowNumbers: [Object: [ClosedRange<Int>]], rows: [Row]
    ) {
        self.totals = totals
        self.parts = parts
        self.rowNumbers = rowNumbers
        self.rows = rows
    }
}

extension CostAnswer.Part {
    package var object: CostAnswer.Object {
        CostAnswer.Object(source: source, export: export, run: run, path: path)
    }
}

extension CostAnswer.Sum {
    package func adding(_ other: Self) throws -> Self {
        guard let billed = billed.adding(other.billed) else { throw Self.tooLarge }
        var effective = effective ?? other.effective
        if let mine = self.effective, let theirs = other.effective {
            guard let sum = mine.adding(theirs) else { throw Self.tooLarge }
            effective = sum
        }
        return Self(rows: rows + other.rows, billed: billed, effective: effective)
    }

    private static var tooLarge: BillowError { BillowError(.badData, "a sum needs more than 38 digits") }
}

extension Sequence<CostAnswer.Part> {
    /// By currency.
    package func sums() throws -> [String: CostAnswer.Sum] {
        var sums: [String: CostAnswer.Sum] = [:]
        for part in self { sums[part.currency] = try sums[part.currency]?.adding(part.sum) ?? part.sum }
        return sums
    }
}

extension CostAnswer {
    /// Throws `bug` where the parts are not the whole.
    package func check() throws {
        guard try parts.sums() == totals else {
            throw BillowError(
                .bug, "the parts of a sum do not add up to it",
                hint: "the lake may have changed between two statements: ask again")
        }
    }
}
