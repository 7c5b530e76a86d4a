import BillingModel
import Reporting

/// Any question about cost as a page: the chart, the table, the same as CSV and JSON, all in the address.
struct ExplorePage {
    let form: ExploreForm
    let reply: CostReply
    let tagKeys: [String]
    let frame: PageFrame

    private static let rowsMax = 200

    private var ask: CostAsk { reply.ask }
    private var link: Link { Link("/explore", items: form.items) }
    private var names: [String] { ask.report.dimensions.map(\.name) }

    var html: HTML {
        let sections = reply.result.totals.map(section)
        let body: HTML =
            sections.isEmpty
            ? "<section class=\"card\"><p>No cost agrees with this.</p></section>" : "\(sections)"
        return Layout(title: "Explore", path: "/explore", frame: frame).page(
            """
            <div class="head"><div><h1>Explore</h1>
            <p>\(ask.report.measure.title), \(DayText.range(ask.report.range))</p>\
            </div><p class="noprint"><a href="\(api("csv"))">CSV</a> · <a href="\(api("json"))">JSON</a></p></div>
            <section class="card">\(form.html(ask, tagKeys: tagKeys))\(chips)</section>\(body)
            """)
    }

    /// The same question to the API.
    private func api(_ format: String) -> String {
        var items = form.items
        if !items.contains(where: { ["time", "from", "to"].contains($0.name) }) {
            items.append(QueryItem("time", TimeScope.monthToDate.rawValue))
        }
        return Link("/api/v1/costs", items: items).setting("format", format).text
    }

    private var chips: HTML {
        let items = form.filters.map { filter -> HTML in
            let rest = link.without(filter.item).text
            return "<li>\(filter.text)<a href=\"\(rest)\" aria-label=\"Take this filter away\">×</a></li>"
        }
        return items.isEmpty ? "" : "<ul class=\"chips\" aria-label=\"Filters\">\(items)</ul>"
    }

    /// One currency.
    private func section(_ total: CostReportResult.Total) -> HTML {
        let lines = reply.lines.filter { $0.row.currency == total.currency }
        let code = MoneyText.currency(total.currency)
        let chart = BucketStacks(lines, result: reply.result, currency: total.currency, items: form.items, frame: frame)
        let drawn: HTML = ask.resolution == .total ? "" : "\(chart.chart.svg)\(chart.chart.legend)"
        let unknown: HTML =
            total.rowsUnknown > 0
            ? "<p class=\"quiet\">\(total.rowsUnknown) of \(total.rows) charges have no known cost of this kind.</p>"
            : ""
        let more: HTML =
            lines.count > Self.rowsMax
            ? "<p class=\"quiet\">The first \(Self.rowsMax) of \(lines.count) rows; the CSV has all of them.</p>" : ""
        return """
            <section class="card"><h2>\(code) <span class="quiet">\(MoneyText.plain(total.amount))</span></h2>\
            \(drawn)\(table(lines, total))\(more)\(unknown)</section>
            """
    }

    private func table(_ lines: [CostReply.Line], _ total: CostReportResult.Total) -> HTML {
        if ask.resolution != .total, Set(lines.map(\.row.bucket)).count <= PivotTable.bucketsMax {
            let narrowed = { (at: Int, label: String) in link.adding("filter[\(names[at])]", label).text }
            return PivotTable(names: names, lines: lines, total: total, link: narrowed).html(rowsMax: Self.rowsMax)
        }
        let hasBucket = ask.resolution != .total
        let hasChange = reply.before != nil && !hasBucket
        let largest = lines.compactMap(\.row.amount).max { $0.units.magnitude < $1.units.magnitude } ?? .zero
        let bucketHead: HTML = hasBucket ? "<th>\(ask.resolution == .daily ? "Day" : "Month")</th>" : ""
        let changeHead: HTML = hasChange ? "<th class=\"n\">Then</th><th class=\"n\">Change</th>" : ""
        let rows = lines.prefix(Self.rowsMax).map { line -> HTML in
            let bucket: HTML = hasBucket ? "<td>\(line.row.bucket ?? "(unknown)")</td>" : ""
            let cells = line.labels.enumerated().map { at, label in cell(label, at, line.row) }
            return """
                <tr>\(bucket)\(cells)\(ShareBar.cell(line.row.amount, of: largest, colour: line.row.isRest ? 6 : 0))\
                <td class="n">\(MoneyText.plain(line.row.amount))</td>\(hasChange ? change(line.change) : "")</tr>
                """
        }
        // The bars' column has a cell of its own, since narrow screens leave it out.
        let columns = names.count + (hasBucket ? 1 : 0)
        let label: HTML = columns == 0 ? "" : "<td colspan=\"\(columns)\">Total</td>"
        let sum: HTML = hasChange ? change(reply.before?.change(total)) : ""
        return """
            <div class="scroll"><table><thead><tr>\(bucketHead)\(names.map { "<th><bdi>\($0)</bdi></th>" as HTML })\
            <th class="bar"></th><th class="n">\(MoneyText.currency(total.currency))</th>\(changeHead)</tr></thead>
            <tbody>\(rows)</tbody><tfoot><tr>\(label)<td class="bar">\(columns == 0 ? "Total" : "")</td>\
            <td class="n">\(MoneyText.plain(total.amount))</td>\(sum)</tr></tfoot></table></div>
            """
    }

    /// Leads to the same question about this value only.
    private func cell(_ label: String, _ at: Int, _ row: CostReportResult.Row) -> HTML {
        guard !row.isRest else { return "<td class=\"name\"><bdi>\(label)</bdi></td>" }
        let narrowed = link.adding("filter[\(names[at])]", label).text
        return "<td class=\"name\"><a href=\"\(narrowed)\"><bdi>\(label)</bdi></a></td>"
    }

    private func change(_ change: LikeForLike.Change?) -> HTML {
        guard let change else { return "<td></td><td></td>" }
        let text = change.percent.map { "\($0) %" } ?? MoneyText.plain(change.difference)
        return """
            <td class="n">\(change.previous.map { MoneyText.plain($0) } ?? "–")</td>\
            <td class="n">\(OverviewPage.delta(change.difference, text))</td>
            """
    }
}
