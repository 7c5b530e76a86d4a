import BillingModel
import Reporting
import Testing

struct OutlookTests {
    private func day(_ text: String) throws -> ReportDay { try #require(ReportDay(text)) }

    /// 100 on working days, 40 at weekends, whatever `extra` says on top.
    private func series(_ first: String, days: Int, extra: [String: Int] = [:]) throws -> CostSeries {
        var series = CostSeries()
        for offset in 0..<days {
            let day = try day(first).adding(days: offset)
            try series.add(ExactDecimal((day.weekday < 5 ? 100 : 40) + (extra["\(day)"] ?? 0)), on: day)
        }
        return series
    }

    @Test func daysToComeCostWhatTheirWeekdayCosts() throws {
        let series = try series("2025-10-01", days: 45, extra: ["2025-11-01": 5000])
        // From 15 November, a Saturday, 6 weekend days and 10 others are left.
        let found = try CostForecast(series, known: ExactDecimal(7000), asOf: try day("2025-11-14"))
        let forecast = try #require(found)
        #expect(forecast.daysLeft == 16)
        #expect(forecast.expected == ExactDecimal(7000 + 10 * 100 + 6 * 40))
        #expect(forecast.low <= forecast.expected && forecast.expected <= forecast.high)
        #expect(forecast.low >= forecast.known)
    }

    @Test func whatNeverStraysHasNoBounds() throws {
        let series = try series("2025-10-01", days: 45)
        let forecast = try CostForecast(series, known: ExactDecimal(10), asOf: try day("2025-11-14"))
        #expect(forecast?.low == forecast?.high)
    }

    @Test func aMonthThatIsOverIsWhatItWas() throws {
        let forecast = try CostForecast(CostSeries(), known: ExactDecimal(10), asOf: try day("2025-11-30"))
        #expect(forecast?.high == ExactDecimal(10) && forecast?.low == ExactDecimal(10))
    }

    @Test func tooLittleIsNoForecast() throws {
        let series = try series("2025-11-08", days: 7)
        #expect(try CostForecast(series, known: ExactDecimal(10), asOf: try day("2025-11-14")) == nil)
    }

    private func anomalies(_ extra: [String: Int]) throws -> [CostAnomaly] {
        let key = CostSeries.Key(currency: "USD", values: ["Compute"])
        let days = try (0..<14).map { try day("2025-11-28").adding(days: -$0) }
        return try CostAnomaly.all([(key, try series("2025-10-01", days: 59, extra: extra))], days: days)
    }

    @Test func onlyADayThatStraysIsFound() throws {
        #expect(try anomalies([:]).isEmpty)
        let found = try anomalies(["2025-11-20": 300, "2025-11-22": -39])
        #expect(found.map(\.day.description) == ["2025-11-20", "2025-11-22"])
        #expect(found.map(\.impact) == [ExactDecimal(300), ExactDecimal(-39)])
        #expect(found.first?.usual == ExactDecimal(100))
    }

    @Test func monthlyFeesAreNoAnomalies() throws {
        #expect(try anomalies(["2025-10-20": 300, "2025-11-20": 310]).isEmpty)
    }

    @Test(arguments: [
        ("2025-11-01", "2025-11-14", "2025-10-01", "2025-10-14"),
        ("2025-03-01", "2025-03-30", "2025-02-01", "2025-02-28"),
        ("2025-02-01", "2025-02-28", "2025-01-01", "2025-01-31"),
        ("2025-11-08", "2025-11-14", "2025-11-01", "2025-11-07"),
        ("2025-01-01", "2025-01-01", "2024-12-01", "2024-12-01"), ("2025-10", "2025-12", "2025-07", "2025-09"),
        ("2025-01", "2025-01", "2024-12", "2024-12"),
    ])
    func theTimeBefore(_ from: String, _ through: String, _ earlier: String, _ later: String) throws {
        let range = try ReportRange(from: from, through: through)
        #expect(try range.previous() == ReportRange(from: earlier, through: later))
    }

    @Test func rootsAndRatios() {
        for number in 0..<2000 {
            let root = Ratio.squareRoot(number)
            #expect(root * root <= number && (root + 1) * (root + 1) > number)
        }
        #expect(Ratio.steps(1, of: 3, steps: 1000) == 333 && Ratio.steps(-2, of: 3, steps: 1000) == -667)
        #expect(Ratio.steps(.max, of: .max, steps: 1_000_000) == 1_000_000 && Ratio.steps(1, of: 0, steps: 9) == 0)
    }
}
