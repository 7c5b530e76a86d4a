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
    /// Rows that the session has; nil is all.
    package let limit: RowLimit?
    private let allContents: Once<LakeContents>
    private let allTagKeys: Once<[String]>
    package private(set) var scope = AccessToken.Scope.admin
    private let reader: (any LakeReader)?
    /// Dimensions that the configuration adds.
    package let attributes: [String]
    /// Whether the configuration adds markups.
    package let hasMarkup: Bool

    private let opened: OpenedLake

    /// Rows of an answer that is not read page by page.
    package static let rowsMax = 50_000

    init(
        versions: LakeVersions, opened: OpenedLake, queryTimeout: Duration, limit: RowLimit?, reader: (any LakeReader)?,
        contents: Once<LakeContents>
    ) async throws {
        self.versions = versions
        self.opened = opened
        let session = GatedSession(opened.sessions, timeout: queryTimeout)
        self.session = session
        self.limit = limit
        self.reader = reader
        allContents = contents
        allTagKeys = Once { try await Self.tagKeys(on: session) }
        // Fees can be dated ahead; usage is not.
        let last = try await session.rows(
            """
            SELECT CAST(coalesce(max(UsageDate) FILTER (WHERE ChargeCategory = 'Usage'), max(UsageDate)) AS VARCHAR)
            FROM daily
            """)
        if case .text(let day)? = last.first?.first { lastDay = ReportDay(day) } else { lastDay = nil }
        hasMarkup = try await MarkupRule.isConfigured(on: session)
        attributes = try await ReportDimension.attributes(on: session)
    }

    /// Small names that are known, for pickers: all rows are read for them, when somebody asks.
    package func tagKeys() async throws -> [String] { try await allTagKeys.value() }

    private static func tagKeys(on session: any SQLSession) async throws -> [String] {
        try await session.rows(
            """
            SELECT key FROM (SELECT unnest(map_keys(Tags)) AS key, x_row_count AS n FROM daily)
            GROUP BY key ORDER BY sum(n) DESC, key LIMIT 500
            """
        ).compactMap { row in if case .text(let key) = row[0] { key } else { nil } }
    }

    var heldBytes: Int { opened.heldBytes }

    /// Nothing where there is a limit. Why deliveries were refused, and where they lie, is told to admins alone.
    package func contents() async throws -> LakeContents {
        var contents = try await allContents.value()
        if scope != .admin { contents.runs = contents.runs.map(Self.told) }
        return contents
    }

    /// For what is not asked of the session. Throws where rows are limited: all of the lake would be read.
    func whole() throws -> any LakeReader {
        guard let reader else { throw BillowError(.bug, "a limited reader asks for the whole lake") }
        return reader
    }

    /// Nil for a limited reader: their conditions may name what he must not see.
    func tagRules() async throws -> TagRules? { limit == nil ? try await allContents.value().rules.tags : nil }

    func seen(by scope: AccessToken.Scope) -> LakeState {
        var state = self
        state.scope = scope
        return state
    }

    private static func told(_ run: RunReport) -> RunReport {
        var run = run
        (run.reason, run.place, run.location, run.ownHint) = (nil, nil, nil, nil)
        return run
    }

    /// Throws `nothingToRead` where the lake has no day of usage.
    package func asOf() throws -> ReportDay {
        guard let lastDay else { throw BillowError(.nothingToRead, "the lake holds no usage") }
        return lastDay
    }
}
