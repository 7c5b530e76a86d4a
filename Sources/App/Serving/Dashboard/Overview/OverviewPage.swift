import BillingModel
import Reporting

/// ``Overview`` as a page.
struct OverviewPage {
    let overview: Overview
    let frame: PageFrame

    private var code: String { MoneyText.currency(overview.currency) }
    private var total: CostReportResult.Total? { overview.totals.first { $0.currency == overview.currency } }

    /// The same page with another month or currency.
    private func link(month: BillingPeriod? = nil, currency: String?? = nil) -> String {
        Link(
            "/",
            [
                ("month", (month ?? overview.asOf.period).description),
                ("currency", currency ?? overview.currency ?? "(none)"),
                ("measure", overview.measure == .billed ? nil : overview.measure.rawValue),
            ]
        ).text
    }

    var html: HTML {
        Layout(title: "Overview", path: "/", frame: frame).page(
            """
            \(head)\(tabs)<div class="grid">\(figures)</div>\(chart)\(tables)
            <div class="grid two">\(changes)\(anomalies)</div>
            """)
    }

    private var head: HTML {
        let period = overview.asOf.period
        let isNewest = period >= overview.lastDay.period
        let next: HTML =
            isNewest
            ? "" : " · <a href=\"\(link(month: period.next))\" rel=\"next\">\(DayText.month(period.next))</a>"
        return """
            <div class="head"><div><h1>\(DayText.month(period))</h1>
            <p>\(overview.measure.title), \(DayText.range(overview.range))</p></div>
            <p class="noprint"><a href="\(link(month: period.previous))" rel="prev">\
            \(DayText.month(period.previous))</a>\
            \(next)</p></div>
            """
    }

    private var tabs: HTML {
        guard overview.totals.count > 1 else { return "" }
        let items = overview.totals.map { total -> HTML in
            let current: HTML = total.currency == overview.currency ? " aria-current=\"true\"" : ""
            return """
                <li><a href="\(link(currency: total.currency ?? "(none)"))"\(current)>\
                \(MoneyText.currency(total.currency))<small>\(MoneyText.plain(total.amount))</small></a></li>
                """
        }
        return "<ul class=\"tabs\" aria-label=\"Currencies\">\(items)</ul>"
    }

    // MARK: Figures

    private var figures: [HTML] {
        let isWhole = overview.asOf.isEndOfMonth
        let known = figure(
            isWhole ? "The whole month" : "Month to date", MoneyText.plain(total?.amount),
            total.map { "\($0.rows) charges" } ?? "nothing was billed")
        return [known, forecast, delta, average]
    }

    private func figure(_ label: String, _ value: String, _ note: HTML) -> HTML {
        """
        <section class="card figure"><p class="label">\(label)</p>
        <p class="value">\(value) <span class="unit">\(code)</span></p><p class="note">\(note)</p></section>
        """
    }

    private var forecast: HTML {
        guard let forecast = overview.forecast else {
            return figure("Forecast", "–", "fewer than \(CostForecast.daysMin) days are known, too few to say")
        }
        guard forecast.daysLeft > 0 else {
            return figure("Forecast", MoneyText.plain(forecast.expected), "the month is over")
        }
        return figure(
            "Forecast to the end", MoneyText.plain(forecast.expected),
            """
            likely \(MoneyText.short(forecast.low)) to \(MoneyText.short(forecast.high)), \
            \(forecast.daysLeft) days to come\(trials)
            """
        )
    }

    private var trials: HTML {
        let told = overview.trials.compactMap { trial in
            trial.off.map { "\(TenthText.signed($0)) % in \(DayText.shortMonth(trial.asOf.period))" }
        }
        guard !told.isEmpty else { return "" }
        let title = "Made of the days up to the same day of these months, as they are known today."
        return "<br><span title=\"\(title)\">on this day it was off by \(told.joined(separator: ", "))</span>"
    }

    private var delta: HTML {
        guard let change = overview.change, let previous = overview.previousRange, let difference = change.difference
        else { return figure("Against the month before", "–", "there is nothing to compare with") }
        let percent: HTML? = change.percent.map { "\(Self.delta(difference, "\($0) %")), " as HTML }
        return figure(
            "Against \(DayText.range(previous))", MoneyText.signed(difference),
            "\(percent)then \(MoneyText.plain(change.previous))")
    }

    private var average: HTML {
        let days = overview.asOf.dayOfMonth
        let perDay = total?.amount.flatMap { ExactDecimal(units: $0.units / Int128(days)) }
        return figure("A day on average", MoneyText.plain(perDay), "of \(days) days")
    }

