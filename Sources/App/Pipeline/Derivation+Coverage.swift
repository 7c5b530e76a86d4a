import BillingModel
import BillingSources
import SQLEngine

extension SQLSession {
    /// Days and accounts with money in a `focus` relation, for each of its runs. An account is the last segment of the
    /// sub account's id without regard to case, since exports of one cloud spell it in several ways; rows without one
    /// are under their billing account. A payer that is the account itself says nothing: exports that know no billing
    /// account are mapped so. Where anyone writes, the provider's name comes before the account.
    func coverageByRun(
        over relation: SQLText, of period: BillingPeriod, by author: Author
    ) async throws -> [String: Coverage] {
        let provider: SQLText =
            author == .anyone ? "lower(coalesce(ServiceProviderName, ProviderName, '')) || '/'" : "''"
        let rows = try await rows(
            """
            WITH seen AS (
              SELECT DISTINCT x_run, BillingAccountId, SubAccountId, ChargePeriodStart, \(sql: provider) AS provider
              FROM \(sql: relation)
              WHERE coalesce(BilledCost, 0) <> 0 OR coalesce(EffectiveCost, 0) <> 0),
            charges AS (
              SELECT x_run, \(sql: Self.lastSegment("BillingAccountId")) AS payer,
              coalesce(nullif(\(sql: Self.lastSegment("SubAccountId")), ''), payer) AS account, provider,
              CASE WHEN strftime(ChargePeriodStart, '%Y-%m') = \(period.description)
                THEN day(ChargePeriodStart) ELSE 0 END AS day
              FROM seen)
            SELECT x_run, provider || account, CASE WHEN payer <> account THEN payer ELSE '' END,
              bit_or(1::BIGINT << day)::BIGINT AS days FROM charges GROUP BY ALL
            """)
        var coverages: [String: Coverage] = [:]
        for row in rows {
            guard case .text(let run) = row[0], case .text(let account) = row[1], case .text(let payer) = row[2],
                case .integer(let days) = row[3]
            else { throw BillowError(.bug, "a focus row does not say its run") }
            coverages[run, default: Coverage()].insert(
                Coverage.Account(account, payer: payer.isEmpty ? nil : payer), days: UInt32(truncatingIfNeeded: days))
        }
        return coverages
    }

    private static func lastSegment(_ column: String) -> SQLText {
        "translate(lower(regexp_extract(coalesce(\(name: column), ''), '[^/]*$')), chr(9) || chr(10), '  ')"
    }
}
