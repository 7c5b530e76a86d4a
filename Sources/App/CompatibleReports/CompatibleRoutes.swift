import BillingModel
import Reporting
import Serving

/// Reports in the shape of Koku's API, so that its clients can read a lake: docs/koku.md lists what is different.
package enum CompatibleRoutes {
    static let root = "/api/cost-management/v1"

    package static let all =
        ReportProvider.all.flatMap { provider in
            ReportKind.allCases.map { report(provider, $0) } + [tags(provider), forecast(provider)]
                + provider.resourceTypes.map { resourceTypes(provider, $0.name, $0.dimension) }
        }

    private static let filters = [
        Parameter(
            "filter", .family,
            "resolution, time_scope_units, time_scope_value, limit, or a dimension: text that it has in it, "
                + "exact:DIMENSION, and:DIMENSION, or:DIMENSION, tag:KEY."),
        Parameter("exclude", .family, "A dimension: text that it has not in it, or exact:DIMENSION."),
        Parameter("start_date", .text, "First day of usage."), Parameter("end_date", .text, "Last day of usage."),
        Parameter("currency", .text, "Needed where there are several: they are not added."),
        Parameter("cost_type", .text, "unblended_cost (billed), calculated_amortized_cost (effective)."),
    ]
    private static let pages = [
        Parameter("limit", .number(0...1000), "Items of a page, 0 for all. Default: 100."),
        Parameter("offset", .number(0...1_000_000), "Items before the page."),
    ]

    private static func report(_ provider: ReportProvider, _ kind: ReportKind) -> Route {
        let path = "\(root)/reports/\(provider.name)/\(kind.rawValue)/"
        return Route(
            path, "Koku's report of \(kind.rawValue).",
            parameters: filters + pages + [
                Parameter("group_by", .family, "Up to three dimensions: DIMENSION or tag:KEY, * or a text."),
                Parameter("order_by", .family, "cost, delta or a dimension that is grouped by: asc or desc."),
                Parameter("delta", .choice(["cost", "cost_total"]), "Compare with the time before, like for like."),
            ], kinds: [.json], audience: .limited,
            handler: .lake { arguments, state in
                let reply = try await ReportReply(try await ReportAsk(provider, kind, arguments, state), state)
                return Content(.json, reply.json(path, query: arguments.items))
            })
    }

    private static func forecast(_ provider: ReportProvider) -> Route {
        let path = "\(root)/forecasts/\(provider.name)/costs/"
        return Route(
            path, "Koku's forecast to the end of the month.", parameters: filters, kinds: [.json], audience: .limited,
            handler: .lake { arguments, state in
                let ask = try await ReportAsk(provider, .costs, arguments, state)
                return Content(.json, try await ForecastReply(ask, state).json)
            })
    }

    private static func tags(_ provider: ReportProvider) -> Route {
        let path = "\(root)/tags/\(provider.name)/"
        return Route(
            path, "Koku's list of tags.",
            parameters: filters + pages + [
                Parameter("key_only", .choice(["true", "false"]), "Only keys. Default: false.")
            ], kinds: [.json], audience: .limited,
            handler: .lake { arguments, state in
                let ask = try await ReportAsk(provider, .costs, arguments, state)
                let keys = try await ask.report.tagKeys(on: state.session).map(\.key).sorted()
                let isShort = try arguments.one("key_only") == "true"
                let values = isShort ? [:] : try await ask.report.tagValues(on: state.session)
                let items = keys.map { key in
                    isShort
                        ? JSONText.string(key)
                        : JSONText.object([
                            ("key", JSONText.string(key)),
                            ("values", JSONText.array((values[key] ?? []).map { JSONText.string($0) })),
                            ("enabled", "true"),
                        ])
                }
                return try list(items, path, arguments)
            })
    }

    private static func resourceTypes(_ provider: ReportProvider, _ name: String, _ dimension: String) -> Route {
        let path = "\(root)/resource-types/\(name)/"
        return Route(
            path, "Koku's list of \(name).", parameters: pages + [Parameter("search", .text, "Text in the value.")],
            kinds: [.json], audience: .limited,
            handler: .lake { arguments, state in
                guard let column = provider.dimension(dimension)?.column else { throw Problem(404, "no such list") }
                let search = try arguments.one("search").map {
                    [try CostReport.Filter(column, $0, match: .contains, role: .required)]
                }
                let report = try CostReport(dimensions: [column], conditions: [provider.rows] + (search ?? []))
                let rows = try await report.run(on: state.session, rowsMax: LakeState.rowsMax).rows
                let items = Set(rows.compactMap { $0.values.first ?? nil }).sorted().map {
                    JSONText.object([("value", JSONText.string($0))])
                }
                return try list(items, path, arguments)
            })
    }

    private static func list(_ items: [String], _ path: String, _ arguments: Arguments) throws -> Content {
        let asked = try arguments.number("limit", in: 0...1000) ?? 100
        let offset = try arguments.number("offset", in: 0...1_000_000) ?? 0
        let size = asked == 0 ? max(1, items.count) : asked
        let links = ReportLinks(path: path, query: arguments.items, count: items.count, size: size, offset: offset)
        let shown = Array(items.dropFirst(offset).prefix(size))
        let meta = JSONText.object([("count", String(items.count))])
        return Content(
            .json, JSONText.object([("meta", meta), ("links", links.json), ("data", JSONText.lines(shown))]) + "\n")
    }
}
