import Reporting

/// Parameters that several routes have.
extension Parameter {
    static let asOf = Parameter(
        "as_of", .text, "The day that times end with, 2025-10-05. Default: the last day of which the lake has usage.")
    static let measure = Parameter(
        "measure", .choice(CostReport.Measure.allCases.map(\.rawValue)), "Which cost. Default: billed.")
    static let markup = Parameter(
        "markup", .choice(CostReport.Markup.allCases.map(\.rawValue)),
        "Costs without or with the configuration's markup, or it alone. Default: without.")
    static let format = Parameter(
        "format", .choice([Format.json, .csv].map(\.rawValue)), "Default: json, or what the header Accept asks for.")
    static let costsFormat = Parameter(
        "format", .choice(Format.allCases.map(\.rawValue)), "Default: json, or what the header Accept asks for.")
    static let pageSize = Parameter("page_size", .number(1...10_000), "Rows of a page. Default: 1000.")
    static let cursor = Parameter("cursor", .text, "Where the page begins: next_cursor of the page before.")

    static let times = [
        Parameter(
            "time", .choice(TimeScope.allCases.map(\.rawValue)),
            "A time that ends with as_of; months are billing periods and whole."),
        Parameter("from", .text, "First month (2025-10, a billing period) or day of usage (2025-10-05)."),
        Parameter("to", .text, "Last month or day, inclusive."),
        asOf,
    ]

    static let costs =
        times + CostConditions.parameters + [
            Parameter(
                "group_by", .list,
                "Up to three dimensions: service, account, region, provider, any column of daily, tag:KEY."),
            Parameter("resolution", .choice(CostAsk.Resolution.allCases.map(\.rawValue)), "Default: total."),
            measure, markup,
            Parameter(
                "limit", .number(1...10_000),
                "Keep so many groups of each currency, by the size of their cost; the rest is Others."),
            Parameter(
                "order_by", .choice(CostAsk.Order.allCases.map(\.rawValue)),
                "Order of the groups in their currency and date; Others are last. Default: cost, largest first."),
            Parameter(
                "delta", .choice(CostAsk.Delta.allCases.map(\.rawValue)),
                "previous: compare with the time before, like for like."),
        ]

    static let filters = CostConditions.parameters
}

package enum Format: String, Sendable, CaseIterable {
    case json, csv, parquet

    /// - Parameter known: What the address can answer with, besides JSON.
    static func asked(_ arguments: Arguments, known: [Format] = [.csv]) throws -> Format {
        let wanted = arguments.wants.flatMap { known.contains($0) ? $0 : nil }
        let format = try arguments.choice("format", or: wanted ?? .json)
        guard format == .json || known.contains(format) else {
            throw Problem(
                400, "\"format\" cannot be \"\(format.rawValue)\"", parameter: "format",
                hint: "known are \(([.json] + known).map(\.rawValue).joined(separator: ", "))")
        }
        return format
    }
}
