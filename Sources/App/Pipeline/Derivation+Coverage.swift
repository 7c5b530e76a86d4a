import BillingModel
import SQLEngine

extension SQLSession {
    /// Days and accounts with money in a `focus` relation, for each of its runs. An account is the last segment of the
    /// sub account's id without regard to case, since exports of one cloud spell it in several ways; rows without one
    /// are under their billing account.
    func coverageByRun(over relation: SQLText, of period: BillingPeriod) async throws -> [String: Coverage] {
        let rows = try await rows(
            """
            WITH seen AS (
              SELECT DISTINCT x_run, SubAccountId, BillingAccountId, ChargePeriodStart
              FROM \(sql: relation)
              WHERE coalesce(BilledCost, 0) <> 0 OR coalesce(EffectiveCost, 0) <> 0),
            charges AS (
              SELECT x_run, lower(regexp_extract(
                coalesce(nullif(SubAccountId, ''), nullif(BillingAccountId, ''), ''), '[^/]*$')) AS account,
              CASE WHEN strftime(ChargePeriodStart, '%Y-%m') = \(period.description)
                THEN day(ChargePeriodStart) ELSE 0 END AS day
              FROM seen)
            SELECT x_run, account, bit_or(1::BIGINT << day)::BIGINT AS days FROM charges GROUP BY ALL
            """)
        var coverages: [String: Coverage] = [:]
        for row in rows {
            guard case .text(let run) = row[0], case .text(let account) = row[1], case .integer(let days) = row[2]
            else { throw BillowError(.bug, "a focus row does not say its run") }
            coverages[run, default: Coverage()].insert(account: account, days: UInt32(truncatingIfNeeded: days))
        }
        return coverages
    }
}
