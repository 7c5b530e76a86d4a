import BillingModel
import Pipeline
import Reporting

/// From a number to its rows, deliveries and source objects.
struct ExplainPage {
    let cost: ExplainedCost
    let items: [QueryItem]
    let frame: PageFrame

    private var filters: [HTML] {
        items.compactMap { item in
            if item.name.hasPrefix("filter["), item.name.hasSuffix("]") {
                let key = String(item.name.dropFirst(7).dropLast())
                return "<li><bdi>\(key)</bdi> is <strong><bdi>\(item.value)</bdi></strong></li>"
            }
            return ["from", "to", "time"].contains(item.name)
                ? "<li>\(item.name) <strong>\(item.value)</strong></li>" : nil
        }
    }

    var html: HTML {
        let figures = cost.answer.totals.sorted { $0.key < $1.key }.map { currency, sum -> HTML in
            """
            <section class="card figure"><p class="label">Billed, \(sum.rows) charges</p>
            <p class="value">\(MoneyText.plain(sum.billed)) <span class="unit">\(currency)</span></p>
            <p class="note">exactly <code>\(sum.billed.description)</code>; \
            effective \(MoneyText.plain(sum.effective))</p></section>
            """
        }
        let asked: HTML = filters.isEmpty ? "" : "<ul class=\"chips\">\(filters)</ul>"
        return Layout(title: "Explain", path: "/explain", frame: frame).page(
            """
            <div class="head"><div><h1>Explain</h1><p>What a number is made of: its parts add up to it, to the last \
            digit.</p></div></div>\(asked.text.isEmpty ? "" : "<section class=\"card\">\(asked)</section>" as HTML)
            <div class="grid">\(figures)</div>\(rows)\(objects)\(deliveries)
            """)
    }

    /// What tells most stands first.
    private static let columns: [(name: String, title: String)] = [
        ("BilledCost", "Billed"), ("EffectiveCost", "Effective"), ("BillingCurrency", "Currency"),
        ("ChargePeriodStart", "Start (UTC)"), ("ServiceName", "Service"), ("ChargeCategory", "Category"),
        ("SubAccountId", "Account"), ("RegionId", "Region"), ("ResourceId", "Resource"),
        ("ChargeDescription", "Description"),
    ]

    private var rows: HTML {
        let places = Self.columns.map { column in CostAnswer.rowColumns.firstIndex(of: column.name) }
        let body = cost.answer.rows.map { row -> HTML in
            let cells = zip(Self.columns, places).map { column, place in
                Self.cell(column.name, place.flatMap { row.cells[$0] })
            }
            let file = row.object.path.split(separator: "/").last.map(String.init) ?? ""
            return "<tr><td class=\"day\" title=\"\(row.object.path)\">\(file):\(row.number)</td>\(cells)</tr>"
        }
        let head = Self.columns.map { column -> HTML in
            column.name.hasSuffix("Cost") ? "<th class=\"n\">\(column.title)</th>" : "<th>\(column.title)</th>"
        }
        return """
            <section class="card"><h2>First rows</h2><div class="scroll"><table><thead><tr><th>File and row</th>\
            \(head)</tr></thead><tbody>\(body)</tbody></table></div></section>
            """
    }

    private static func cell(_ column: String, _ text: String?) -> HTML {
        guard let text else { return "<td>–</td>" }
        switch column {
        case "BilledCost", "EffectiveCost": return "<td class=\"n\">\(trimmed(text))</td>"
        case "ChargePeriodStart": return "<td class=\"day\">\(String(text.prefix(16)))</td>"
        case "ResourceId", "ChargeDescription": return "<td class=\"long\"><bdi>\(text)</bdi></td>"
        default: return "<td><bdi>\(text)</bdi></td>"
        }
    }

    /// Without zeros that say nothing.
    private static func trimmed(_ amount: String) -> String {
        guard amount.contains(".") else { return amount }
        var text = Substring(amount)
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? "\(text)0" : String(text)
    }

    private var objects: HTML {
        let body = cost.objects.map { object -> HTML in
            """
            <tr><td class="name"><code>\(object.id.path)</code><br><span class="quiet">\(object.origin?.location ?? "")\
            </span></td><td class="n">\(object.origin.map { String($0.sizeBytes) } ?? "–")</td>\
            <td><code>\(String((object.origin?.sha256 ?? "–").prefix(16)))</code></td>\
            <td class="name">\(ExplainedCost.numbers(object.numbers, max: 6))</td>\
            <td class="n">\(Self.billed(object.sums))</td></tr>
            """
        }
        return """
            <section class="card"><h2>Source objects</h2><div class="scroll"><table><thead><tr><th>Object</th>\
            <th class="n">Bytes</th><th>SHA-256</th><th>Rows</th><th class="n">Billed</th></tr></thead>\
            <tbody>\(body)</tbody></table></div></section>
            """
    }

    private var deliveries: HTML {
        let body = cost.deliveries.map { delivery -> HTML in
            """
            <tr><td>\(delivery.id.period.description)</td><td>\(delivery.id.source)</td>\
            <td class="name"><bdi>\(delivery.id.export)</bdi></td><td class="name"><code>\(delivery.id.run)</code></td>\
            <td>#\(delivery.generation)</td>\
            <td>\(delivery.origin.map { UTCText.second($0.landedMillis) } ?? "–")</td>\
            <td class="n">\(Self.billed(delivery.sums))</td></tr>
            """
        }
        return """
            <section class="card"><h2>Deliveries</h2><div class="scroll"><table><thead><tr><th>Month</th>\
            <th>Source</th><th>Export</th><th>Run</th><th>Generation</th><th>Landed (UTC)</th>\
            <th class="n">Billed</th></tr></thead><tbody>\(body)</tbody></table></div></section>
            """
    }

    private static func billed(_ sums: [String: CostAnswer.Sum]) -> String {
        sums.sorted { $0.key < $1.key }.map { "\(MoneyText.plain($0.value.billed)) \($0.key)" }
            .joined(separator: ", ")
    }
}
