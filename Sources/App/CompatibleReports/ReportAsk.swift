import BillingModel
import Reporting
import SQLEngine
import Serving

/// The parameters of a report, read.
struct ReportAsk: Sendable {
    let provider: ReportProvider
    let kind: ReportKind
    let groups: [ReportProvider.Dimension]
    let report: CostReport
    let wantsDelta: Bool
    let order: (name: String, isAscending: Bool)?
    let limit: Int
    let offset: Int
    let currency: String?

    private static let groupsMax = 3

    init(_ provider: ReportProvider, _ kind: ReportKind, _ arguments: Arguments, _ state: LakeState) async throws {
        self.provider = provider
        self.kind = kind
        var groups = try Self.groups(provider, arguments)
        if groups.isEmpty, kind == .instanceTypes { groups = [provider.dimension("instance_type")].compactMap { $0 } }
        self.groups = groups
        wantsDelta = try Self.delta(arguments)
        order = try Self.order(arguments, groups, hasDelta: wantsDelta)
        limit = try arguments.number("limit", in: 0...1000) ?? 100
        offset = try arguments.number("offset", in: 0...1_000_000) ?? 0
        let time = try ReportTime(arguments, asOf: try state.asOf())
        let filters = try ReportFilters.read(arguments, provider) + kind.conditions + [provider.rows]
        let measure = try Self.measure(arguments)
        currency = try await Self.currency(
            arguments, try CostReport(range: time.range, measure: measure, conditions: filters), state.session)
        let only = currency.map { [CostReport.Filter(.column("BillingCurrency"), $0, role: .required)] } ?? []
        let top = try Self.top(arguments, hasGroups: !groups.isEmpty)
        report = try CostReport(
            dimensions: groups.map(\.column), granularity: time.isDaily ? .day : .month, range: time.range,
            measure: measure, conditions: filters + only, top: top, markup: state.hasMarkup ? .with : .without)
    }

    private static func groups(
        _ provider: ReportProvider, _ arguments: Arguments
    ) throws -> [ReportProvider.Dimension] {
        var groups: [ReportProvider.Dimension] = []
        for (key, _) in arguments.family("group_by") {
            let dimension = try ReportFilters.dimension(key, of: provider, parameter: "group_by")
            if !groups.contains(where: { $0.name == dimension.name }) { groups.append(dimension) }
        }
        guard groups.count <= groupsMax else {
            throw Problem(400, "\(groups.count) dimensions are too many", parameter: "group_by", hint: "at most 3")
        }
        return groups
    }

    private static func delta(_ arguments: Arguments) throws -> Bool {
        guard let delta = try arguments.one("delta") else { return false }
        guard ["cost", "cost_total"].contains(delta) else {
            throw Problem(400, "there is no delta of \"\(delta)\"", parameter: "delta", nearest: ["cost"])
        }
        if try arguments.one("start_date") != nil {
            throw Problem(400, "a delta goes without start_date and end_date", parameter: "delta")
        }
        return true
    }

    private static func order(
        _ arguments: Arguments, _ groups: [ReportProvider.Dimension], hasDelta: Bool
    ) throws -> (name: String, isAscending: Bool)? {
        guard let (key, value) = arguments.family("order_by").first else { return nil }
        let known = ["cost", "cost_total"] + (hasDelta ? ["delta"] : []) + groups.map(\.name)
        guard known.contains(key) else {
            throw Problem(
                400, "there is nothing to order by called \"\(key)\"", parameter: "order_by[\(key)]",
                hint: "known are \(known.joined(separator: ", ")); a dimension must be grouped by")
        }
        guard ["asc", "desc"].contains(value) else {
            throw Problem(400, "\"\(value)\" is no order", parameter: "order_by[\(key)]", nearest: ["asc", "desc"])
        }
        return (key, value == "asc")
    }

    private static func measure(_ arguments: Arguments) throws -> CostReport.Measure {
        let known = [
            "unblended_cost": CostReport.Measure.billed, "savingsplan_effective_cost": .effective,
            "calculated_amortized_cost": .effective,
        ]
        guard let type = try arguments.one("cost_type") else { return .billed }
        guard let measure = known[type] else {
            throw Problem(
                400, "there is no cost_type \"\(type)\"", parameter: "cost_type", nearest: known.keys.sorted())
        }
        return measure
    }

    private static func top(_ arguments: Arguments, hasGroups: Bool) throws -> Int? {
        guard let text = arguments.family("filter").last(where: { $0.key == "limit" })?.value else { return nil }
        guard let top = Int(text), top > 0, top <= 10_000 else {
            throw Problem(400, "\"\(text)\" is no limit", parameter: "filter[limit]")
        }
        guard hasGroups else { throw Problem(400, "a limit needs a group_by", parameter: "filter[limit]") }
        return top
    }

    /// The one that all rows are in, or that is named.
    private static func currency(
        _ arguments: Arguments, _ report: CostReport, _ session: any SQLSession
    ) async throws -> String? {
        let known = try await report.run(on: session).totals.compactMap(\.currency)
        guard let wanted = try arguments.one("currency") else {
            guard known.count <= 1 else {
                throw Problem(
                    400, "this was billed in \(known.joined(separator: ", ")), which are not added",
                    parameter: "currency", nearest: known, hint: "name one: currency=\(known[0])")
            }
            return known.first
        }
        guard known.isEmpty || known.contains(wanted) else {
            throw Problem(400, "nothing was billed in \(wanted)", parameter: "currency", nearest: known)
        }
        return wanted
    }
}
