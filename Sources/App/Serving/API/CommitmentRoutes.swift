import BillingModel
import Reporting

/// What was committed to, and what came of it.
enum CommitmentRoutes {
    static let all = [commitments]

    static let parameters = Parameter.times + Parameter.filters

    static let commitments = Route(
        "/api/v1/commitments", "Commitment discounts: used, unused, bought, saved.", parameters: parameters,
        kinds: [.json], audience: .limited,
        handler: .lake { arguments, state in
            let report = try await Self.report(arguments, state, standard: .all)
            let meta = JSONText.object([("versions", state.versions.json)])
            let members = [
                ("meta", meta), ("commitments", JSONText.lines(report.uses.map(\.json))),
                ("totals", JSONText.lines(report.totals.map(\.json))),
            ]
            return Content(.json, JSONText.object(members) + "\n")
        })

    static func report(
        _ arguments: Arguments, _ state: LakeState, standard: TimeScope
    ) async throws -> CommitmentReport {
        let asOf = try CostAsk.asOf(arguments, state)
        return try await CommitmentReport(
            range: try CostAsk.range(arguments, asOf: asOf, standard: standard),
            conditions: try CostConditions.read(arguments, state), on: state.session)
    }
}

extension CommitmentUse {
    fileprivate var json: String {
        let own = [("id", id), ("name", name), ("type", type), ("category", category)]
        let costs = [
            ("used", amounts.used), ("unused", amounts.unused), ("purchases", amounts.purchases),
            ("covered_list", amounts.list), ("covered_contracted", amounts.contracted),
            ("saved_off_list", amounts.savedOffList), ("saved_off_contracted", amounts.savedOffContracted),
        ]
        return JSONText.object(
            (id == nil ? [] : own.map { ($0.0, JSONText.string($0.1)) }) + [("currency", JSONText.string(currency))]
                + costs.map { ($0.0, JSONText.string($0.1?.description)) } + [
                    ("utilisation_percent", JSONText.string(amounts.utilisation.map(TenthText.percent)))
                ])
    }
}

/// Tenths as people and programs write them: `87.5`.
enum TenthText {
    static func percent(_ tenths: Int) -> String {
        "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
    }

    /// For people, with a sign.
    static func signed(_ tenths: Int) -> String {
        "\(tenths > 0 ? "+" : tenths < 0 ? "−" : "±")\(percent(Int(tenths.magnitude)))"
    }
}
