import BillingModel
import SQLEngine

/// A share of each cost that is added to it when it is asked for. Of several rules the first that applies counts.
package struct MarkupRule: Hashable, Sendable {
    /// 0.1 is 10 %; at most six decimals.
    package let fraction: ExactDecimal
    package let conditions: [CostReport.Filter]
    package let period: RulePeriod

    package init(fraction: ExactDecimal, conditions: [CostReport.Filter] = [], period: RulePeriod = .always) {
        self.fraction = fraction
        self.conditions = conditions
        self.period = period
    }

    /// In which `daily` tells the fraction of a row.
    static let column = "x_markup_fraction"

    /// Whether the `daily` of a session has such rules.
    package static func isConfigured(on session: any SQLSession) async throws -> Bool {
        try await !session.rows("SELECT 1 FROM (DESCRIBE daily) WHERE column_name = \(column)").isEmpty
    }

    /// The rows of a relation like `daily`, with the fraction of each, 0 where no rule applies, and the markup of
    /// billed cost.
    static func applied(_ rules: [MarkupRule], to relation: SQLText) -> SQLText {
        guard !rules.isEmpty else { return relation }
        let cases = rules.map { rule -> SQLText in
            let conditions =
                CostReport.Filter.conditions(rule.conditions) + (rule.period.condition.map { [$0] } ?? [])
            let all: SQLText = conditions.isEmpty ? "true" : .joined(conditions, separator: " AND ")
            return "WHEN \(sql: all) THEN CAST(\(rule.fraction.description) AS DECIMAL(12,6))"
        }
        return """
            SELECT * REPLACE (\(sql: markup(of: "BilledCost")) AS x_markup_cost)
            FROM (SELECT *, CASE \(sql: .joined(cases, separator: " ")) ELSE CAST(0 AS DECIMAL(12,6)) END
              AS \(name: column) FROM (\(sql: relation)))
            """
    }

    /// Of a row of `daily`, rounded half away from zero to 18 decimals, so that groups add up to their total.
    static func markup(of cost: String) -> SQLText {
        "CAST(\(name: cost) * \(name: column) AS DECIMAL(38,18))"
    }
}
