import BillingModel
import Columnar
import SQLEngine

extension DailySummary {
    /// How many source rows a row of a relation stands for.
    package enum RowWeight: Sendable {
        /// `focus`: each row is one.
        case one
        /// `daily`: what `x_row_count` says.
        case rowCount
    }

    /// Control totals of `focus` or `daily`: per currency its code, rows, and billed, effective, list and contracted
    /// cost as text with 18 decimals. ``ControlTotals/init(rows:)-([[Value]])`` reads the answer.
    package static func totals(over relation: SQLText, weight: RowWeight) -> SQLText {
        let rows: SQLText =
            switch weight {
            case .one: "count(*)"
            case .rowCount: "coalesce(sum(x_row_count), 0)"
            }
        let sums = ["BilledCost", "EffectiveCost", "ListCost", "ContractedCost"].map { name -> SQLText in
            "CAST(CAST(sum(\(name: name)) AS DECIMAL(38,18)) AS VARCHAR) AS \(name: name)"
        }
        return """
            SELECT BillingCurrency, CAST(\(sql: rows) AS BIGINT) AS row_count, \(sql: .joined(sums, separator: ", "))
            FROM \(sql: relation) GROUP BY BillingCurrency ORDER BY BillingCurrency
            """
    }
}

extension ControlTotals {
    /// Reads what ``DailySummary/totals(over:weight:)`` returns. A measure that no row knows is nil, billed cost zero.
    package init(rows: [[Value]]) throws {
        self = .empty
        for row in rows {
            guard row.count == 6, case .integer(let count) = row[1] else {
                throw BillowError(.bug, "control totals came back in another shape: \(row)")
            }
            let costs = ControlTotals.Costs(
                billed: try Self.cost(row[2]) ?? .zero, effective: try Self.cost(row[3]),
                list: try Self.cost(row[4]), contracted: try Self.cost(row[5]))
            self = try adding(ControlTotals(rows: Int(count), costs: [try Self.currency(row[0]): costs]))
        }
    }

    private static func currency(_ value: Value) throws -> String {
        switch value {
        case .null: noCurrency
        case .text(let code): code
        default: throw BillowError(.bug, "a control total's currency is no text: \(value)")
        }
    }

    private static func cost(_ value: Value) throws -> ExactDecimal? {
        if case .null = value { return nil }
        guard case .text(let text) = value, case .exact(let cost) = ExactDecimal.parse(text) else {
            throw BillowError(.bug, "a control total is no decimal: \(value)")
        }
        return cost
    }
}
