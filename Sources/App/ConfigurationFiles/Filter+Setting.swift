import Reporting

extension CostReport.Filter {
    /// `service: [a, b]`, `tag:env: {not: prod}`.
    static func all(_ setting: Setting, attributes: [String] = []) throws -> [CostReport.Filter] {
        try setting.members().flatMap { key, value -> [CostReport.Filter] in
            if try key.reading({ try ReportDimension($0, attributes: attributes) }) == .column("x_unit") {
                throw key.error("rules cannot go by x_unit", hint: "units are made comparable in daily alone")
            }
            guard value.isMapping else { return try filters(key, value, .equal, .alternative, attributes) }
            let given = try value.section(ways.map(\.name))
            return try ways.flatMap { way -> [CostReport.Filter] in
                guard let values = given[way.name] else { return [] }
                return try filters(key, values, way.match, way.role, attributes)
            }
        }
    }

    private static let ways: [(name: String, match: Match, role: Role)] = [
        ("is", .equal, .alternative), ("contains", .contains, .alternative), ("not", .equal, .excluded),
        ("not_contains", .contains, .excluded),
    ]

    private static func filters(
        _ key: Setting, _ values: Setting, _ match: Match, _ role: Role, _ attributes: [String]
    ) throws -> [CostReport.Filter] {
        try values.listOrOne().map { value in
            let text = try value.text()
            return try key.reading { try CostReport.Filter($0, text, match: match, role: role, attributes: attributes) }
        }
    }
}
