import BillingModel
import Reporting

/// What commitment discounts were used for, and whether they paid.
struct CommitmentsPage {
    let report: CommitmentReport
    let frame: PageFrame

    private static let usesMax = 100

    var html: HTML {
        let sections = report.totals.map(section)
        let none: HTML = """
            <section class="card"><p>No charge in this time names a commitment: there is none, or its source does not \
            tell.</p></section>
            """
        let body: HTML = sections.isEmpty ? none : "\(sections)\(legend)"
        return Layout(title: "Commitments", path: "/commitments", frame: frame).page(
            """
            <div class="head"><div><h1>Commitments</h1><p>Savings plans, reservations and committed use, \
            \(DayText.range(report.range))</p></div></div>\(body)
            """)
    }

    private func section(_ total: CommitmentUse) -> HTML {
        let uses = report.uses.filter { $0.currency == total.currency }
        let largest = uses.compactMap(\.amounts.cost).max { $0.units.magnitude < $1.units.magnitude } ?? .zero
        let rows = uses.prefix(Self.usesMax).map { row($0, largest: largest) }
        let more: HTML =
            uses.count > Self.usesMax
            ? """
            <p class="more">The most costly \(Self.usesMax) of \(uses.count); \
            <a href="/api/v1/commitments">all as JSON</a>.</p>
            """ : ""
        return """
            <h2>\(MoneyText.currency(total.currency))</h2><div class="grid">\(figures(total))</div>
            <section class="card"><div class="scroll"><table><thead><tr>\
            <th>Commitment</th><th>Kind</th><th class="bar">Used and unused</th><th class="n">Utilisation</th>\
            <th class="n">Used</th><th class="n">Unused</th><th class="n">Bought</th><th class="n">Saved off list</th>\
            <th class="n">Saved off contract</th></tr></thead><tbody>\(rows)</tbody></table></div>\(more)</section>
            """
    }

    private func figures(_ total: CommitmentUse) -> [HTML] {
        let amounts = total.amounts
        let currency = MoneyText.currency(total.currency)
        return [
            (
                "Utilisation", amounts.utilisation.map { "\(TenthText.percent($0)) %" } ?? "unknown", "",
                "of \(MoneyText.plain(amounts.cost)) \(currency) that commitments cost"
            ),
            ("Unused", MoneyText.plain(amounts.unused), currency, "paid for and used by nobody"),
            (
                "Saved off list prices", MoneyText.plain(amounts.savedOffList), currency,
                "what was covered would have cost \(MoneyText.plain(amounts.list))"
            ),
        ].map { label, value, unit, note in
            """
            <section class="card figure"><p class="label">\(label)</p><p class="value">\(value) \
            <span class="unit">\(unit)</span></p><p class="note">\(note)</p></section>
            """
        }
    }

    private func row(_ use: CommitmentUse, largest: ExactDecimal) -> HTML {
        let amounts = use.amounts
        let kind = [use.type, use.category].compactMap { $0 }.joined(separator: ", ")
        let link = Link(
            "/explore",
            [
                ("group_by", "service"), ("filter[CommitmentDiscountId]", use.id), ("measure", "effective"),
                ("filter[currency]", use.currency ?? "(none)"),
            ] + (report.range.ends.map { [("from", $0.from), ("to", $0.through)] } ?? [("time", "all")]))
        let id = Self.short(use.id ?? "")
        let name = use.name == nil || use.name == use.id ? id : use.name ?? id
        let more: HTML = name == id ? "" : "<br><span class=\"quiet\">\(id)</span>"
        return """
            <tr><td class="long" title="\(use.id ?? "")"><a href="\(link.text)"><bdi>\(name)</bdi></a>\(more)</td>\
            <td>\(kind.isEmpty ? "–" : kind)</td>\
            \(ShareBar.cell(parts: [amounts.used, amounts.unused], of: largest, colours: [2, 1]))\
            <td class="n">\(amounts.utilisation.map { "\(TenthText.percent($0)) %" } ?? "unknown")</td>\
            <td class="n">\(MoneyText.plain(amounts.used))</td><td class="n">\(MoneyText.plain(amounts.unused))</td>\
            <td class="n">\(MoneyText.plain(amounts.purchases))</td>\
            <td class="n">\(MoneyText.plain(amounts.savedOffList))</td>\
            <td class="n">\(MoneyText.plain(amounts.savedOffContracted))</td></tr>
            """
    }

    /// The last part of what is a path.
    private static func short(_ id: String) -> String {
        guard let at = id.lastIndex(of: "/") else { return id }
        let last = id[id.index(after: at)...]
        return last.isEmpty ? id : "…/\(last)"
    }

    private var legend: HTML {
        """
        <section class="card"><h2>How to read this</h2><p><strong>Used</strong> and <strong>unused</strong> are \
        effective costs: the share of the commitment's price that falls on this time, on what it covered and on what \
        nobody used. <strong>Bought</strong> is what was billed for commitments in this time. \
        <strong>Saved</strong> is what the covered usage would have cost at list or contracted prices, less used and \
        unused: \
        below zero, the commitment cost more than it spared. <strong>Unknown</strong> is what a \
        source does not tell: exports of actual cost say nothing of what covered usage cost, and tell zero.\
        </p></section>
        """
    }
}
