import Reporting

/// What people choose on the page Explore. It works without script: a filter that is being added comes in three fields
/// of the form, and the reply is another address, in which it is an ordinary parameter.
struct ExploreForm {
    let items: [QueryItem]

    static let fields = [
        Parameter("add_to", .text, "Of a filter to be added: the dimension."),
        Parameter("add_how", .choice(CostConditions.families.map(\.name)), "Of a filter to be added: which kind."),
        Parameter("add_value", .text, "Of a filter to be added: the value."),
    ]

    static let dimensions = [
        "service", "account", "region", "provider", "category", "source", "export", "currency", "SubAccountName",
        "BillingAccountId", "x_instance_type", "ChargeCategory", "PricingCategory", "CommitmentDiscountId",
        "CommitmentDiscountStatus", "day", "month",
    ]

    private let attributes: [String]
    private let hasMarkup: Bool

    init(_ arguments: Arguments, _ state: LakeState) throws {
        attributes = state.attributes
        hasMarkup = state.hasMarkup
        items = arguments.items.filter { !$0.value.isEmpty }
        guard let dimension = try arguments.one("add_to"), arguments.items.contains(where: { $0.name == "add_value" })
        else { return }
        _ = try arguments.reading("add_to") { try ReportDimension(dimension, attributes: attributes) }
    }

    /// Where the form leads to; nil where it is an address already.
    var canonical: Link? {
        guard items.contains(where: { $0.name.hasPrefix("add_") }) else { return nil }
        let rest = items.filter { !$0.name.hasPrefix("add_") }
        let link = Link("/explore", items: rest)
        func field(_ name: String) -> String? { items.first { $0.name == name }?.value }
        guard let dimension = field("add_to"), let value = field("add_value") else { return link }
        let how = field("add_how").flatMap { how in CostConditions.families.first { $0.name == how } }
        return link.adding("\(how?.name ?? "filter")[\(dimension)]", value)
    }

    var filters: [(item: QueryItem, text: HTML)] {
        items.compactMap { item in
            guard let bracket = item.name.firstIndex(of: "["), item.name.hasSuffix("]") else { return nil }
            guard let family = CostConditions.families.first(where: { $0.name == item.name[..<bracket] }) else {
                return nil
            }
            let key = String(item.name[bracket...].dropFirst().dropLast())
            return (item, "<bdi>\(key)</bdi> \(family.word) <strong><bdi>\(item.value)</bdi></strong>")
        }
    }

    // MARK: Fields

    func html(_ ask: CostAsk, tagKeys: [String]) -> HTML {
        let groups = ask.report.dimensions.map(Self.shortName)
        let choices = Self.dimensions + attributes + tagKeys.prefix(100).map { "tag:\($0)" }
        let groupFields = (0..<CostAsk.groupsMax).map { at -> HTML in
            let current = at < groups.count ? groups[at] : ""
            let label = at == 0 ? "Group by" : "then by"
            return Self.select(
                label, "group_by", [""] + choices + (choices.contains(current) ? [] : [current]), current)
        }
        let hidden = filters.map {
            "<input type=\"hidden\" name=\"\($0.item.name)\" value=\"\($0.item.value)\">" as HTML
        }
        func value(_ name: String) -> String { items.first { $0.name == name }?.value ?? "" }
        let hasEnds = !value("from").isEmpty || !value("to").isEmpty
        let times = TimeScope.allCases.map(\.rawValue)
        let time = hasEnds ? "" : value("time").isEmpty ? TimeScope.monthToDate.rawValue : value("time")
        let markups = CostReport.Markup.allCases.map(\.rawValue)
        let markup = hasMarkup ? Self.select("Markup", "markup", markups, ask.report.markup.rawValue) : ""
        return """
            <form class="ask" action="/explore">\(groupFields)
            \(Self.select("By", "resolution", CostAsk.Resolution.allCases.map(\.rawValue), ask.resolution.rawValue))
            \(Self.select("Time", "time", [""] + times, time))
            <label>or from<input name="from" value="\(value("from"))" size="10" title="2025-10 or 2025-10-05"></label>
            <label>to<input name="to" value="\(value("to"))" size="10" title="A month or a day, inclusive"></label>
            \(Self.select("Cost", "measure", CostReport.Measure.allCases.map(\.rawValue), ask.report.measure.rawValue))
            \(markup)<label>Largest<input name="limit" value="\(value("limit"))" size="4" inputmode="numeric"></label>
            \(Self.select("Compare", "delta", CostAsk.Delta.allCases.map(\.rawValue), ask.delta.rawValue))
            \(Self.select("Filter", "add_to", [""] + choices, ""))
            \(Self.select("how", "add_how", CostConditions.families.map(\.name), "filter"))
            <label>value<input name="add_value" size="16"></label>
            \(hidden)<button>Show</button></form>
            """
    }

    private static func shortName(_ dimension: ReportDimension) -> String {
        ReportDimension.aliases.filter { $0.value == dimension.name }.keys.sorted().first ?? dimension.name
    }

    private static func select(_ label: String, _ name: String, _ values: [String], _ current: String) -> HTML {
        let options = values.filter { !$0.isEmpty || values.first == "" }.map { value -> HTML in
            let selected: HTML = value == current ? " selected" : ""
            return "<option value=\"\(value)\"\(selected)>\(value.isEmpty ? "–" : value)</option>"
        }
        return "<label>\(label)<select name=\"\(name)\">\(options)</select></label>"
    }
}
