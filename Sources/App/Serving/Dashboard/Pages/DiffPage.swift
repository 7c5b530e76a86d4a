import BillingModel
import Pipeline
import Reporting

/// What changed from one generation of a month to another.
struct DiffPage {
    let compared: ComparedGenerations
    let frame: PageFrame

    private static let rowsMax = 50

    var html: HTML {
        let (key, before, after) = (compared.key, compared.before, compared.after)
        let sections = compared.comparison.sections.map(section)
        let figures = compared.comparison.totals.map(figure)
        return Layout(title: "What changed", path: "/deliveries", frame: frame).page(
            """
            <div class="head"><div><h1>What changed in \(DayText.month(key.period))</h1>\
            <p>\(key.source) <bdi>\(key.export)</bdi>: from generation \(before.number), landed \
            \(UTCText.second(before.landedMillis)), to generation \(after.number), landed \
            \(UTCText.second(after.landedMillis)). <a href="/deliveries">All deliveries</a>.</p></div></div>
            <div class="grid">\(figures)</div>\(sections)
            """)
    }

    private func figure(_ total: CostChange) -> HTML {
        let currency = MoneyText.currency(total.currency)
        return """
            <section class="card figure"><p class="label">Billed, \(currency)</p>\
            <p class="value \(Self.direction(total.billed))">\(MoneyText.signed(total.billed.difference)) \
            <span class="unit">\(currency)</span></p><p class="note">from \(MoneyText.plain(total.billed.before)) to \
            \(MoneyText.plain(total.billed.after)); \(total.rowsBefore) rows, then \(total.rowsAfter)</p></section>
            """
    }

    private static func direction(_ amounts: CostChange.Amounts) -> HTML {
        guard let difference = amounts.difference, !difference.isZero else { return "" }
        return difference > .zero ? "up" : "down"
    }

    private func section(_ section: CostComparison.Section) -> HTML {
        let title = "By \(section.dimension.rawValue)"
        guard !section.changes.isEmpty else {
            return "<section class=\"card\"><h2>\(title)</h2><p class=\"quiet\">Nothing differs.</p></section>"
        }
        let rows = section.changes.prefix(Self.rowsMax).map { change -> HTML in
            """
            <tr><td class="name"><bdi>\(change.value ?? "(none)")</bdi></td>\
            <td>\(MoneyText.currency(change.currency))</td><td class="n">\(MoneyText.plain(change.billed.before))</td>\
            <td class="n">\(MoneyText.plain(change.billed.after))</td><td class="n">\
            <span class="delta \(Self.direction(change.billed))">\(MoneyText.signed(change.billed.difference))\
            </span></td>\
            <td class="n">\(MoneyText.signed(change.effective.difference))</td>\
            <td class="n">\(change.rowsBefore) → \(change.rowsAfter)</td></tr>
            """
        }
        let count = section.changes.count
        let link = Link(
            "/api/v1/diff",
            [
                ("source", compared.key.source), ("export", compared.key.export),
                ("period", compared.key.period.description), ("from", String(compared.before.number)),
                ("to", String(compared.after.number)),
            ])
        let more: HTML =
            count > Self.rowsMax
            ? "<p class=\"more\">The first \(Self.rowsMax) of \(count); <a href=\"\(link.text)\">all as JSON</a>.</p>"
            : ""
        return """
            <section class="card"><h2>\(title)</h2><div class="scroll"><table><thead><tr>\
            <th>\(section.dimension.rawValue)</th><th>Currency</th><th class="n">Billed before</th>\
            <th class="n">After</th><th class="n">Difference</th><th class="n">Effective difference</th>\
            <th class="n">Rows</th></tr></thead><tbody>\(rows)</tbody></table>\
            </div>\(more)</section>
            """
    }
}
