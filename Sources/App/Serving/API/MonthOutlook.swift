import BillingModel
import Reporting
import SQLEngine

/// A month to date and where it may end, for each currency.
struct MonthOutlook: Sendable {
    struct Part: Sendable {
        let currency: String?
        let forecast: CostForecast?
        /// None where the month is over.
        let trials: [ForecastTrial]
    }

    let asOf: ReportDay
    let parts: [Part]

    init(
        asOf: ReportDay, measure: CostReport.Measure, conditions: [CostReport.Filter], on session: any SQLSession
    ) async throws {
        self.asOf = asOf
        let month = try TimeScope.monthToDate.range(asOf: asOf)
        let known = try await CostReport(range: month, measure: measure, conditions: conditions).run(on: session)
        let past = ReportRange.days(from: try ForecastTrial.start(before: asOf), through: asOf)
        let days = try await CostReport(
            granularity: .day, range: past, measure: measure, conditions: conditions
        ).run(on: session)
        let series = try CostSeries.all(days)
        parts = try known.totals.map { total in
            let own = series.first { $0.key.currency == total.currency }?.series ?? CostSeries()
            let seen = try own.lasting(CostForecast.daysBack, through: asOf)
            return Part(
                currency: total.currency,
                forecast: try total.amount.flatMap { try CostForecast(seen, known: $0, asOf: asOf) },
                trials: asOf.isEndOfMonth ? [] : try ForecastTrial.all(own, before: asOf))
        }
    }

    private static func json(_ trial: ForecastTrial) -> String {
        JSONText.object([
            ("as_of", JSONText.string(trial.asOf.description)),
            ("expected", JSONText.string(trial.expected.description)),
            ("actual", JSONText.string(trial.actual.description)),
            ("off_percent", JSONText.string(trial.off.map(TenthText.percent))),
            ("within_bounds", trial.isWithinBounds ? "true" : "false"),
        ])
    }

    func json(_ versions: LakeVersions) -> String {
        let rows = parts.map { part in
            JSONText.object([
                ("currency", JSONText.string(part.currency)),
                ("known", JSONText.string(part.forecast?.known.description)),
                ("expected", JSONText.string(part.forecast?.expected.description)),
                ("low", JSONText.string(part.forecast?.low.description)),
                ("high", JSONText.string(part.forecast?.high.description)),
                ("days_left", part.forecast.map { String($0.daysLeft) } ?? "null"),
                ("trials", JSONText.array(part.trials.map(Self.json))),
            ])
        }
        return JSONText.object([
            ("meta", JSONText.object([("versions", versions.json), ("as_of", JSONText.string(asOf.description))])),
            ("period", JSONText.string(asOf.period.description)), ("estimate", "true"),
            ("forecast", JSONText.lines(rows)),
        ]) + "\n"
    }
}
