import BillingModel

/// Where a month may end: an estimate with bounds, never part of a sum.
///
/// A day that is to come costs what the same weekday cost in the middle of the last weeks (the median, so that a
/// fee or a spike of one day does not count). The bounds are as wide as days strayed from that on average, spikes
/// among them, and grow with the square root of the days to come: four months of five are within, as long as days go
/// on as they did and stray by chance.
package struct CostForecast: Equatable, Sendable {
    /// Cost up to the last known day.
    package let known: ExactDecimal
    package let expected: ExactDecimal
    package let low: ExactDecimal
    package let high: ExactDecimal
    package let daysLeft: Int

    package static let daysBack = 35
    package static let daysMin = 8

    /// Nil where fewer than eight days are known before the end, which is too little to say anything.
    package init?(_ series: CostSeries, known: ExactDecimal, asOf day: ReportDay) throws {
        self.known = known
        daysLeft = day.period.dayCount - day.dayOfMonth
        guard daysLeft > 0 else {
            (expected, low, high) = (known, known, known)
            return
        }
        guard let first = series.first else { return nil }
        let past = try (0..<Self.daysBack).map { try day.adding(days: -$0) }.filter { $0 >= first }
        guard past.count >= Self.daysMin else { return nil }
        let usual = Self.usual(series, past)
        let rest = try (1...daysLeft).map { usual[try day.adding(days: $0).weekday] }
        let strays = past.map { Self.distance(series[$0], usual[$0.weekday]) }
        // 1.28 standard deviations are four of five; a standard deviation is 1.25 times the mean distance.
        let stray = strays.reduce(Int128(0)) { $0 + $1.units / 1000 } / Int128(strays.count)
        let band = stray * 16 * Int128(Ratio.squareRoot(daysLeft * 10_000))
        guard let expected = rest.reduce(Optional(known), { $0?.adding($1) }), let spread = ExactDecimal(units: band),
            let low = expected.adding(spread.negated()), let high = expected.adding(spread)
        else { throw BillowError(.badData, "a forecast needs more than 38 digits") }
        self.expected = expected
        self.high = high
        // What is known is not undone, unless days bring money back.
        self.low = rest.contains { $0 < .zero } ? low : max(low, min(known, expected))
    }

    /// By weekday; where a weekday is not known, what a day costs.
    private static func usual(_ series: CostSeries, _ days: [ReportDay]) -> [ExactDecimal] {
        let all = days.map { series[$0] }.median ?? .zero
        return (0..<7).map { weekday in
            days.filter { $0.weekday == weekday }.map { series[$0] }.median ?? all
        }
    }

    static func distance(_ left: ExactDecimal, _ right: ExactDecimal) -> ExactDecimal {
        let difference = left.adding(right.negated()) ?? .zero
        return difference < .zero ? difference.negated() : difference
    }
}
