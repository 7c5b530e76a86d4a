import BillingModel
import Reporting

/// The lake as it is now, opened once for each set of versions.
package actor ServedLake {
    private let reader: any LakeReader
    /// Rows that are seen; nil is all.
    private let limit: RowLimit?
    private let queryTimeout: Duration
    private let patience: Duration
    private let clock = ContinuousClock()
    private var state: LakeState?
    /// When the state was seen to be of the newest versions.
    private var seenAt: ContinuousClock.Instant?
    private var unreadableSince: ContinuousClock.Instant?
    /// One at a time, for however many ask.
    private var looking: Task<LakeState, any Error>?
    private var isOpening = false

    /// How long what was seen of the log is taken for what is there.
    private static let trust = Duration.milliseconds(500)
    /// From then on the log is looked at again, so that nobody waits for that where many ask all the time.
    private static let freshness = Duration.milliseconds(300)
    /// How long the versions from before are answered from while newer ones are opened.
    private static let grace = Duration.seconds(10)

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
        let age = seenAt.map { $0.duration(to: clock.now) }
        if let state, let age, age < Self.freshness { return state }
        let looking = self.looking ?? Task { try await look() }
        self.looking = looking
        if let state, let age, age < (isOpening ? Self.grace : Self.trust) { return state }
        return try await looking.value
    }

    /// What was opened is let go; whoever asks next has it opened anew.
    func close() {
        (state, seenAt) = (nil, nil)
    }

    private func look() async throws -> LakeState {
        defer { looking = nil }
        let began = clock.now
        do {
            let whole = try await reader.versions()
            let versions = limit.map { whole.limited(to: $0) } ?? whole
            unreadableSince = nil
            let state = if let state, state.versions == versions { state } else { try await open(versions) }
            (self.state, seenAt) = (state, began)
            return state
        } catch {
            let since = unreadableSince ?? clock.now
            unreadableSince = since
            guard let state, since.duration(to: clock.now) < patience else { throw error }
            return state
        }
    }

    private func open(_ versions: LakeVersions) async throws -> LakeState {
        isOpening = true
        defer { isOpening = false }
        let (reader, limit) = (reader, limit)
        let contents = Once { limit == nil ? try await reader.contents() : LakeContents() }
        // Beside the sessions' opening, which reads other tables; of this version, whenever somebody asks.
        let reading = Task { _ = try await contents.value() }
        let new = try await LakeState(
            versions: versions, opened: try await reader.open(limit), queryTimeout: queryTimeout,
            limit: limit, reader: limit == nil ? reader : nil, contents: contents)
        // Nobody waits where there is a version before, which is served on when this one cannot be read.
        if state != nil { try await reading.value }
        return new
    }
}
