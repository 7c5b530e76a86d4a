import BillingModel
import Columnar
import Pipeline
import Reporting
import SQLEngine

/// A lake at one set of versions: what answers are made from.
package struct LakeState: Sendable {
    package let versions: LakeVersions
    package let session: any SQLSession
    /// The last day with usage; nil where there is none.
    package let lastDay: ReportDay?
    package let runs: [RunReport]
    package let months: [MonthHistory]
    package let origins: LakeOrigins
    /// Small names that are known, for pickers and for what may have been meant.
    package let tagKeys: [String]
    /// Dimensions that the configuration adds.
    package let attributes: [String]
    /// Whether the configuration adds markups.
    package let hasMarkup: Bool

    /// Rows of an answer that is not read page by page.
    package static let rowsMax = 50_000

    init(
        versions: LakeVersions, session: any SQLSession, runs: [RunReport], months: [MonthHistory],
        origins: LakeOrigins
    ) async throws {
        self.versions = versions
        self.session = session
        self.runs = runs
        self.months = months
        self.origins = origins
        // Fees can be dated ahead; usage is not.
        let last = try await session.rows(
            """
            SELECT CAST(coalesce(max(UsageDate) FILTER (WHERE ChargeCategory = 'Usage'), max(UsageDate)) AS VARCHAR)
            FROM daily
            """)
        if case .text(let day)? = last.first?.first { lastDay = ReportDay(day) } else { lastDay = nil }
        hasMarkup = try await MarkupRule.isConfigured(on: session)
        attributes = try await ReportDimension.attributes(on: session)
        tagKeys = try await session.rows(
            """
            SELECT key FROM (SELECT unnest(map_keys(Tags)) AS key, x_row_count AS n FROM daily)
            GROUP BY key ORDER BY sum(n) DESC, key LIMIT 500
            """
        ).compactMap { row in if case .text(let key) = row[0] { key } else { nil } }
    }

    /// Throws `nothingToRead` where the lake has no day of usage.
    package func asOf() throws -> ReportDay {
        guard let lastDay else { throw BillowError(.nothingToRead, "the lake holds no usage") }
        return lastDay
    }
}
