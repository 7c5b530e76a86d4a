import BillingModel
import Reporting
import SQLEngine

/// What people look at every morning: one month, one currency.
struct Overview: Sendable {
    struct Breakdown: Sendable {
        let title: String
        let dimension: String
        let result: CostReportResult
        let before: LikeForLike?
    }

    let asOf: ReportDay
    let lastDay: ReportDay
    let currency: String?
    let range: ReportRange
    let measure: CostReport.Measure
    /// Of every currency; the shown one is ``currency``.
    let totals: [CostReportResult.Total]
    let change: LikeForLike.Change?
    let previousRange: ReportRange?
    let forecast: CostForecast?
    /// How far forecasts of earlier months were off on the same day.
    let trials: [ForecastTrial]
    let byDay: CostReportResult
    let breakdowns: [Breakdown]
    /// Services whose cost changed most, either way.
    let changes: [ServiceChange]
    let anomalies: [CostAnomaly]

    static let parameters = [
        Parameter("month", .text, "The month to show, 2025-10. Default: the newest."),
        Parameter("currency", .text, "The currency to show. Default: that of most rows."), .measure, .asOf,
    ]

    init(_ arguments: Arguments, _ state: LakeState) async throws {
        let session = state.session
        lastDay = try state.asOf()
        asOf = try Self.asOf(arguments, state, lastDay: lastDay)
        measure = try arguments.choice("measure", or: .billed)
        range = try TimeScope.monthToDate.range(asOf: asOf)
        let all = try await CostReport(range: range, measure: measure).run(on: session)
        totals = all.totals
        let currency = try Self.currency(arguments, totals)
        self.currency = currency
        let only = [CostReport.Filter(.column("BillingCurrency"), currency, role: .required)]
        let whole = try CostReport(range: range, measure: measure, conditions: only)
        let before = try await LikeForLike(whole, on: session)
        previousRange = before?.range
        change = totals.first { $0.currency == currency }.flatMap { before?.change($0) }
        let outlook = try await MonthOutlook(asOf: asOf, measure: measure, conditions: only, on: session)
            .parts.first { $0.currency == currency }
        forecast = outlook?.forecast
        trials = outlook?.trials ?? []
        byDay = try await CostReport(
            dimensions: ["service"], granularity: .day, range: Self.days(asOf), measure: measure, conditions: only,
            top: 6
        ).run(on: session)
        let services = try await Self.breakdown("Services", "service", whole, on: session)
        breakdowns = [services, try await Self.breakdown("Accounts", "account", whole, on: session)]
        changes = try await ServiceChange.largest(whole, on: session)
        anomalies = try await AnomalyList(
            by: "service", asOf: asOf, days: 14, measure: measure, conditions: only, on: session
        ).anomalies
    }

    private static func asOf(
        _ arguments: Arguments, _ state: LakeState, lastDay: ReportDay
    ) throws -> ReportDay {
        guard let text = try arguments.one("month") else { return try CostAsk.asOf(arguments, state) }
        guard let month = BillingPeriod(text), let end = ReportDay(month, month.dayCount) else {
            throw Problem(400, "\"\(text)\" is no month", parameter: "month", hint: "write month=2025-10")
        }
        return min(end, max(lastDay, ReportDay(month, 1) ?? lastDay))
    }

    private static func currency(_ arguments: Arguments, _ totals: [CostReportResult.Total]) throws -> String? {
        guard let wanted = try arguments.one("currency") else {
            return totals.max { $0.rows < $1.rows }?.currency
        }
        if wanted == ReportDimension.column("BillingCurrency").missingLabel { return nil }
        guard totals.isEmpty || totals.contains(where: { $0.currency == wanted }) else {
            throw Problem(
                400, "nothing was billed in \(wanted) in this month", parameter: "currency",
                nearest: totals.compactMap(\.currency))
        }
        return wanted
    }

    /// By day of usage, since a chart of a month shows its days.
    private static func days(_ asOf: ReportDay) -> ReportRange {
        .days(from: ReportDay(asOf.period, 1) ?? asOf, through: asOf)
    }

    private static func breakdown(
        _ title: String, _ dimension: String, _ whole: CostReport, on session: any SQLSession
    ) async throws -> Breakdown {
        let report = try CostReport(
            dimensions: [dimension], range: whole.range, measure: whole.measure, conditions: whole.filters, top: 8)
        return Breakdown(
            title: title, dimension: dimension, result: try await report.run(on: session),
            before: try await LikeForLike(report, on: session))
    }
}
