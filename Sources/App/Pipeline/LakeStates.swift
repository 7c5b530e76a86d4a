import BillingModel
import BillingSources
import Tables

/// The tables as one ingest sees them: each is opened when it is first asked for, and stays as it was until somebody
/// looks anew.
struct LakeStates: Sendable {
    private let lake: Lake
    private let sources: [any BillingSource]
    private var known: [String: RawState] = [:]
    private var knownSources: [String]?
    private var knownCounting: CountedExports?
    private var knownFocus: DerivedState?
    private var knownDaily: DerivedState?

    init(lake: Lake, sources: [any BillingSource]) {
        self.lake = lake
        self.sources = sources
    }

    mutating func raw(_ source: String) async throws -> RawState {
        if let state = known[source] { return state }
        let state = try await RawState(source: source, table: try lake.raw(source))
        known[source] = state
        knownCounting = nil
        return state
    }

    mutating func allRaw() async throws -> [String: RawState] {
        if knownSources == nil { knownSources = try await lake.sources() }
        for source in knownSources ?? [] { _ = try await raw(source) }
        return known
    }

    mutating func counting() async throws -> CountedExports {
        let tables = try await allRaw()
        let counting = knownCounting ?? CountedExports(tables.values, sources: sources)
        knownCounting = counting
        return counting
    }

    mutating func focus() async throws -> DerivedState {
        if let knownFocus { return knownFocus }
        let state = try await DerivedState(table: try lake.focus())
        knownFocus = state
        return state
    }

    mutating func daily() async throws -> DerivedState {
        if let knownDaily { return knownDaily }
        let state = try await DerivedState(table: try lake.daily())
        knownDaily = state
        return state
    }

    mutating func put(_ state: RawState) {
        known[state.source] = state
        // The first commit of a source makes its table.
        (knownSources, knownCounting) = (nil, nil)
    }

    mutating func put(focus: DerivedState) { knownFocus = focus }
    mutating func put(daily: DerivedState) { knownDaily = daily }

    mutating func forget(raw source: String) {
        known[source] = nil
        (knownSources, knownCounting) = (nil, nil)
    }

    mutating func forgetFocus() { knownFocus = nil }
    mutating func forgetDaily() { knownDaily = nil }

    /// Looks at what other ingests have committed to a source's table since.
    mutating func catchUp(raw source: String) async throws {
        guard let state = known[source] else { return }
        let now = try await state.refreshed()
        if now.snapshot?.version != state.snapshot?.version { put(now) }
    }

    /// Looks at what other ingests have committed since, at `focus` and `daily` first: what these show is in `raw`
    /// then. The other way round, a month that has just come would look like one that is gone, and be taken away.
    mutating func catchUp() async throws {
        knownFocus = try await focus().refreshed()
        knownDaily = try await daily().refreshed()
        knownSources = nil
        for source in known.keys { try await catchUp(raw: source) }
    }
}
