import BillingModel
import Columnar
import SQLEngine

/// Commitment discounts over a time, from the rows of `focus`.
package struct CommitmentReport: Sendable {
    package let range: ReportRange
    /// By currency; in each the most costly first, and what is unknown before.
    package let uses: [CommitmentUse]
    /// One for each currency, in the same order.
    package let totals: [CommitmentUse]

    /// Throws `usage` where there are more than `usesMax`.
    package init(
        range: ReportRange, conditions: [CostReport.Filter] = [], usesMax: Int = 10_000, on session: any SQLSession
    ) async throws {
        self.range = range
        let rows = try await session.rows(Self.statement(range, conditions, rowsMax: usesMax + 1))
        guard rows.count <= usesMax else {
            throw BillowError(
                .usage, "there are more than \(usesMax) commitments", hint: "ask for less time, or filter")
        }
        uses = try rows.map(Self.use).sorted(by: Self.precedes)
        var totals: [CommitmentUse] = []
        for use in uses {
            let sum = totals.last.flatMap { $0.currency == use.currency ? $0.amounts : nil }
            if sum != nil { totals.removeLast() }
            totals.append(
                CommitmentUse(
                    id: nil, name: nil, type: nil, category: nil, currency: use.currency,
                    amounts: (sum ?? .none).adding(use.amounts)))
        }
        self.totals = totals
    }

    private static func precedes(_ left: CommitmentUse, _ right: CommitmentUse) -> Bool {
        guard left.currency == right.currency else {
            return (left.currency ?? "\u{10FFFF}") < (right.currency ?? "\u{10FFFF}")
        }
        let sizes = (left.amounts.cost?.units.magnitude ?? .max, right.amounts.cost?.units.magnitude ?? .max)
        return sizes.0 == sizes.1 ? (left.id ?? "") < (right.id ?? "") : sizes.0 > sizes.1
    }

    // MARK: SQL

    private static func statement(
        _ range: ReportRange, _ filters: [CostReport.Filter], rowsMax: Int
    ) -> SQLText {
        let conditions =
            ["CommitmentDiscountId IS NOT NULL"] + (range.condition.map { [$0] } ?? [])
            + CostReport.Filter.conditions(filters)
        let used: SQLText = "ChargeCategory = 'Usage' AND CommitmentDiscountStatus = 'Used'"
        let unused: SQLText = "ChargeCategory = 'Usage' AND CommitmentDiscountStatus = 'Unused'"
        // A source that does not say of each row of usage whether it was used says it of none.
        let isTold: SQLText = """
            count(*) FILTER (ChargeCategory IS NULL OR ChargeCategory = 'Usage' AND coalesce(
              CommitmentDiscountStatus NOT IN ('Used', 'Unused'), true)) = 0
            """
        let cells = [
            sum("EffectiveCost", of: used, where: isTold), sum("EffectiveCost", of: unused, where: isTold),
            sum("BilledCost", of: "ChargeCategory = 'Purchase'", where: "count(*) = count(ChargeCategory)"),
            sum("ListCost", of: used, where: isTold), sum("ContractedCost", of: used, where: isTold),
        ]
        return """
            SELECT CommitmentDiscountId, max(CommitmentDiscountName), max(CommitmentDiscountType),
              max(CommitmentDiscountCategory), BillingCurrency, \(sql: .joined(cells, separator: ", "))
            FROM (SELECT *, CAST(ChargePeriodStart AS DATE) AS UsageDate FROM focus)
            WHERE \(sql: .joined(conditions, separator: " AND "))
            GROUP BY CommitmentDiscountId, BillingCurrency LIMIT \(rowsMax)
            """
    }

    /// As text; null where one of the rows has no amount, or the condition does not hold.
    private static func sum(_ column: SQLText, of rows: SQLText, where isTold: SQLText) -> SQLText {
        """
        CASE WHEN \(sql: isTold) AND count(*) FILTER ((\(sql: rows)) AND \(sql: column) IS NULL) = 0
          THEN CAST(coalesce(sum(\(sql: column)) FILTER (\(sql: rows)), 0) AS VARCHAR) END
        """
    }

    private static func use(_ row: [Value]) throws -> CommitmentUse {
        let texts = row.map { cell -> String? in if case .text(let text) = cell { text } else { nil } }
        guard texts.count == 10 else { throw BillowError(.bug, "commitments came back in another shape: \(row)") }
        let amounts = try texts[5...].map { text -> ExactDecimal? in
            guard let text else { return nil }
            guard case .exact(let amount) = ExactDecimal.parse(text) else {
                throw BillowError(.bug, "a commitment's amount is \(text)")
            }
            return amount
        }
        var sums = CommitmentUse.Amounts(
            used: amounts[0], unused: amounts[1], purchases: amounts[2], list: amounts[3], contracted: amounts[4])
        // No commitment is free. An export of actual cost has covered usage at zero and spreads no fee over it.
        if sums.cost?.isZero == true, [sums.list, sums.contracted].contains(where: { $0.map { !$0.isZero } ?? true }) {
            sums.used = nil
            sums.unused = nil
        }
        return CommitmentUse(
            id: texts[0], name: texts[1], type: texts[2], category: texts[3], currency: texts[4], amounts: sums)
    }
}
