import BillingModel
import Reporting

extension TagCoverage {
    init(_ arguments: Arguments, _ state: LakeState, standard: TimeScope) async throws {
        let asOf = try CostAsk.asOf(arguments, state)
        let report = try CostReport(
            range: try CostAsk.range(arguments, asOf: asOf, standard: standard),
            measure: try arguments.choice("measure", or: .billed), conditions: try CostConditions.read(arguments, state)
        )
        try await self.init(report, on: state.session)
    }

    /// Rules are not told to everybody.
    func json(_ state: LakeState, rules: TagRules?) -> String {
        let totals = totals.map {
            JSONText.object([
                ("currency", JSONText.string($0.currency)), ("cost", JSONText.string($0.amount?.description)),
            ])
        }
        let members = [
            ("meta", JSONText.object([("versions", state.versions.json)])), ("tags", JSONText.lines(keys.map(\.json))),
            ("totals", JSONText.lines(totals)), ("rules", rules?.json ?? "null"),
        ]
        return JSONText.object(members) + "\n"
    }
}
