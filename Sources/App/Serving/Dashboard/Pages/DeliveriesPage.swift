import BillingModel
import Pipeline
import Reporting

/// Which months of which exports are there, as what generation, and what is late.
struct DeliveriesPage {
    let state: LakeState
    let freshness: Freshness
    let footer: String

    private static let monthsMax = 18
    private static let runsMax = 60

    private struct Export: Hashable {
        let source: String
        let export: String
    }

    var html: HTML {
        Layout(title: "Deliveries", path: "/deliveries", footer: footer).page(
            """
            <div class="head"><div><h1>Deliveries</h1><p>What the lake holds, month by month. Deliveries \
            that were held or rejected never enter the lake; <code>billow ingest --dry-run</code> tells of them.</p>\
            </div></div>
            \(calendar)\(exports)\(runs)
            """)
    }

    // MARK: Calendar

    private var calendar: HTML {
        let byMonth = Dictionary(state.months.map { ($0.key, $0) }) { first, _ in first }
        let periods = Self.periods(state.months.map(\.key.period))
        let exports = Set(state.months.map { Export(source: $0.key.source, export: $0.key.export) })
            .sorted { ($0.source, $0.export) < ($1.source, $1.export) }
        let rows = exports.map { export -> HTML in
            let own = byMonth.filter { $0.key.source == export.source && $0.key.export == export.export }
            let first = own.keys.map(\.period).min()
            let cells = periods.map { period -> HTML in
                let month = own.first { $0.key.period == period }?.value
                return cell(month, isExpected: first.map { $0 < period } ?? false, period)
            }
            return """
                <tr><td class="name"><strong>\(export.source)</strong><br>\
                <span class="quiet"><bdi>\(export.export)</bdi></span></td>\(cells)</tr>
                """
        }
        return """
            <section class="card"><h2>Calendar</h2><div class="scroll"><table><thead><tr><th>Export</th>\
            \(periods.map { "<th class=\"month\">\(DayText.shortMonth($0))</th>" as HTML })</tr></thead>
            <tbody>\(rows)</tbody></table></div></section>
            """
    }

    /// The newest, without a gap.
    private static func periods(_ known: [BillingPeriod]) -> [BillingPeriod] {
        guard let first = known.min(), let last = known.max() else { return [] }
        var periods = [last]
        while let oldest = periods.first, oldest > first, periods.count < monthsMax {
            periods.insert(oldest.previous, at: 0)
        }
        return periods
    }

    private func cell(_ month: MonthHistory?, isExpected: Bool, _ period: BillingPeriod) -> HTML {
        guard let month else {
            return isExpected ? "<td class=\"month\"><span class=\"pill bad\">missing</span></td>" : "<td></td>"
        }
        guard let shown = month.shown else {
            return "<td class=\"month\"><span class=\"pill warn\">withdrawn</span></td>"
        }
        let runs = state.runs.filter {
            $0.source == month.key.source && $0.export == month.key.export && $0.period == period && $0.state == .landed
        }
        let link = Link(
            "/explain",
            [
                ("filter[source]", month.key.source), ("filter[export]", month.key.export),
                ("from", period.description),
                ("to", period.description),
            ]
        ).text
        let title = "generation \(shown.number), landed \(UTCText.second(shown.landedMillis))"
        if runs.contains(where: { $0.shortage.rows > 0 }) {
            return """
                <td class="month"><a class="pill warn" href="\(link)" title="\(title), rows in quarantine">short</a>\
                </td>
                """
        }
        if !runs.isEmpty, runs.allSatisfy({ !$0.isCounted }) {
            return "<td class=\"month\"><span class=\"pill\" title=\"\(title)\">not counted</span></td>"
        }
        return
            "<td class=\"month\"><a class=\"pill good\" href=\"\(link)\" title=\"\(title)\">#\(shown.number)</a></td>"
    }

    // MARK: Tables

    private var exports: HTML {
        let rows = freshness.exports.map { export -> HTML in
            let pill: HTML =
                export.isStale
                ? "<span class=\"pill warn\">\(export.daysBehind) days behind</span>"
                : "<span class=\"pill good\">up to date</span>"
            return """
                <tr><td>\(export.source)</td><td class="name"><bdi>\(export.export)</bdi></td>\
                <td>\(export.lastDay.map(DayText.long) ?? "–")</td>\
                <td>\(export.landedMillis.map(UTCText.second) ?? "–")</td><td>\(pill)</td></tr>
                """
        }
        return """
            <section class="card"><h2>How far they have come</h2><div class="scroll"><table><thead><tr><th>Source</th>\
            <th>Export</th><th>Usage until</th><th>Landed (UTC)</th><th></th></tr></thead>\
            <tbody>\(rows)</tbody></table></div></section>
            """
    }

    private var runs: HTML {
        let rows = state.runs.prefix(Self.runsMax).map { run -> HTML in
            let kind: HTML = run.state == .landed ? "good" : "warn"
            let billed = run.costs.sorted { $0.key < $1.key }.map {
                "\(MoneyText.plain($0.value.billed)) \($0.key)"
            }
            return """
                <tr><td>\(run.period?.description ?? "–")</td><td>\(run.source)</td>\
                <td class="name"><code>\(run.run)</code></td><td>\(run.generation.map { "#\($0)" } ?? "–")</td>\
                <td><span class="pill \(kind)">\(run.state.rawValue)</span></td>\
                <td class="n">\(run.rows.map { String($0) } ?? "–")</td>\
                <td class="n">\(billed.joined(separator: ", "))</td>\
                <td class="name quiet">\(run.reason ?? "")</td></tr>
                """
        }
        let count = state.runs.count
        let more: HTML =
            count > Self.runsMax
            ? "<p class=\"more\">The newest \(Self.runsMax) of \(count); <a href=\"/api/v1/runs\">all as JSON</a>.</p>"
            : ""
        return """
            <section class="card"><h2>Runs</h2><div class="scroll"><table><thead><tr><th>Month</th><th>Source</th>\
            <th>Run</th><th>Generation</th><th>State</th><th class="n">Rows</th><th class="n">Billed</th><th></th></tr>\
            </thead><tbody>\(rows)</tbody></table></div>\(more)</section>
            """
    }
}
