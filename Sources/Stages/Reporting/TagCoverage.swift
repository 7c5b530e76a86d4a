import BillingModel
import SQLEngine

/// How much of the cost has which tag keys. Tagged and untagged cost add up to the total, for each key and currency.
package struct TagCoverage: Sendable {
    package struct Key: Sendable {
        package let key: String
        package let currency: String?
        package let tagged: ExactDecimal
        package let values: Int
        package let total: ExactDecimal

        package var untagged: ExactDecimal { total.adding(tagged.negated()) ?? .zero }
        /// Of the total, in percent.
        package var percent: Int { Ratio.steps(tagged.units, of: total.units, steps: 100) }

        package var json: String {
            JSONText.object([
                ("key", JSONText.string(key)), ("currency", JSONText.string(currency)),
                ("tagged", JSONText.string(tagged.description)), ("untagged", JSONText.string(untagged.description)),
                ("percent", String(percent)), ("values", String(values)),
            ])
        }
    }

    /// Most cost first in each currency.
    package let keys: [Key]
    package let totals: [CostReportResult.Total]
    package let range: ReportRange

    /// Of the cost that is asked about; groups do not matter.
    package init(_ report: CostReport, on session: any SQLSession) async throws {
        range = report.range
        let totals = try await report.run(on: session).totals
        self.totals = totals
        keys = try await report.tagKeys(on: session).compactMap { tag in
            guard let total = totals.first(where: { $0.currency == tag.currency })?.amount else { return nil }
            return Key(key: tag.key, currency: tag.currency, tagged: tag.amount, values: tag.values, total: total)
        }
    }
}
