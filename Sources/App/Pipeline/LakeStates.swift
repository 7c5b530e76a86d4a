import BillingModel
import BillingSources
import Tables

/// The tables as one ingest sees them: each is opened when it is first asked for, and stays as it was until somebody
/// looks anew.
struct LakeStates: Sendable {
    private let lake: Lake
    private let sources: [any BillingSource]
    private var known: [String: RawState] = [:]
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
        return state
    }

    mutating func allRaw() async throws -> [String: RawState] {
        for source in try await lake.sources() { _ = try await raw(source) }
        return known
    }

    mutating func counting() async throws -> CountedExports {
        CountedExports(try await allRaw().values, sources: sources)
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

    mutating func put(_ state: RawState) { known[state.source] = state }
    mutating func put(focus: DerivedState) { knownFocus = focus }
    mutating func put(daily: DerivedState) { knownDaily = daily }

    mutating func forget(raw source: String) { known[source] = nil }
    mutating func forgetFocus() { knownFocus = nil }
    mutating func forgetDaily() { knownDaily = nil }

    /// Looks at what other ingests have committed since, at `focus` and `daily` first: what these show is in `raw`
    /// then. The other way round, a month that has just come would look like one that is gone, and be taken away.
    mutating func catchUp() async throws {
        knownFocus = try await focus().refreshed()
        knownDaily = try await daily().refreshed()
        for (source, state) in known { known[source] = try await state.refreshed() }
    }
}
