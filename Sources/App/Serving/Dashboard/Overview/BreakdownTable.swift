import BillingModel
import Reporting

/// The largest groups of a dimension, with bars and deltas.
struct BreakdownTable {
    let breakdown: Overview.Breakdown
    let page: Overview

    var html: HTML {
        let result = breakdown.result
        let largest = result.rows.compactMap(\.amount).max { $0.units.magnitude < $1.units.magnitude } ?? .zero
        let rows = result.rows.map { row -> HTML in
            let label = result.labels(of: row).first ?? ""
            let change = breakdown.before?.change(row, in: result)
            let name: HTML =
                row.isRest
                ? "<bdi>\(label)</bdi>" : "<a href=\"\(link(label))\"><bdi>\(label)</bdi></a>"
            return """
                <tr><td class="name">\(name)</td>\(ShareBar.cell(row.amount, of: largest, colour: row.isRest ? 6 : 0))\
                <td class="n">\(MoneyText.plain(row.amount))</td>\
                <td class="n">\(delta(change))</td></tr>
                """
        }
        return """
            <section class="card"><h2>\(breakdown.title)</h2><div class="scroll"><table><thead><tr>\
            <th>\(String(breakdown.title.dropLast()))</th><th class="bar"></th>\
            <th class="n">\(MoneyText.currency(page.currency))</th><th class="n">Change</th></tr></thead>\
            <tbody>\(rows)</tbody></table></div><p class="more"><a href="\(all)">All of them</a></p></section>
            """
    }

    private func delta(_ change: LikeForLike.Change?) -> HTML {
        guard let change else { return "" }
        guard let percent = change.percent else {
            return change.previous == nil ? "<span class=\"pill\">new</span>" : ""
        }
        return OverviewPage.delta(change.difference, "\(percent) %")
    }

    private var items: [QueryItem] {
        let time = page.range.ends.map { [QueryItem("from", $0.from), QueryItem("to", $0.through)] } ?? []
        return time + (page.currency.map { [QueryItem("filter[currency]", $0)] } ?? [])
    }

    /// What the group is made of.
    private func link(_ label: String) -> String {
        let inner = breakdown.dimension == "service" ? "account" : "service"
        return Link("/explore", items: items).adding("filter[\(breakdown.dimension)]", label)
            .adding("group_by", inner).text
    }

    private var all: String { Link("/explore", items: items).adding("group_by", breakdown.dimension).text }
}
