import BillingModel
import Reporting

/// Which tag keys there are, and how much of the cost has them.
struct TagsPage {
    let coverage: TagCoverage
    let items: [QueryItem]
    /// Nil for those who are not told.
    let rules: TagRules?
    let frame: PageFrame

    private static let keysMax = 100

    var html: HTML {
        let sections = coverage.totals.map(section)
        let body: HTML =
            sections.isEmpty
            ? "<section class=\"card\"><p>There is no cost in this time.</p></section>" : "\(sections)"
        return Layout(title: "Tags", path: "/tags", frame: frame).page(
            """
            <div class="head"><div><h1>Tags</h1><p>How much of the cost has each key, \
            \(DayText.range(coverage.range))</p></div></div>\(body)\(rules.map { TagMapping(rules: $0).html })
            """)
    }

    private func section(_ total: CostReportResult.Total) -> HTML {
        let keys = coverage.keys.filter { $0.currency == total.currency }
        let rows = keys.prefix(Self.keysMax).map(row)
        return """
            <section class="card"><h2>\(MoneyText.currency(total.currency)) \
            <span class="quiet">\(MoneyText.plain(total.amount))</span></h2><div class="scroll"><table><thead><tr>\
            <th>Key</th><th class="n">Values</th><th class="bar"></th><th class="n">Covered</th>\
            <th class="n">Tagged</th><th class="n">Untagged</th></tr></thead><tbody>\(rows)</tbody></table></div>\
            </section>
            """
    }

    private func row(_ key: TagCoverage.Key) -> HTML {
        let time = items.filter { ["time", "from", "to", "as_of"].contains($0.name) }
        let kept = time.isEmpty ? [QueryItem("time", TimeScope.monthToDate.rawValue)] : time
        let only = key.currency.map { [QueryItem("filter[currency]", $0)] } ?? []
        let link = Link("/explore", items: kept + only)
        let untagged = link.adding("group_by", "service").adding("filter[tag:\(key.key)]", "(untagged)").text
        let tagged = link.adding("group_by", "tag:\(key.key)").text
        return """
            <tr><td class="name"><a href="\(tagged)"><bdi>\(key.key)</bdi></a></td>\
            <td class="n">\(key.values)</td>\(ShareBar.cell(key.tagged, of: key.total, colour: 2))\
            <td class="n">\(key.percent) %</td><td class="n">\(MoneyText.plain(key.tagged))</td>\
            <td class="n"><a href="\(untagged)">\(MoneyText.plain(key.untagged))</a></td></tr>
            """
    }
}
