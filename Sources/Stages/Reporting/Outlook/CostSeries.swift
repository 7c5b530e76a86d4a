import BillingModel

/// What each day cost, in one currency.
package struct CostSeries: Sendable {
    package private(set) var amounts: [ReportDay: ExactDecimal] = [:]

    package init() {}

    package mutating func add(_ amount: ExactDecimal, on day: ReportDay) throws {
        guard let sum = (amounts[day] ?? .zero).adding(amount) else {
            throw BillowError(.badData, "a sum needs more than 38 digits")
        }
        amounts[day] = sum
    }

    /// A day without a row cost nothing.
    package subscript(day: ReportDay) -> ExactDecimal { amounts[day] ?? .zero }

    package var first: ReportDay? { amounts.keys.min() }

    package func sum(_ days: some Sequence<ReportDay>) throws -> ExactDecimal {
        try days.reduce(.zero) { sum, day in
            guard let next = sum.adding(self[day]) else {
                throw BillowError(.badData, "a sum needs more than 38 digits")
            }
            return next
        }
    }
}

extension CostSeries {
    /// One for each group and currency of a report by day; rows without a day are left out.
    package static func all(_ result: CostReportResult) throws -> [(key: Key, series: CostSeries)] {
        var series: [Key: CostSeries] = [:]
        for row in result.rows {
            guard let day = row.bucket.flatMap({ ReportDay($0) }), let amount = row.amount else { continue }
            let key = Key(currency: row.currency, values: row.values)
            try series[key, default: CostSeries()].add(amount, on: day)
        }
        return series.map { ($0.key, $0.value) }
    }

    package struct Key: Hashable, Sendable {
        package let currency: String?
        package let values: [String?]

        package init(currency: String?, values: [String?]) {
            self.currency = currency
            self.values = values
        }
    }
}

extension [ExactDecimal] {
    /// The middle one, the lower of two.
    var median: ExactDecimal? { isEmpty ? nil : sorted()[(count - 1) / 2] }
}
