import BillingModel
import Planning
import TableLog
import Tables

/// A source's raw table as of one version: its log, and the deliveries that its files belong to.
struct RawState: Sendable {
    let source: String
    let table: Table
    let snapshot: Snapshot?
    /// By path; every live file has one.
    let runs: [String: LandedRun]
    /// Paths of the live files of each month, ascending.
    private let paths: [MonthKey: [String]]
    let ledger: Ledger
    /// What each delivery covers, as far as its files say.
    private let coverages: [LandedRun: Coverage]

    init(source: String, table: Table) async throws {
        try self.init(source: source, table: table, snapshot: try await table.snapshot())
    }

    init(source: String, table: Table, snapshot: Snapshot?) throws {
        self.source = source
        self.table = table
        self.snapshot = snapshot
        var runs: [String: LandedRun] = [:]
        var paths: [MonthKey: [String]] = [:]
        var coverages: [LandedRun: Coverage] = [:]
        for file in snapshot?.files ?? [] {
            guard let run = LandedRun(tags: file.tags) else {
                throw table.foreign(file)
            }
            runs[file.path] = run
            paths[MonthKey(source: source, export: run.export, period: run.period), default: []].append(file.path)
            if let coverage = file.tags[LandedRun.coverageTag].flatMap({ Coverage(text: $0) }) {
                coverages[run] = coverage
            }
        }
        self.runs = runs
        self.coverages = coverages
        self.paths = paths.mapValues { $0.sorted() }
        ledger = Ledger(Set(runs.values).map(\.entry), refusals: Self.refusals(snapshot))
    }

    /// With what was committed since.
    func refreshed() async throws -> RawState {
        let now = try await table.latest(after: snapshot)
        return now?.version == snapshot?.version ? self : try RawState(source: source, table: table, snapshot: now)
    }

    var columns: [Column] {
        let partitions = Set(snapshot?.metadata.partitionColumns ?? [])
        return snapshot?.metadata.columns.filter { !partitions.contains($0.name) } ?? []
    }

    /// The months that have files.
    var keys: Set<MonthKey> { Set(paths.keys) }

    func files(_ key: MonthKey) -> [String] { paths[key, default: []] }

    /// The latest generation of a month; 0 when it has none.
    func generation(_ key: MonthKey) -> Int {
        files(key).compactMap { runs[$0]?.generation }.max() ?? 0
    }

    /// Nil when a delivery of the month does not tell.
    func coverage(_ key: MonthKey) -> Coverage? {
        coverage(of: shown(key))
    }

    private func coverage(of shown: Set<LandedRun>) -> Coverage? {
        var sum = Coverage()
        for run in shown where run.rows > 0 {
            guard let coverage = coverages[run] else { return nil }
            sum = sum.union(coverage)
        }
        return sum
    }

    /// What the guard compares a new delivery with: the whole month, or one run of it. Nil when there is none.
    func facts(_ key: MonthKey, run: String? = nil) throws -> CoverageGuard.Facts? {
        let shown = shown(key).filter { run == nil || $0.run == run }
        guard !shown.isEmpty else { return nil }
        return CoverageGuard.Facts(
            coverage: coverage(of: shown), billed: try ControlTotals.billed(shown.map(\.costs)))
    }

    private func shown(_ key: MonthKey) -> Set<LandedRun> {
        Set(files(key).compactMap { runs[$0] })
    }

    /// Whether an export is counted, where somebody decided it.
    func rule(_ export: String) -> Counting.Rule {
        snapshot?.metadata.configuration[Self.ruleSetting + export].flatMap(Counting.Rule.init) ?? .auto
    }

    static let ruleSetting = "billow.count."

    /// The dataset that the table is of; nil when it does not say.
    var dataset: String? { snapshot?.metadata.configuration[PreparedUnit.datasetSetting] }

    /// What `focus` and `daily` must be made from to show this month as it is here.
    func parents(_ key: MonthKey) -> Set<String> {
        Set(files(key).compactMap { runs[$0]?.parent })
    }
}

/// What is replaced as one: a month of one export of one source.
package struct MonthKey: Hashable, Sendable {
    package let source: String
    package let export: String
    package let period: BillingPeriod
}

extension MonthKey: CustomStringConvertible {
    package var description: String { "\(source) \(export) \(period)" }
}

/// `focus` or `daily` as of one version: which raw deliveries each month was made from.
struct DerivedState: Sendable {
    let table: Table
    let snapshot: Snapshot?
    private(set) var files: [MonthKey: [AddFile]] = [:]

    init(table: Table) async throws {
        try self.init(table: table, snapshot: try await table.snapshot())
    }

    init(table: Table, snapshot: Snapshot?) throws {
        self.table = table
        self.snapshot = snapshot
        for file in snapshot?.files ?? [] {
            files[try MonthKey(derived: file, in: table), default: []].append(file)
        }
    }

    /// With what was committed since.
    func refreshed() async throws -> DerivedState {
        let now = try await table.latest(after: snapshot)
        return now?.version == snapshot?.version ? self : try DerivedState(table: table, snapshot: now)
    }

    func parents(_ key: MonthKey) -> Set<String> {
        Set(files[key, default: []].flatMap { DerivedTags.parents($0.tags) })
    }

    /// Whether a month shows the share of its rows that it has beside this partner; without one, all of its rows.
    func isBeside(_ partner: MonthKey?, _ key: MonthKey) -> Bool {
        files[key, default: []].allSatisfy { DerivedTags.partner($0.tags) == partner?.description }
    }
}

extension Table {
    func foreign(_ file: AddFile) -> BillowError {
        BillowError(
            .badData, "the table \(root) holds a file that Billow did not write",
            hint: "another tool has changed the table; restore an earlier version of it", source: file.path)
    }
}

extension MonthKey {
    /// Of a file of a raw table.
    init(raw file: AddFile, source: String, in table: Table) throws {
        guard let run = LandedRun(tags: file.tags) else { throw table.foreign(file) }
        self.init(source: source, export: run.export, period: run.period)
    }

    /// Of a file of `focus` or `daily`.
    init(derived file: AddFile, in table: Table) throws {
        guard let source = file.partitionValues["x_source"] ?? nil,
            let period = (file.partitionValues["x_billing_period"] ?? nil).flatMap({ BillingPeriod($0) }),
            let export = file.tags[DerivedTags.export]
        else { throw table.foreign(file) }
        self.init(source: source, export: export, period: period)
    }
}

/// What the files of `focus` and `daily` say about their origin.
enum DerivedTags {
    static let export = "billow.export"
    private static let parents = "billow.parents"
    private static let partner = "billow.beside"

    static func tags(_ key: MonthKey, parents: Set<String>, partner: MonthKey?) -> [String: String] {
        var tags = [export: key.export, Self.parents: parents.sorted().joined(separator: "\n")]
        tags[Self.partner] = partner?.description
        return tags
    }

    /// The month that tells the other half of the charges; nil where the file shows all rows.
    static func partner(_ tags: [String: String]) -> String? { tags[partner] }

    static func parents(_ tags: [String: String]) -> [String] {
        tags[parents]?.split(separator: "\n").map(String.init) ?? []
    }
}

extension Table {
    fileprivate func latest(after known: Snapshot?) async throws -> Snapshot? {
        guard let known else { return try await snapshot() }
        return try await refreshed(known)
    }
}
