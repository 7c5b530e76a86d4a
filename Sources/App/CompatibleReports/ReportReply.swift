import BillingModel
import Reporting
import Serving

/// A report's answer, in the shape that its clients read.
struct ReportReply: Sendable {
    let ask: ReportAsk
    let versions: LakeVersions
    private let result: CostReportResult
    /// What markup has added to all groups.
    private let markups: [CostReportResult.Row]
    private let usage: [CostReport.Usage]
    private let before: LikeForLike?

    init(_ ask: ReportAsk, _ state: LakeState) async throws {
        self.ask = ask
        versions = state.versions
        result = try await ask.report.run(on: state.session, rowsMax: LakeState.rowsMax)
        markups =
            ask.report.markup == .without
            ? [] : try await ask.report.ofMarkup.run(on: state.session, rowsMax: LakeState.rowsMax).rows
        usage =
            ask.kind == .costs ? [] : try await ask.report.usage(on: state.session, rowsMax: LakeState.rowsMax)
        before = ask.wantsDelta ? try await LikeForLike(ask.report, on: state.session, rowsMax: LakeState.rowsMax) : nil
    }

    private var currency: String { ask.currency ?? "" }
    private var buckets: [String] { Set(result.rows.map { $0.bucket ?? "" }).sorted() }

    func json(_ path: String, query: [QueryItem]) -> String {
        let buckets = buckets
        let size = ask.limit == 0 ? max(1, buckets.count) : ask.limit
        let shown = buckets.dropFirst(ask.offset).prefix(size)
        let links = ReportLinks(path: path, query: query, count: buckets.count, size: size, offset: ask.offset)
        return JSONText.object([
            ("meta", meta(count: buckets.count)), ("links", links.json), ("data", JSONText.lines(shown.map(data))),
        ]) + "\n"
    }

    // MARK: Meta

    private func meta(count: Int) -> String {
        let total = result.totals.first
        var totals = Self.costs(total?.amount ?? .zero, markup: Self.sum(markups.map(\.amount)), currency)
        if ask.kind != .costs { totals.append(("usage", usageJSON(usage))) }
        var members = [
            ("count", String(count)), ("currency", JSONText.string(currency)), ("total", JSONText.object(totals)),
            ("billow_versions", versions.json),
        ]
        if let change = total.flatMap({ before?.change($0) }) {
            members.append(
                (
                    "delta",
                    JSONText.object([
                        ("value", change.difference?.description ?? "null"), ("percent", change.percent ?? "null"),
                    ])
                ))
        }
        return JSONText.object(members)
    }

    /// All of it is infrastructure: nothing here is added but markup, which is part of the amount.
    static func costs(
        _ amount: ExactDecimal, markup: ExactDecimal, _ units: String
    ) -> [(name: String, json: String)] {
        func parts(_ total: ExactDecimal, _ markup: ExactDecimal) -> String {
            let raw = total.adding(markup.negated()) ?? .zero
            let parts: [(String, ExactDecimal)] = [
                ("raw", raw), ("markup", markup), ("usage", .zero), ("total", total),
            ]
            return JSONText.object(parts.map { ($0.0, value($0.1, units)) })
        }
        let whole = parts(amount, markup)
        return [("infrastructure", whole), ("supplementary", parts(.zero, .zero)), ("cost", whole)]
    }

    private static func sum(_ amounts: some Sequence<ExactDecimal?>) -> ExactDecimal {
        amounts.reduce(.zero) { sum, amount in amount.flatMap { sum.adding($0) } ?? sum }
    }

    /// A number with all its digits.
    static func value(_ amount: ExactDecimal, _ units: String) -> String {
        JSONText.object([("value", amount.description), ("units", JSONText.string(units))])
    }

    private func usageJSON(_ usage: some Sequence<CostReport.Usage>) -> String {
        let sum = usage.reduce(ExactDecimal.zero) { $0.adding($1.quantity) ?? $0 }
        return Self.value(sum, ask.kind == .storage ? "GB-Mo" : "Hrs")
    }

