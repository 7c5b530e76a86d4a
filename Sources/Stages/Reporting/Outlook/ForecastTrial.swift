import BillingModel

/// A forecast of a month that is over, made of what is known today of the days up to the same day of that month, beside
/// what the month cost: how far forecasts can be trusted here.
package struct ForecastTrial: Equatable, Sendable {
    package let asOf: ReportDay
    package let expected: ExactDecimal
    /// The sum of the month's days.
    package let actual: ExactDecimal
    package let isWithinBounds: Bool

    package static let monthsBack = 3

    /// Expected less actual, in tenths of a percent of the actual; nil where that is nothing.
    package var off: Int? {
        guard !actual.isZero, let difference = expected.adding(actual.negated()) else { return nil }
        return Ratio.steps(difference.units, of: Int128(clamping: actual.units.magnitude), steps: 1000)
    }

    /// The first day that a series must have for all trials before a day.
    package static func start(before day: ReportDay) throws -> ReportDay {
        let month = (0..<monthsBack).reduce(day.period) { month, _ in month.previous }
        guard let first = ReportDay(month, 1) else { throw BillowError(.bug, "\(month) has no first day") }
        return try first.adding(days: -CostForecast.daysBack)
    }

    /// Newest month first; months of which not every day is known, and those that end with that day, are left out.
    package static func all(_ series: CostSeries, before day: ReportDay) throws -> [ForecastTrial] {
        var month = day.period
        return try (0..<monthsBack).compactMap { _ in
            month = month.previous
            guard let first = ReportDay(month, 1), let asOf = ReportDay(month, day.dayOfMonth), !asOf.isEndOfMonth,
                let start = series.first, start <= first
            else { return nil }
            let days = (1...month.dayCount).compactMap { ReportDay(month, $0) }
            let known = try series.sum(days.prefix(day.dayOfMonth))
            let seen = try series.lasting(CostForecast.daysBack, through: asOf)
            guard let forecast = try CostForecast(seen, known: known, asOf: asOf) else { return nil }
            let actual = try series.sum(days)
            return ForecastTrial(
                asOf: asOf, expected: forecast.expected, actual: actual,
                isWithinBounds: forecast.low <= actual && actual <= forecast.high)
        }
    }
}

extension CostSeries {
    /// The days of so many that end with one.
    package func lasting(_ count: Int, through last: ReportDay) throws -> CostSeries {
        let first = try last.adding(days: 1 - count)
        var series = CostSeries()
        for (day, amount) in amounts where first <= day && day <= last { try series.add(amount, on: day) }
        return series
    }
}
