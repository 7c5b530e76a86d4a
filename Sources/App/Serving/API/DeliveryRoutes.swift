import BillingModel
import Pipeline
import Reporting

/// What was delivered, and where a number is from.
enum DeliveryRoutes {
    static let all = [runs, generations, quarantine, freshness, explain]

    private static let states = [RunReport.State.landed, .superseded, .held, .rejected].map(\.rawValue)

    static let runs = Route(
        "/api/v1/runs",
        "Every delivery: landed, superseded, and those that were held or rejected when last looked at, with why.",
        parameters: AskedMonth.parameters + [
            Parameter("state", .choice(states), "Only this state."), .pageSize, .cursor,
        ], kinds: [.json], audience: .admin,
        handler: .lake { arguments, state in
            let wanted = try AskedMonth(arguments)
            let shown = try arguments.one("state")
            if let shown, !states.contains(shown) {
                throw Problem(400, "no run of a lake is \"\(shown)\"", parameter: "state", nearest: states)
            }
            let runs = try await state.contents().runs.filter {
                wanted.contains($0.source, $0.export, $0.period) && (shown == nil || shown == $0.state.rawValue)
            }
            return try page(runs, "runs", arguments, state) { $0.json }
        })

    static let generations = Route(
        "/api/v1/generations", "Every generation of every month: what was shown when, and what still can be.",
        parameters: AskedMonth.parameters + [.pageSize, .cursor], kinds: [.json],
        handler: .lake { arguments, state in
            let wanted = try AskedMonth(arguments)
            let months = try await state.contents().months.filter {
                wanted.contains($0.key.source, $0.key.export, $0.key.period)
            }
            return try page(months.flatMap { $0.generations.reversed() }, "generations", arguments, state) {
                try $0.json()
            }
        })

    static let quarantine = Route(
        "/api/v1/quarantine", "Why rows of landed deliveries could not be read, by file, column and reason.",
        parameters: [.pageSize, .cursor], kinds: [.json], audience: .admin,
        handler: .lake { arguments, state in
            let cells = try await QuarantinedCells(on: state.session)
            return try page(cells.groups, "cells", arguments, state) { $0.json }
        })

    static let freshness = Route(
        "/api/v1/freshness",
        "For each export: its newest month, its last day of usage, when it landed, and whether it is overdue today.",
        kinds: [.json], audience: .limited,
        handler: .today { _, state, today in
            let rows = try await Freshness(state, today: today).exports.map(\.json)
            let meta = [
                ("versions", state.versions.json), ("as_of", JSONText.string(state.lastDay?.description)),
                ("today", JSONText.string(today.description)),
            ]
            return Content(
                .json, JSONText.object([("meta", JSONText.object(meta)), ("exports", JSONText.lines(rows))]) + "\n")
        })

    static let explain = Route(
        "/api/v1/explain", "From a number to its rows, deliveries and source objects.",
        parameters: Parameter.times + [
            Parameter("filter", .family, "The dimension is one of these values, exactly."),
            Parameter("rows", .number(0...1000), "How many rows are shown. Default: 10."),
        ], kinds: [.json],
        handler: .lake { arguments, state in
            let cost = try await Self.explained(arguments, state, rows: 10)
            let meta = JSONText.object([("versions", state.versions.json)])
            return Content(.json, JSONText.object([("meta", meta)] + cost.members) + "\n")
        })

    static func explained(_ arguments: Arguments, _ state: LakeState, rows: Int) async throws -> ExplainedCost {
        let asOf = try CostAsk.asOf(arguments, state)
        for (key, _) in arguments.family("filter") {
            _ = try arguments.reading("filter[\(key)]") { try ReportDimension(key, attributes: state.attributes) }
        }
        let filters = arguments.family("filter").map { (dimension: $0.key, value: $0.value) }
        let range = try CostAsk.range(arguments, asOf: asOf, standard: .all)
        let rowsMax = try arguments.number("rows", in: 0...1000) ?? rows
        let question = try arguments.reading("filter") {
            try CostQuestion(range: range, filters: filters, rowsMax: rowsMax, attributes: state.attributes)
        }
        return try ExplainedCost(
            answer: try await question.run(on: state.session), origins: try await state.contents().origins)
    }

    private static func page<Item>(
        _ items: [Item], _ name: String, _ arguments: Arguments, _ state: LakeState,
        json: (Item) throws -> String
    ) throws -> Content {
        let page = try Page(arguments, versions: state.versions)
        let meta = JSONText.object([("versions", state.versions.json)] + page.members(count: items.count))
        let rows = try page.rows(items).map(json)
        return Content(.json, JSONText.object([("meta", meta), (name, JSONText.lines(rows))]) + "\n")
    }
}
