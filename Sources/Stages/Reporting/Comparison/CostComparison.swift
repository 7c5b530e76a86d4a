import BillingModel
import Columnar
import SQLEngine

/// Two daily summaries side by side: what changed, by what.
package struct CostComparison: Sendable {
    package enum Dimension: String, Sendable, CaseIterable {
        case service, account, day

        var column: SQLText {
            switch self {
            case .service: "ServiceName"
            case .account: "SubAccountId"
            case .day: "CAST(UsageDate AS VARCHAR)"
            }
        }
    }

    package struct Section: Sendable {
        package let dimension: Dimension
        /// Only what differs.
        package let changes: [CostChange]
    }

    package let sections: [Section]
    /// One for each currency, whether it differs or not.
    package let totals: [CostChange]

    /// Relations have the columns of `daily`; nil has no rows. Throws `bug` when parts do not add up to the totals.
    package init(
        before: SQLText?, after: SQLText?, by dimensions: [Dimension], on session: any SQLSession
    ) async throws {
        func changes(_ column: SQLText) async throws -> [CostChange] {
            try CostChange.all(
                before: try await Self.cells(of: before, column, session),
                after: try await Self.cells(of: after, column, session))
        }
        totals = try await changes("CAST(NULL AS VARCHAR)")
        var sections: [Section] = []
        for dimension in dimensions {
            let all = try await changes(dimension.column)
            try Self.check(all, against: totals)
            sections.append(Section(dimension: dimension, changes: all.filter(\.isChange)))
        }
        self.sections = sections
    }

    private static func cells(
        of relation: SQLText?, _ column: SQLText, _ session: any SQLSession
    ) async throws -> [CostCell] {
        guard let relation else { return [] }
        let rows = try await session.rows(
            """
            SELECT \(sql: column), BillingCurrency, CAST(sum(BilledCost) AS VARCHAR),
              CAST(sum(EffectiveCost) AS VARCHAR), CAST(sum(x_row_count) AS BIGINT)
            FROM \(sql: relation) GROUP BY 1, 2
            """)
        return try rows.map { row in
            guard row.count == 5, case .integer(let count) = row[4] else {
                throw BillowError(.bug, "a comparison came back in another shape: \(row)")
            }
            return CostCell(
                value: try text(row[0]), currency: try text(row[1]), billed: try amount(row[2]),
                effective: try amount(row[3]), rows: Int(count))
        }
    }

    private static func text(_ value: Value) throws -> String? {
        switch value {
        case .null: nil
        case .text(let text): text
        default: throw BillowError(.bug, "a comparison holds \(value) where text was expected")
        }
    }

    private static func amount(_ value: Value) throws -> ExactDecimal? {
        guard let text = try text(value) else { return nil }
        guard case .exact(let amount) = ExactDecimal.parse(text) else {
            throw BillowError(.bug, "a comparison holds \(text) where an amount was expected")
        }
        return amount
    }

    private static func check(_ parts: [CostChange], against totals: [CostChange]) throws {
        for total in totals {
            let mine = parts.filter { $0.currency == total.currency }
            for side in [\CostChange.billed.before, \CostChange.billed.after] {
                let sum = try mine.compactMap { $0[keyPath: side] }.reduce(ExactDecimal.zero) { sum, part in
                    guard let next = sum.adding(part) else {
                        throw BillowError(.badData, "a comparison's total needs more than 38 digits")
                    }
                    return next
                }
                guard sum == total[keyPath: side] ?? .zero else {
                    throw BillowError(.bug, "a comparison's parts add up to \(sum), its total is another")
                }
            }
        }
    }
}
