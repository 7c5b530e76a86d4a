import BillingModel

/// A day on which a group cost much more or less than it usually does.
package struct CostAnomaly: Equatable, Sendable {
    package let currency: String?
    package let values: [String?]
    package let day: ReportDay
    package let actual: ExactDecimal
    /// The median of the same weekdays before.
    package let usual: ExactDecimal

    package var impact: ExactDecimal { actual.adding(usual.negated()) ?? .zero }

    static let daysBack = 28
    static let daysMin = 8

    /// Largest impact first within a currency. A day strays when it is off what the same weekday usually costs by more
    /// than a fifth of that, by more than five times the usual distance, and by more than a hundredth of what its
    /// currency costs on a usual day. A day that is like the same day of the month before is no anomaly: fees come
    /// monthly.
    package static func all(
        _ groups: [(key: CostSeries.Key, series: CostSeries)], days: [ReportDay]
    ) throws -> [CostAnomaly] {
        var found: [CostAnomaly] = []
        for (currency, members) in Dictionary(grouping: groups, by: \.key.currency) {
            for day in days {
                let before = try (1...daysBack).map { try day.adding(days: -$0) }
                let whole =
                    try before.map { day in
                        try members.reduce(CostSeries()) { sum, member in
                            var sum = sum
                            try sum.add(member.series[day], on: day)
                            return sum
                        }[day]
                    }.median ?? .zero
                for member in members {
                    guard let usual = usual(member.series, before: before, day: day, whole: whole) else { continue }
                    found.append(
                        CostAnomaly(
                            currency: currency, values: member.key.values, day: day, actual: member.series[day],
                            usual: usual))
                }
            }
        }
        return found.sorted { left, right in
            (left.currency ?? "", right.impact.units.magnitude, right.day, left.values.map { $0 ?? "" }.description)
                < (
                    right.currency ?? "", left.impact.units.magnitude, left.day,
                    right.values.map { $0 ?? "" }.description
                )
        }
    }

    /// Nil where the day is as usual, or too little is known.
    private static func usual(
        _ series: CostSeries, before: [ReportDay], day: ReportDay, whole: ExactDecimal
    ) -> ExactDecimal? {
        guard let first = series.first else { return nil }
        let past = before.filter { $0 >= first }
        let weekdays = past.filter { $0.weekday == day.weekday }.map { series[$0] }
        guard past.count >= daysMin, let usual = (weekdays.count > 2 ? weekdays : past.map { series[$0] }).median
        else { return nil }
        let actual = series[day]
        let off = CostForecast.distance(actual, usual)
        let stray = weekdays.map { CostForecast.distance($0, usual) }.median ?? .zero
        guard off.units > stray.units * 5, off.units > usual.units.magnitude.signed / 5,
            off.units > whole.units.magnitude.signed / 100, !off.isZero
        else { return nil }
        let monthBefore = series[day.same(in: day.period.previous)]
        let isMonthly = CostForecast.distance(actual, monthBefore).units * 4 <= actual.units.magnitude.signed
        return isMonthly ? nil : usual
    }
}

extension UInt128 {
    fileprivate var signed: Int128 { Int128(clamping: self) }
}