    // MARK: Data

    private func data(_ bucket: String) -> String {
        let rows = sorted(result.rows.filter { ($0.bucket ?? "") == bucket })
        var members = [("date", JSONText.string(bucket))]
        members.append(nested(rows, bucket: bucket, depth: 0))
        return JSONText.object(members)
    }

    /// Groups within groups; the rest's groups are all called Others.
    private func nested(
        _ rows: [CostReportResult.Row], bucket: String, depth: Int
    ) -> (String, String) {
        guard depth < ask.groups.count else {
            return ("values", JSONText.array(rows.map { value($0, bucket: bucket) }))
        }
        let group = ask.groups[depth]
        var names: [String] = []
        var members: [String: [CostReportResult.Row]] = [:]
        for row in rows {
            let name = label(row, depth)
            if members[name] == nil { names.append(name) }
            members[name, default: []].append(row)
        }
        let key = group.name.hasPrefix("tag:") ? String(group.name.dropFirst(4)) : group.name
        let items = names.map { name in
            JSONText.object([
                (key, JSONText.string(name)), nested(members[name] ?? [], bucket: bucket, depth: depth + 1),
            ])
        }
        return (group.plural, JSONText.array(items))
    }

    private func label(_ row: CostReportResult.Row, _ depth: Int) -> String {
        let name = ask.groups[depth].name
        let missing = "No-\(name.hasPrefix("tag:") ? String(name.dropFirst(4)) : name)"
        return row.isRest ? "Others" : row.values[depth] ?? missing
    }

    private func value(_ row: CostReportResult.Row, bucket: String) -> String {
        var members = [("date", JSONText.string(bucket))]
        for (depth, group) in ask.groups.enumerated() {
            let key = group.name.hasPrefix("tag:") ? String(group.name.dropFirst(4)) : group.name
            members.append((key, JSONText.string(label(row, depth))))
        }
        members += Self.costs(row.amount ?? .zero, markup: markup(of: row), currency)
        if ask.kind != .costs { members.append(("usage", usageJSON(usage(of: row)))) }
        if buckets.count == 1, let change = before?.change(row, in: result) {
            members += [
                ("delta_value", change.difference?.description ?? "null"), ("delta_percent", change.percent ?? "null"),
            ]
        }
        return JSONText.object(members)
    }

    private func markup(of row: CostReportResult.Row) -> ExactDecimal {
        let own = markups.filter { $0.bucket == row.bucket }
        guard row.isRest else { return Self.sum(own.filter { $0.values == row.values }.map(\.amount)) }
        let shown = result.rows.filter { !$0.isRest && $0.bucket == row.bucket }.map(\.values)
        return Self.sum(own.filter { !shown.contains($0.values) }.map(\.amount))
    }

    private func usage(of row: CostReportResult.Row) -> [CostReport.Usage] {
        let own = usage.filter { $0.bucket == row.bucket }
        guard row.isRest else { return own.filter { $0.values == row.values } }
        let shown = result.rows.filter { !$0.isRest && $0.bucket == row.bucket }.map(\.values)
        return own.filter { !shown.contains($0.values) }
    }

    /// By cost, largest first, unless it is asked otherwise; the rest is last.
    private func sorted(_ rows: [CostReportResult.Row]) -> [CostReportResult.Row] {
        guard let order = ask.order else { return rows }
        let depth = ask.groups.firstIndex { $0.name == order.name }
        return rows.sorted { left, right in
            if left.isRest != right.isRest { return right.isRest }
            let (first, second) = order.isAscending ? (left, right) : (right, left)
            if let depth { return label(first, depth) < label(second, depth) }
            if order.name == "delta", let before {
                let (one, other) = (before.change(first, in: result), before.change(second, in: result))
                return (one.difference ?? .zero) < (other.difference ?? .zero)
            }
            return (first.amount ?? .zero) < (second.amount ?? .zero)
        }
    }
}
