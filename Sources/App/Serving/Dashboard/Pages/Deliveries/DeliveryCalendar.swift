import BillingModel
import Pipeline
import Reporting

/// Exports by months: landed, short, missing, withdrawn, refused.
struct DeliveryCalendar {
    let contents: LakeContents

    private static let monthsMax = 18

    private struct Export: Hashable {
        let source: String
        let export: String
    }

    private var refused: [RunReport] {
        contents.runs.filter { [.held, .rejected].contains($0.state) && $0.period != nil }
    }

    var html: HTML {
        let byMonth = Dictionary(contents.months.map { ($0.key, $0) }) { first, _ in first }
        let refused = Dictionary(grouping: refused) { Export(source: $0.source, export: $0.export) }
        let periods = Self.periods(contents.months.map(\.key.period) + self.refused.compactMap(\.period))
        let exports = Set(contents.months.map { Export(source: $0.key.source, export: $0.key.export) })
            .union(refused.keys).sorted { ($0.source, $0.export) < ($1.source, $1.export) }
        let rows = exports.map { export -> HTML in
            let own = byMonth.filter { $0.key.source == export.source && $0.key.export == export.export }
            let first = own.keys.map(\.period).min()
            let cells = periods.map { period -> HTML in
                let month = own.first { $0.key.period == period }?.value
                let pills = (refused[export] ?? []).filter { $0.period == period }.map(Self.pill)
                let isMissing = month == nil && pills.isEmpty && first.map { $0 < period } ?? false
                let none: HTML = isMissing ? "<span class=\"pill bad\">missing</span>" : ""
                return "<td class=\"month\">\(month.map(pill) ?? none) \(pills)</td>"
            }
            return """
                <tr><td class="name"><strong>\(export.source)</strong><br>\
                <span class="quiet"><bdi>\(export.export)</bdi></span></td>\(cells)</tr>
                """
        }
        return """
            <section class="card"><h2>Calendar</h2><div class="scroll"><table><thead><tr><th>Export</th>\
            \(periods.map { "<th class=\"month\">\(DayText.shortMonth($0))</th>" as HTML })</tr></thead>
            <tbody>\(rows)</tbody></table></div>\(Self.legend)</section>
            """
    }

    private static let legend: HTML = """
        <p class="more">#2 is the second generation of a month: it was delivered twice, the newest counts. short: rows \
        could not be read and are in quarantine. not counted: another export tells of the same money.</p>
        """

    /// The newest, without a gap.
    private static func periods(_ known: [BillingPeriod]) -> [BillingPeriod] {
        guard let first = known.min(), let last = known.max() else { return [] }
        var periods = [last]
        while let oldest = periods.first, oldest > first, periods.count < monthsMax {
            periods.insert(oldest.previous, at: 0)
        }
        return periods
    }

    private static func pill(_ run: RunReport) -> HTML {
        let kind: HTML = run.state == .held ? "warn" : "bad"
        let reason = run.reason.map { ": \($0)" } ?? ""
        return """
            <a class="pill \(kind)" href="#refused" title="\(run.run)\(reason)">\(run.state.rawValue)</a>
            """
    }

    private func pill(_ month: MonthHistory) -> HTML {
        guard let shown = month.shown else { return "<span class=\"pill warn\">withdrawn</span>" }
        let key = month.key
        let runs = contents.runs.filter {
            $0.source == key.source && $0.export == key.export && $0.period == key.period && $0.state == .landed
        }
        let link = Link(
            "/explain",
            [
                ("filter[source]", key.source), ("filter[export]", key.export), ("from", key.period.description),
                ("to", key.period.description),
            ]
        ).text
        let title = "generation \(shown.number), landed \(UTCText.second(shown.landedMillis))"
        if runs.contains(where: { $0.shortage.rows > 0 }) {
            return "<a class=\"pill warn\" href=\"\(link)\" title=\"\(title), rows in quarantine\">short</a>"
        }
        if !runs.isEmpty, runs.allSatisfy({ !$0.isCounted }) {
            return "<span class=\"pill\" title=\"\(title)\">not counted</span>"
        }
        return "<a class=\"pill good\" href=\"\(link)\" title=\"\(title)\">#\(shown.number)</a>"
    }
}
