import BillingModel
import Reporting

/// Parameters read as a question about cost.
package struct CostAsk: Sendable {
    package enum Order: String, Sendable, CaseIterable {
        case cost = "cost"
        case costAscending = "-cost"
        case name
        case nameDescending = "-name"
        case delta
        case deltaAscending = "-delta"
    }

    package enum Resolution: String, Sendable, CaseIterable {
        case total, monthly, daily

        var granularity: CostReport.Granularity {
            switch self {
            case .total: .none
            case .monthly: .month
            case .daily: .day
            }
        }
    }

    package enum Delta: String, Sendable, CaseIterable {
        case none, previous
    }

    package let report: CostReport
    package let order: Order
    package let resolution: Resolution
    package let delta: Delta
    package let asOf: ReportDay

    package static let groupsMax = 3

    package init(_ arguments: Arguments, _ state: LakeState, time: TimeScope = .all) throws {
        asOf = try Self.asOf(arguments, state)
        let groups = Self.groups(arguments.all("group_by"))
        guard groups.count <= Self.groupsMax else {
            throw Problem(
                400, "\(groups.count) dimensions are too many", parameter: "group_by",
                hint: "at most \(Self.groupsMax)")
        }
        for group in groups {
            _ = try arguments.reading("group_by") { try ReportDimension(group, attributes: state.attributes) }
        }
        resolution = try arguments.choice("resolution", or: .total)
        order = try arguments.choice("order_by", or: .cost)
        delta = try arguments.choice("delta", or: .none)
        if [.delta, .deltaAscending].contains(order), delta == .none {
            throw Problem(400, "there is no delta to order by", parameter: "order_by", hint: "add delta=previous")
        }
        report = try CostReport(
            dimensions: groups, granularity: resolution.granularity,
            range: try Self.range(arguments, asOf: asOf, standard: time),
            measure: try arguments.choice("measure", or: .billed),
            conditions: try CostConditions.read(arguments, state),
            top: try arguments.number("limit", in: 1...10_000), attributes: state.attributes,
            markup: try Self.markup(arguments, state))
    }

    private static func markup(_ arguments: Arguments, _ state: LakeState) throws -> CostReport.Markup {
        let markup = try arguments.choice("markup", or: CostReport.Markup.without)
        guard markup == .without || state.hasMarkup else {
            throw Problem(400, "no markup is configured", parameter: "markup", hint: "markup: in billow.yaml adds one")
        }
        return markup
    }

    /// `group_by=service,account`, or one at a time; a tag's key may have commas.
    private static func groups(_ values: [String]) -> [String] {
        values.flatMap { value -> [String] in
            value.lowercased().hasPrefix("tag:") ? [value] : value.split(separator: ",").map(String.init)
        }
    }

    static func asOf(_ arguments: Arguments, _ state: LakeState) throws -> ReportDay {
        guard let text = try arguments.one("as_of") else { return try state.asOf() }
        guard let day = ReportDay(text) else {
            throw Problem(400, "\"\(text)\" is no day", parameter: "as_of", hint: "write as_of=2025-10-05")
        }
        return day
    }

    static func range(_ arguments: Arguments, asOf: ReportDay, standard: TimeScope) throws -> ReportRange {
        let (from, through) = (try arguments.one("from"), try arguments.one("to"))
        guard from == nil, through == nil else {
            if try arguments.one("time") != nil {
                throw Problem(400, "a time goes without from and to", parameter: "time")
            }
            return try arguments.reading(from == nil ? "to" : "from") { try ReportRange(from: from, through: through) }
        }
        return try arguments.choice("time", or: standard).range(asOf: asOf)
    }
}

extension CostReport.Measure {
    var title: String {
        switch self {
        case .billed: "Billed cost"
        case .effective: "Effective cost"
        case .list: "List cost"
        case .contracted: "Contracted cost"
        }
    }
}
