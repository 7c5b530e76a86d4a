import BillingModel
import TableLog

/// What a month showed after one landing: of an export that replaces, that delivery; of one that accumulates, all files
/// up to then.
package struct Generation: Sendable {
    package enum State: String, Sendable {
        case shown
        /// A later landing took its place.
        case replaced
        /// A rollback or `forget` took it back.
        case withdrawn
    }

    package let key: MonthKey
    package let number: Int
    package let landedMillis: Int64
    /// The raw files, exactly as the log had them.
    package let files: [AddFile]
    package internal(set) var state: State
    /// When it went out of sight last; nil while it is shown.
    package internal(set) var endedMillis: Int64?
    /// All files are still there.
    package internal(set) var isKept = true

    init(key: MonthKey, number: Int, landedMillis: Int64, files: [AddFile]) {
        self.key = key
        self.number = number
        self.landedMillis = landedMillis
        self.files = files
        state = .shown
    }
}

extension Generation {
    /// All deliveries that it consists of.
    var runs: Set<LandedRun> { Set(files.compactMap { LandedRun(tags: $0.tags) }) }

    /// Ids of the deliveries that this landing brought; none where it only took files away.
    package var newRuns: [String] { runs.filter { $0.generation == number }.map(\.run).sorted() }

    package var sizeBytes: Int { files.reduce(0) { $0 + $1.sizeBytes } }

    /// Rows as delivered, and costs as they are in `focus`.
    package func totals() throws -> ControlTotals {
        try runs.reduce(.empty) { try $0.adding(ControlTotals(rows: $1.rows, costs: $1.costs)) }
    }

    /// What `focus` and `daily` name as their parents when they show it.
    var parents: Set<String> { Set(runs.map(\.parent)) }

    var paths: Set<String> { Set(files.map(\.path)) }
}
