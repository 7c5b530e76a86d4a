import BillingModel
import Reporting
import SQLEngine

/// The lake as it is now, opened once for each set of versions.
package actor ServedLake {
    private let reader: any LakeReader
    /// Rows that are seen; nil is all.
    private let limit: RowLimit?
    private let queryTimeout: Duration
    private let patience: Duration
    private let clock = ContinuousClock()
    private var state: LakeState?
    private var checkedAt: ContinuousClock.Instant?
    private var unreadableSince: ContinuousClock.Instant?
    private var opening: Task<LakeState, any Error>?

    /// How long what was seen of the log is taken for what is there.
    private static let trust = Duration.milliseconds(500)

    /// - Parameter patience: How long a lake that cannot be read is answered from as it was last.
    package init(
        reader: any LakeReader, limit: RowLimit? = nil, queryTimeout: Duration, patience: Duration = .seconds(60)
    ) {
        self.reader = reader
        self.limit = limit
        self.queryTimeout = queryTimeout
        self.patience = patience
    }

    /// A lake that cannot be read just now is answered from as it was last. Throws where there is no such thing, and
    /// when it stays so: old numbers would be taken for today's.
    package func current() async throws -> LakeState {
        if let state, let checkedAt, checkedAt.duration(to: clock.now) < Self.trust { return state }
        do {
            let whole = try await reader.versions()
            let versions = limit.map { whole.limited(to: $0) } ?? whole
            checkedAt = clock.now
            unreadableSince = nil
            if let state, state.versions == versions { return state }
            return try await opened(versions)
        } catch {
            let since = unreadableSince ?? clock.now
            unreadableSince = since
            guard let state, since.duration(to: clock.now) < patience else { throw error }
            return state
        }
    }

    /// Once, for however many ask.
    private func opened(_ versions: LakeVersions) async throws -> LakeState {
        if let opening { return try await opening.value }
        let (reader, limit, timeout) = (reader, limit, queryTimeout)
        let task = Task {
            // Beside the session's opening, which reads other tables.
            async let contents = limit == nil ? reader.contents() : LakeContents()
            return try await LakeState(
                versions: versions, session: GatedSession(try await reader.open(limit), timeout: timeout), limit: limit,
                reader: limit == nil ? reader : nil,
                contents: contents)
        }
        opening = task
        defer { opening = nil }
        let state = try await task.value
        self.state = state
        return state
    }
}
