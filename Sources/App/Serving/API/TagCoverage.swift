import BillingModel
import Columnar
import Reporting
import SQLEngine

/// How much of the cost has which tag keys. Tagged and untagged cost add up to the total, for each key.
struct TagCoverage: Sendable {
    struct Key: Sendable {
        let key: String
        let currency: String?
        let tagged: ExactDecimal
        let values: Int
        let total: ExactDecimal

        var untagged: ExactDecimal { total.adding(tagged.negated()) ?? .zero }
        /// Of the total, in percent.
        var percent: Int { Ratio.steps(tagged.units, of: total.units, steps: 100) }
    }

    let keys: [Key]
    let totals: [CostReportResult.Total]
    let range: ReportRange

    init(_ arguments: Arguments, _ state: LakeState, standard: TimeScope) async throws {
        let asOf = try CostAsk.asOf(arguments, state)
        range = try CostAsk.range(arguments, asOf: asOf, standard: standard)
        let report = try CostReport(
            range: range, measure: try arguments.choice("measure", or: .billed),
            conditions: try CostConditions.read(arguments))
        let totals = try await report.run(on: state.session).totals
        self.totals = totals
        keys = try await report.tagKeys(on: state.session).compactMap { tag in
            guard let total = totals.first(where: { $0.currency == tag.currency })?.amount else { return nil }
            return Key(
                key: tag.key, currency: tag.currency, tagged: tag.amount, values: tag.values, total: total)
        }
    }

    func json(_ versions: LakeVersions) -> String {
        let rows = keys.map { key in
            JSONText.object([
                ("key", JSONText.string(key.key)), ("currency", JSONText.string(key.currency)),
                ("tagged", JSONText.string(key.tagged.description)),
                ("untagged", JSONText.string(key.untagged.description)), ("percent", String(key.percent)),
                ("values", String(key.values)),
            ])
        }
        let totals = totals.map {
            JSONText.object([
                ("currency", JSONText.string($0.currency)), ("cost", JSONText.string($0.amount?.description)),
            ])
        }
        let members = [
            ("meta", JSONText.object([("versions", versions.json)])), ("tags", JSONText.lines(rows)),
            ("totals", JSONText.lines(totals)),
        ]
        return JSONText.object(members) + "\n"
    }
}
