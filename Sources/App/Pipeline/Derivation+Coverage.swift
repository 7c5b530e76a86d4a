import BillingModel
import BillingSources
import Columnar
import SQLEngine

/// What one look at a `focus` relation tells of each of its runs.
struct RunControls: Sendable {
    var totals: [String: ControlTotals] = [:]
    var coverage: [String: Coverage] = [:]
}

extension SQLSession {
    /// Control totals, and days and accounts with money. An account is the last segment of the sub account's id without
    /// regard to case, since exports of one cloud spell it in several ways; rows without one are under their billing
    /// account. A payer that is the account itself says nothing: exports that know no billing account are mapped so.
    /// Where anyone writes, the provider's name comes before the account.
    func controlsByRun(
        over relation: SQLText, of period: BillingPeriod, by author: Author
    ) async throws -> RunControls {
        let provider: SQLText =
            author == .anyone ? "lower(coalesce(ServiceProviderName, ProviderName, '')) || '/'" : "''"
        let measures = ["BilledCost", "EffectiveCost", "ListCost", "ContractedCost"]
        let sums = measures.map { "sum(\(name: $0)) AS \(name: "sum_" + $0)" as SQLText }
        let wholes = measures.map { "CAST(sum(\(name: "sum_" + $0)) AS VARCHAR)" as SQLText }
        // Rows are added up once, to what both questions ask for; either then has few rows to look at.
        let rows = try await rows(
            """
            WITH seen AS MATERIALIZED (
              SELECT x_run, BillingCurrency, BillingAccountId, SubAccountId, ChargePeriodStart,
                \(sql: provider) AS provider,
                coalesce(BilledCost, 0) <> 0 OR coalesce(EffectiveCost, 0) <> 0 AS has_money,
                count(*) AS row_count, \(sql: .joined(sums, separator: ", "))
              FROM \(sql: relation) GROUP BY ALL),
            charges AS (
              SELECT x_run, \(sql: Self.lastSegment("BillingAccountId")) AS payer,
              coalesce(nullif(\(sql: Self.lastSegment("SubAccountId")), ''), payer) AS account, provider,
              CASE WHEN strftime(ChargePeriodStart, '%Y-%m') = \(period.description)
                THEN day(ChargePeriodStart) ELSE 0 END AS day
              FROM seen WHERE has_money)
            SELECT x_run, BillingCurrency, sum(row_count)::BIGINT, \(sql: .joined(wholes, separator: ", ")),
              NULL::VARCHAR AS account, NULL::VARCHAR AS payer, NULL::BIGINT AS days
            FROM seen GROUP BY x_run, BillingCurrency
            UNION ALL
            SELECT x_run, NULL, NULL, NULL, NULL, NULL, NULL, provider || account,
              CASE WHEN payer <> account THEN payer ELSE '' END, bit_or(1::BIGINT << day)::BIGINT
            FROM charges GROUP BY ALL
            """)
        return try rows.reduce(into: RunControls()) { try $0.add($1) }
    }

    private static func lastSegment(_ column: String) -> SQLText {
        "translate(lower(regexp_extract(coalesce(\(name: column), ''), '[^/]*$')), chr(9) || chr(10), '  ')"
    }
}

extension RunControls {
    /// Totals of a currency, or an account with its days.
    fileprivate mutating func add(_ row: [Value]) throws {
        guard row.count == 10, case .text(let run) = row[0] else {
            throw BillowError(.bug, "a focus row does not say its run")
        }
        guard case .integer(let days) = row[9] else {
            totals[run] = try (totals[run] ?? .empty).adding(ControlTotals(rows: [Array(row[1..<7])]))
            return
        }
        guard case .text(let account) = row[7], case .text(let payer) = row[8] else {
            throw BillowError(.bug, "a focus row does not say its account")
        }
        coverage[run, default: Coverage()].insert(
            Coverage.Account(account, payer: payer.isEmpty ? nil : payer), days: UInt32(truncatingIfNeeded: days))
    }
}
