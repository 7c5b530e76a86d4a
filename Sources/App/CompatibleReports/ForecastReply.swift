import BillingModel
import Reporting
import Serving

/// A forecast day by day, in the shape that its clients read.
struct ForecastReply: Sendable {
    let json: String

    init(_ ask: ReportAsk, _ state: LakeState) async throws {
        let asOf = try state.asOf()
        let past = ReportRange.days(from: try asOf.adding(days: 1 - CostForecast.daysBack), through: asOf)
        let days = try await CostReport(
            granularity: .day, range: past, measure: ask.report.measure, conditions: ask.report.filters,
            markup: ask.report.markup
        ).run(on: state.session)
        let series = try CostSeries.all(days).first { $0.key.currency == ask.currency }?.series
        let forecast = try series.flatMap { try CostForecast($0, known: .zero, asOf: asOf) }
        let units = ask.currency ?? ""
        let items = (forecast?.days ?? []).map { day in
            let parts = JSONText.object([
                ("total", ReportReply.value(day.expected, units)),
                ("confidence_max", ReportReply.value(day.high, units)),
                ("confidence_min", ReportReply.value(day.low, units)),
            ])
            let value = JSONText.object([
                ("date", JSONText.string(day.day.description)), ("infrastructure", parts), ("cost", parts),
            ])
            return JSONText.object([
                ("date", JSONText.string(day.day.description)), ("values", JSONText.array([value])),
            ])
        }
        let meta = JSONText.object([("count", String(items.count)), ("currency", JSONText.string(units))])
        json = JSONText.object([("meta", meta), ("data", JSONText.lines(items))]) + "\n"
    }
}
