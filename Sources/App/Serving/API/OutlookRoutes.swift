import BillingModel
import Reporting

/// What may come, and what is out of the ordinary.
enum OutlookRoutes {
    static let all = [forecast, anomalies]

    static let forecast = Route(
        "/api/v1/forecast", "Where the month may end, with bounds that hold four months of five: an estimate.",
        parameters: CostConditions.parameters + [.measure, .asOf], kinds: [.json], audience: .limited,
        handler: .lake { arguments, state in
            let outlook = try await MonthOutlook(
                asOf: try CostAsk.asOf(arguments, state), measure: try arguments.choice("measure", or: .billed),
                conditions: try CostConditions.read(arguments, state), on: state.session)
            return Content(.json, outlook.json(state.versions))
        })

    static let anomalies = Route(
        "/api/v1/anomalies", "Days on which a service cost much more or less than it usually does.",
        parameters: CostConditions.parameters + [
            .measure, .asOf, Parameter("days", .number(1...92), "How many days are looked at. Default: 14."),
            Parameter("group_by", .text, "Default: service."),
        ], kinds: [.json], audience: .limited,
        handler: .lake { arguments, state in
            let name = try arguments.one("group_by") ?? "service"
            _ = try arguments.reading("group_by") { try ReportDimension(name, attributes: state.attributes) }
            let found = try await AnomalyList(
                by: name, asOf: try CostAsk.asOf(arguments, state),
                days: try arguments.number("days", in: 1...92) ?? 14,
                measure: try arguments.choice("measure", or: .billed),
                conditions: try CostConditions.read(arguments, state), attributes: state.attributes,
                on: state.session)
            return Content(.json, found.json(state.versions))
        })
}
