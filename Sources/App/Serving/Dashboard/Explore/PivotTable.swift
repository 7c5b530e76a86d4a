import BillingModel
import Reporting

/// Groups against months or days, as long as these fit beside each other.
struct PivotTable {
    let names: [String]
    let lines: [CostReply.Line]
    let total: CostReportResult.Total
    /// Where a group's value leads to.
    let link: (_ at: Int, _ label: String) -> String

    static let bucketsMax = 12

    private struct Group {
        let labels: [String]
        let isRest: Bool
        var amounts: [String: ExactDecimal] = [:]

        var sum: ExactDecimal { amounts.values.reduce(.zero) { $0.adding($1) ?? $0 } }
    }

    private var buckets: [String] { Set(lines.map { $0.row.bucket ?? "" }).sorted() }

    /// Largest first, the rest last.
    private var groups: [Group] {
        var groups: [[String]: Group] = [:]
        for line in lines {
            let key = line.row.isRest ? [] : line.labels + [""]
            var group = groups[key] ?? Group(labels: line.labels, isRest: line.row.isRest)
            let bucket = line.row.bucket ?? ""
            if let amount = line.row.amount {
                group.amounts[bucket] = (group.amounts[bucket] ?? .zero).adding(amount)
            }
            groups[key] = group
        }
        return groups.values.map { (group: $0, sum: $0.sum) }.sorted { left, right in
            if left.group.isRest != right.group.isRest { return right.group.isRest }
            if left.sum != right.sum { return left.sum > right.sum }
            return left.group.labels.lexicographicallyPrecedes(right.group.labels)
        }.map { $0.group }
    }

    func html(rowsMax: Int) -> HTML {
        let (buckets, groups) = (buckets, groups)
        let head = buckets.map { "<th class=\"n\">\(BucketStacks.label($0))</th>" as HTML }
        let rows = groups.prefix(rowsMax).map { group -> HTML in
            let cells = group.labels.enumerated().map { at, label -> HTML in
                group.isRest
                    ? "<td class=\"name\">\(label)</td>"
                    : "<td class=\"name\"><a href=\"\(link(at, label))\"><bdi>\(label)</bdi></a></td>"
            }
            let amounts = buckets.map { bucket -> HTML in
                "<td class=\"n\">\(group.amounts[bucket].map { MoneyText.plain($0) } ?? "–")</td>"
            }
            return "<tr>\(cells)\(amounts)<td class=\"n\"><strong>\(MoneyText.plain(group.sum))</strong></td></tr>"
        }
        let sums = buckets.map { bucket -> HTML in
            let sum = groups.compactMap { $0.amounts[bucket] }.reduce(ExactDecimal.zero) { $0.adding($1) ?? $0 }
            return "<td class=\"n\">\(MoneyText.plain(sum))</td>"
        }
        let label: HTML = names.isEmpty ? "" : "<td colspan=\"\(names.count)\">Total</td>"
        return """
            <div class="scroll"><table><thead><tr>\(names.map { "<th><bdi>\($0)</bdi></th>" as HTML })\(head)\
            <th class="n">\(MoneyText.currency(total.currency))</th></tr></thead><tbody>\(rows)</tbody>
            <tfoot><tr>\(label)\(sums)<td class="n">\(MoneyText.plain(total.amount))</td></tr></tfoot></table></div>
            """
    }
}
