import BillingModel
import Columnar
import Reporting

/// What was spent, and on what.
enum CostRoutes {
    static let all = [costs, dimensions, values, tags]

    static let costs = Route(
        "/api/v1/costs", "Cost by up to three dimensions, by day or month, with Others and deltas.",
        parameters: Parameter.costs + [.pageSize, .cursor, .costsFormat], kinds: [.json, .csv, .parquet],
        audience: .limited,
        handler: .lake { arguments, state in
            let format = try Format.asked(arguments, known: [.csv, .parquet])
            let page = try Page(arguments, versions: state.versions)
            let reply = try await CostReply(try CostAsk(arguments, state), on: state.session)
            switch format {
            case .json: return Content(.json, reply.json(state.versions, page: page))
            case .csv: return Content(.csv, reply.csv)
            case .parquet: return Content(.parquet, data: try reply.parquet())
            }
        })

    static let dimensions = Route(
        "/api/v1/dimensions", "What costs can be grouped and filtered by.", kinds: [.json], audience: .limited,
        handler: .lake { _, state in
            let tagKeys = try await state.tagKeys()
            let columns = (ReportDimension.columnNames + state.attributes).map { name in
                let alias = ReportDimension.aliases.filter { $0.value == name }.keys.sorted().first
                return JSONText.object([("name", JSONText.string(name)), ("alias", JSONText.string(alias))])
            }
            return Content(
                .json,
                JSONText.object([
                    ("meta", JSONText.object([("versions", state.versions.json)])),
                    ("dimensions", JSONText.lines(columns)),
                    ("tags", JSONText.array(tagKeys.map { JSONText.string("tag:\($0)") })),
                ]) + "\n")
        })

    static let values = Route(
        "/api/v1/values", "Values of a dimension, the most expensive first in each currency: for pickers.",
        parameters: [
            Parameter("dimension", .text, "service, account, region, any column of daily, tag:KEY. Needed."),
            Parameter("search", .text, "Only values that have this text in them, without regard to case."),
            Parameter("limit", .number(1...1000), "Default: 50."), .measure,
        ] + Parameter.times + Parameter.filters, kinds: [.json], audience: .limited,
        handler: .lake { arguments, state in
            guard let name = try arguments.one("dimension") else {
                throw Problem(400, "which dimension?", parameter: "dimension", hint: "write dimension=service")
            }
            let dimension = try arguments.reading("dimension") {
                try ReportDimension(name, attributes: state.attributes)
            }
            let search = try arguments.one("search").map {
                CostReport.Filter(dimension, $0, match: .contains, role: .required)
            }
            let asOf = try CostAsk.asOf(arguments, state)
            let limit = try arguments.number("limit", in: 1...1000) ?? 50
            let report = try CostReport(
                dimensions: [name], range: try CostAsk.range(arguments, asOf: asOf, standard: .all),
                measure: try arguments.choice("measure", or: .billed),
                conditions: try CostConditions.read(arguments, state) + (search.map { [$0] } ?? []), top: limit,
                attributes: state.attributes)
            let result = try await report.run(on: state.session, rowsMax: LakeState.rowsMax)
            let rows = result.rows.filter { !$0.isRest }.map { row in
                JSONText.object([
                    ("value", JSONText.string(row.values.first ?? nil)), ("currency", JSONText.string(row.currency)),
                    ("cost", JSONText.string(row.amount?.description)),
                ])
            }
            let members = [
                ("meta", JSONText.object([("versions", state.versions.json)])),
                ("dimension", JSONText.string(dimension.name)), ("values", JSONText.lines(rows)),
            ]
            return Content(.json, JSONText.object(members) + "\n")
        })

    static let tags = Route(
        "/api/v1/tags", "Tag keys, how much of the cost has them, and the rules by which they are read.",
        parameters: Parameter.times + Parameter.filters + [.measure], kinds: [.json], audience: .limited,
        handler: .lake { arguments, state in
            let coverage = try await TagCoverage(arguments, state, standard: .all)
            return Content(.json, coverage.json(state, rules: try await state.tagRules()))
        })
}
