import BillingModel
import Reporting

/// Days or months of an answer as stacked bars, a colour for each of its largest groups.
struct BucketStacks {
    let chart: BarChart

    init(_ lines: [CostReply.Line], result: CostReportResult, currency: String?, items: [QueryItem], frame: PageFrame) {
        var weights: [[String]: ExactDecimal] = [:]
        for line in lines where !line.row.isRest {
            let size = line.row.amount.map { $0 < .zero ? $0.negated() : $0 } ?? .zero
            weights[line.labels] = (weights[line.labels] ?? .zero).adding(size)
        }
        let names = weights.sorted { ($1.value, $0.key.description) < ($0.value, $1.key.description) }
            .prefix(BarChart.colours - 1).map(\.key)
        var sums: [String: [ExactDecimal]] = [:]
        for line in lines {
            guard let bucket = line.row.bucket, let amount = line.row.amount else { continue }
            let at = line.row.isRest ? names.count : names.firstIndex(of: line.labels) ?? names.count
            var parts = sums[bucket] ?? Array(repeating: .zero, count: names.count + 1)
            parts[at] = parts[at].adding(amount) ?? parts[at]
            sums[bucket] = parts
        }
        let hasRest = sums.values.contains { !$0[names.count].isZero }
        let code = MoneyText.currency(currency)
        let filters = currency.map { [("currency", $0)] } ?? []
        let bars = sums.sorted { $0.key < $1.key }.map { bucket, parts -> BarChart.Bar in
            let parts = hasRest ? parts : Array(parts.dropLast())
            let total = parts.reduce(ExactDecimal.zero) { $0.adding($1) ?? $0 }
            let range = try? ReportRange(from: bucket, through: bucket)
            return BarChart.Bar(
                label: Self.label(bucket), title: "\(bucket): \(MoneyText.plain(total)) \(code)",
                link: range.map { frame.detail(items, $0, filters).text }, parts: parts)
        }
        let labels = names.map { $0.isEmpty ? "All" : $0.joined(separator: " · ") }
        chart = BarChart(title: "Cost over time, \(code)", names: labels + (hasRest ? ["Others"] : []), bars: bars)
    }

    static func label(_ bucket: String) -> String {
        ReportDay(bucket).map(DayText.short) ?? BillingPeriod(bucket).map(DayText.shortMonth) ?? bucket
    }
}