    /// Red where it costs more, green where less, and always with its sign.
    static func delta(_ difference: ExactDecimal?, _ text: String) -> HTML {
        guard let difference, !difference.isZero else { return "<span class=\"delta quiet\">±0</span>" }
        let sign = difference > .zero ? "+" : "−"
        let plain = String(text.drop { $0 == "-" || $0 == "−" || $0 == "+" })
        let kind: HTML = difference > .zero ? "up" : "down"
        return "<span class=\"delta \(kind)\">\(sign + plain)</span>"
    }

    // MARK: Chart

    private var chart: HTML {
        let stacks = DayStacks(overview, frame)
        let numbers = stacks.chart.bars.map { bar -> HTML in
            "<tr><td>\(bar.label)</td><td class=\"n\">\(MoneyText.plain(bar.total))</td></tr>"
        }
        return """
            <section class="card"><h2>Day by day, by service</h2>\(stacks.chart.svg)\(stacks.chart.legend)
            <details><summary>The numbers</summary><div class="scroll"><table><thead><tr><th>Day</th>\
            <th class="n">\(code)</th></tr></thead><tbody>\(numbers)</tbody></table></div></details></section>
            """
    }

    // MARK: Tables

    private var tables: HTML {
        let cards = overview.breakdowns.map { BreakdownTable(breakdown: $0, page: self.overview).html }
        return "<div class=\"grid two\">\(cards)</div>"
    }

    private var changes: HTML {
        let rows = overview.changes.map { change -> HTML in
            let note = change.previous == nil ? "new" : change.current == nil ? "gone" : ""
            let pill: HTML = note.isEmpty ? "" : " <span class=\"pill\">\(note)</span>"
            return """
                <tr><td class="name"><a href="\(detail(change))"><bdi>\(change.name ?? "(none)")</bdi></a>\(pill)\
                \(why(change))</td>\
                <td class="n">\(MoneyText.plain(change.previous ?? .zero))</td>\
                <td class="n">\(MoneyText.plain(change.current ?? .zero))</td>\
                <td class="n">\(Self.delta(change.difference, MoneyText.plain(change.difference)))</td></tr>
                """
        }
        let body: HTML =
            rows.isEmpty
            ? "<p class=\"quiet\">Nothing did.</p>"
            : """
            <div class="scroll"><table><thead><tr><th>Service</th><th class="n">Then</th><th class="n">Now</th>\
            <th class="n">Difference</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
        return "<section class=\"card\"><h2>What changed most, and where</h2>\(body)</section>"
    }

    /// What the service's cost is made of, now and before.
    private func detail(_ change: ServiceChange) -> String {
        let items = overview.range.ends.map { [QueryItem("from", $0.from), QueryItem("to", $0.through)] } ?? []
        return Link("/explore", items: items).adding("filter[currency]", overview.currency ?? "(none)")
            .adding("filter[service]", change.name ?? "(none)").adding("group_by", "account").adding(
                "delta", "previous"
            )
            .text
    }

    private func why(_ change: ServiceChange) -> HTML {
        let cause = change.cause.map { cause -> HTML in
            """
            most in <bdi>\(cause.account ?? "no account")</bdi>, <bdi>\(cause.region ?? "no region")</bdi>: \
            \(MoneyText.signed(cause.difference))
            """
        }
        let use = change.use.map { percent -> HTML in
            let digits = String(percent.drop { $0 == "-" })
            let sign = percent == digits ? "+" : "−"
            let text = digits == "0.0" ? "used as much" : "use \(sign)\(digits) %"
            return "\(cause == nil ? "" : "; ")\(text)"
        }
        return "<br><small class=\"quiet\">\(cause)\(use)</small>"
    }

    private var anomalies: HTML {
        let rows = overview.anomalies.prefix(8).map { anomaly -> HTML in
            let name = anomaly.values.first ?? nil
            let filters = [("service", name ?? "(none)")]
            let link = frame.detail([], .days(from: anomaly.day, through: anomaly.day), filters).text
            return """
                <tr><td class="day"><a href="\(link)">\(DayText.short(anomaly.day))</a></td>\
                <td class="name"><bdi>\(name ?? "(none)")</bdi></td>\
                <td class="n">\(MoneyText.plain(anomaly.usual))</td>\
                <td class="n">\(MoneyText.plain(anomaly.actual))</td>\
                <td class="n">\(Self.delta(anomaly.impact, MoneyText.plain(anomaly.impact)))</td></tr>
                """
        }
        let body: HTML =
            rows.isEmpty
            ? "<p class=\"quiet\">No service strayed from what it usually costs.</p>"
            : """
            <div class="scroll"><table><thead><tr><th>Day</th><th>Service</th><th class="n">Usually</th>\
            <th class="n">Was</th><th class="n">Difference</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
        return "<section class=\"card\"><h2>Out of the ordinary, last 14 days</h2>\(body)</section>"
    }
}
