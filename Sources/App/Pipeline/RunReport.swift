import BillingModel
import Landing
import Planning

/// What became of one delivery in one month; a line of `billow ingest` and `billow runs`.
package struct RunReport: Hashable, Sendable {
    package enum State: String, Sendable {
        case landed, skipped, superseded, held, rejected
    }

    package var source: String
    package var export: String
    package var period: BillingPeriod?
    package var run: String
    package var state: State
    /// The month's generation that this delivery is, or was.
    package var generation: Int?
    package var rows: Int?
    package var roundedCells: Int
    /// What it lacks because rows could not be read.
    package var shortage = Quarantine.Shortage.none
    package var costs: [String: ControlTotals.Costs]
    /// Part of `focus` and `daily`; no where another export tells the same.
    package var isCounted = true
    /// Exports that tell the same are counted once, and what only the other tells of is in no sum now.
    package var leavesOut = false
    package var reason: String?
    /// File, line: where the reason lies.
    package var place: String?
    /// What to do about it; nil where nothing is to be done.
    package var hint: String? {
        switch state {
        case .landed, .skipped, .superseded: nil
        case .held, .rejected: ownHint ?? Self.usualHint
        }
    }
    /// What its error says.
    package var ownHint: String?
    /// The folder or bucket where it was found; nil is unknown.
    package var location: String?
    /// Since when it is held or rejected for this reason; nil for all others.
    package var sinceMillis: Int64?

    private static let usualHint =
        "nothing of it was landed: have it delivered or copied again, then run again; what is good already is skipped"

    package init(
        source: String, export: String, period: BillingPeriod?, run: String, state: State, generation: Int? = nil,
        rows: Int? = nil, roundedCells: Int = 0, costs: [String: ControlTotals.Costs] = [:], reason: String? = nil,
        place: String? = nil
    ) {
        self.source = source
        self.export = export
        self.period = period
        self.run = run
        self.state = state
        self.generation = generation
        self.rows = rows
        self.roundedCells = roundedCells
        self.costs = costs
        self.reason = reason
        self.place = place
    }
}

extension RunReport {
    /// Equal for reports on the same delivery in the same month.
    package struct Identity: Hashable, Sendable {
        let source: String
        let export: String
        let period: BillingPeriod?
        let run: String
    }

    package var identity: Identity { Identity(source: source, export: export, period: period, run: run) }

    init(_ delivery: Delivery, _ state: State, reason: String? = nil, place: String? = nil) {
        self.init(
            source: delivery.source, export: delivery.export, period: delivery.period, run: delivery.run, state: state,
            reason: reason, place: place)
        location = delivery.location
    }

    /// A delivery that the lake shows.
    init(
        _ run: LandedRun, source: String, _ state: State, exclusion: Counting.Exclusion?, remarks: [String] = []
    ) {
        let told = [exclusion?.description, run.shortage.rows > 0 ? run.shortage.description : nil]
        let reasons = told.compactMap { $0 } + remarks
        self.init(run, source: source, state, reason: reasons.isEmpty ? nil : reasons.joined(separator: "; "))
        isCounted = exclusion == nil
        leavesOut = exclusion?.leavesOut ?? false
    }

    init(_ run: LandedRun, source: String, _ state: State, reason: String? = nil) {
        self.init(
            source: source, export: run.export, period: run.period, run: run.run, state: state,
            generation: run.generation, rows: run.rows, roundedCells: run.roundedCells, costs: run.costs, reason: reason
        )
        shortage = run.shortage
        location = run.location
    }
}
