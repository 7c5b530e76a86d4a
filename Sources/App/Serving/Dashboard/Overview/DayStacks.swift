import BillingModel
import Reporting

/// The days of a month as stacked bars, a colour for each service.
struct DayStacks {
    let chart: BarChart

    init(_ overview: Overview, _ frame: PageFrame) {
        let result = overview.byDay
        var names: [[String?]] = []
        var sums: [ReportDay: [Int: ExactDecimal]] = [:]
        let hasRest = result.rows.contains(where: \.isRest)
        for row in result.rows where !row.isRest && !names.contains(row.values) { names.append(row.values) }
        for row in result.rows {
            guard let day = row.bucket.flatMap({ ReportDay($0) }), let amount = row.amount else { continue }
            let at = row.isRest ? names.count : names.firstIndex(of: row.values) ?? names.count
            sums[day, default: [:]][at] = amount
        }
        let count = names.count + (hasRest ? 1 : 0)
        let code = MoneyText.currency(overview.currency)
        let bars = (1...overview.asOf.dayOfMonth).compactMap { number -> BarChart.Bar? in
            guard let day = ReportDay(overview.asOf.period, number) else { return nil }
            let parts = (0..<count).map { sums[day]?[$0] ?? .zero }
            let total = parts.reduce(ExactDecimal.zero) { $0.adding($1) ?? $0 }
            let filters = overview.currency.map { [("currency", $0)] } ?? []
            return BarChart.Bar(
                label: DayText.short(day), title: "\(DayText.long(day)): \(MoneyText.plain(total)) \(code)",
                link: frame.detail([], .days(from: day, through: day), filters).text, parts: parts)
        }
        chart = BarChart(
            title: "Cost by day and service, \(code)",
            names: names.map { $0.first.flatMap { $0 } ?? "(none)" } + (hasRest ? ["Others"] : []), bars: bars,
            toCome: overview.asOf.period.dayCount - overview.asOf.dayOfMonth)
    }
}
