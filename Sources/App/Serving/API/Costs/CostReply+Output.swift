import BillingModel
import Reporting

extension CostReply {
    private var names: [String] { ask.report.dimensions.map(\.name) }

    /// Amounts are strings, an unknown one null.
    func json(_ versions: LakeVersions, page: Page) -> String {
        let rows = page.rows(lines).map { line in
            var members: [(String, String)] = []
            if ask.resolution != .total { members.append(("date", JSONText.string(line.row.bucket))) }
            members += [
                ("group", JSONText.object(zip(names, line.row.values).map { ($0, JSONText.string($1)) })),
                ("currency", JSONText.string(line.row.currency)), ("cost", Self.amount(line.row.amount)),
                ("others", line.row.isRest ? "true" : "false"),
            ]
            return JSONText.object(members + Self.members(line.change))
        }
        let totals = result.totals.map { total in
            JSONText.object(
                [
                    ("currency", JSONText.string(total.currency)), ("cost", Self.amount(total.amount)),
                    ("rows", String(total.rows)), ("rows_unknown", String(total.rowsUnknown)),
                ] + Self.members(before?.change(total)))
        }
        return JSONText.object([
            ("meta", JSONText.object(meta(versions) + page.members(count: lines.count))),
            ("rows", JSONText.lines(rows)), ("totals", JSONText.lines(totals)),
        ]) + "\n"
    }

    private func meta(_ versions: LakeVersions) -> [(name: String, json: String)] {
        [
            ("versions", versions.json), ("as_of", JSONText.string(ask.asOf.description)),
            ("range", Self.range(ask.report.range)), ("previous", before.map { Self.range($0.range) } ?? "null"),
            ("resolution", JSONText.string(ask.resolution.rawValue)),
            ("measure", JSONText.string(ask.report.measure.rawValue)),
            ("markup", JSONText.string(ask.report.markup.rawValue)),
            ("group_by", JSONText.array(names.map { JSONText.string($0) })),
        ]
    }

    private static func range(_ range: ReportRange) -> String {
        guard let ends = range.ends else { return "null" }
        return JSONText.object([("from", JSONText.string(ends.from)), ("to", JSONText.string(ends.through))])
    }

    private static func amount(_ amount: ExactDecimal?) -> String { JSONText.string(amount?.description) }

    private static func members(_ change: LikeForLike.Change?) -> [(name: String, json: String)] {
        guard let change else { return [] }
        return [
            ("previous", amount(change.previous)), ("delta", amount(change.difference)),
            ("delta_percent", JSONText.string(change.percent)),
        ]
    }

    /// All rows, no totals: a column adds up by itself.
    var csv: String {
        let hasChanges = before != nil && ask.resolution == .total
        let header =
            (ask.resolution == .total ? [] : ["date"]) + names + ["currency", ask.report.measureName]
            + (hasChanges ? ["previous", "delta"] : [])
        return lines.reduce(into: CSVText.line(header)) { text, line in
            let bucket: [String?] = ask.resolution == .total ? [] : [line.row.bucket]
            let change = hasChanges ? [line.change?.previous?.description, line.change?.difference?.description] : []
            text += CSVText.line(bucket + line.labels + [line.row.currency, line.row.amount?.description] + change)
        }
    }
}
