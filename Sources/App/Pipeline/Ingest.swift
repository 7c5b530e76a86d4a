import BillingModel
import BillingSources
import Discovery
import Landing
import ObjectStorage
import Planning
import SQLEngine
import Tables

/// The main job: find deliveries, decide, land them, derive `focus` and `daily`, commit.
package struct Ingest: Sendable {
    /// A folder or bucket, all of it or some of its objects.
    package struct Location: Sendable {
        package let store: any ObjectStore
        /// Nil is everything that is there.
        package let keys: [ObjectKey]?

        package init(store: any ObjectStore, keys: [ObjectKey]? = nil) {
            self.store = store
            self.keys = keys
        }
    }

    package struct Result: Sendable {
        /// One for each delivery and month, newest month first.
        package var runs: [RunReport] = []
        /// Files that are no export, by location.
        package var others: [Discovered.OtherFile] = []
        /// Months whose `focus` or `daily` did not show what `raw` holds: an earlier ingest had left them behind, or
        /// two exports have become one bill.
        package var repaired = 0

        /// Takes the reports of a later look at the same places; what landed before stays told.
        mutating func follow(with later: [RunReport]) {
            let landed = runs.filter { $0.state == .landed }
            let known = Set(landed.map(\.identity))
            runs = landed + later.filter { !known.contains($0.identity) }
        }
    }

    /// How far new deliveries are taken.
    package enum Reach: Sendable {
        /// To the raw tables alone, to time landing. Such a lake is in order: the next ingest derives what it lacks.
        case raw
        /// Through `focus` to `daily`.
        case daily
    }

    package enum Event: Sendable {
        case discovering(location: String)
        case found(deliveries: Int, others: Int)
        case repairing(source: String, export: String, period: BillingPeriod)
        case landing(source: String, export: String, period: BillingPeriod?, files: Int, bytes: Int)
        case finished([RunReport])
    }

    private(set) var lake: Lake
    let sources: [any BillingSource]
    let session: any SQLSession
    let parquet: any ParquetHandling
    let markup: ExactDecimal?
    let reach: Reach
    /// Lands what would be held otherwise.
    let accepts: Bool
    /// Lands deliveries without the rows that cannot be read.
    let quarantines: Bool
    let contracts: ColumnContracts
    /// What the user says of deliveries that nothing in them tells.
    let hints: DeliveryHints
    /// Landed already, and to be landed anew.
    let again: Set<RunReport.Identity>
    let nowMillis: @Sendable () -> Int64
    let progress: @Sendable (Event) -> Void

    package init(
        lake: Lake, sources: [any BillingSource], session: any SQLSession, parquet: any ParquetHandling,
        markup: ExactDecimal? = nil, reach: Reach = .daily, accepts: Bool = false,
        quarantines: Bool = false, contracts: ColumnContracts = .evolve, again: Set<RunReport.Identity> = [],
        hints: DeliveryHints = .none, nowMillis: @escaping @Sendable () -> Int64,
        progress: @escaping @Sendable (Event) -> Void = { _ in }
    ) {
        self.lake = lake
        self.sources = sources
        self.session = session
        self.parquet = parquet
        self.markup = markup
        self.reach = reach
        self.accepts = accepts
        self.quarantines = quarantines
        self.contracts = contracts
        self.hints = hints
        self.again = again
        self.nowMillis = nowMillis
        self.progress = progress
    }

    /// What ``run(_:)`` would do; nothing is written but a temporary folder. States are those that
    /// deliveries would get.
    package func plan(_ locations: [Location], scratchFolder: String) async throws -> Result {
        var states = LakeStates(lake: lake, sources: sources)
        let (plan, others, _) = try await prepare(locations, scratchFolder: scratchFolder, &states)
        var result = Result(others: others)
        for item in plan.items {
            let delivery = item.delivery
            switch item.decision {
            case .land: result.runs.append(RunReport(delivery, .landed, reason: "would be landed"))
            case .landIfContentDiffers:
                result.runs.append(RunReport(delivery, .landed, reason: "would be landed if its content has changed"))
            default: result.runs += try await Self.reports(item, ledger: ledger(of: delivery.source, &states))
            }
        }
        return result
    }

    /// Lands what is new. Throws only for what concerns all deliveries (the disk, the lake); what is wrong with one
    /// is in its report.
    package func run(_ locations: [Location]) async throws -> Result {
        let staging = try Staging(lake: lake.store)
        var result = Result()
        var ingest = self
        ingest.lake = lake.working(in: try staging.subfolder())
        var work = LandingWork(ingest: ingest, staging: staging, locations: locations)
        result.repaired = try await work.repair()
        for pass in 1...Self.passesMax {
            let (plan, others, known) = try await prepare(
                locations, scratchFolder: try staging.subfolder(), &work.lake)
            result.others = others
            for (location, files) in zip(locations, known) {
                try await KnownFileNotes(lake: lake).record(files, at: location.store.location)
            }
            result.follow(with: try await land(plan, &work))
            // What changed under the reader is looked for anew: it may lie elsewhere, or be another run.
            guard work.takeChanged(), pass < Self.passesMax else { break }
            work.refresh()
        }
        work.refresh()
        result.repaired += try await work.repair()
        for location in locations {
            try await UnlandedNotes(lake: lake).record(
                result.runs, at: location.store.location, isWhole: location.keys == nil, nowMillis: nowMillis())
        }
        return result
    }

    private static let passesMax = 3

    private func land(_ plan: Plan, _ work: inout LandingWork) async throws -> [RunReport] {
        var all: [RunReport] = []
        for unit in Self.units(plan) {
            let reports: [RunReport]
            switch unit {
            case .decided(let item): reports = try await Self.reports(item, ledger: work.ledger(item.delivery.source))
            case .land(let items): reports = try await work.land(items)
            }
            all += reports
            progress(.finished(reports))
        }
        return all
    }

    private func prepare(
        _ locations: [Location], scratchFolder: String, _ states: inout LakeStates
    ) async throws -> (plan: Plan, others: [Discovered.OtherFile], known: [KnownFiles]) {
        var deliveries: [Delivery] = []
        var others: [Discovered.OtherFile] = []
        var known: [KnownFiles] = []
        for location in locations {
            progress(.discovering(location: location.store.location))
            let before = try await KnownFileNotes(lake: lake).known(of: location.store.location)
            let finder = DeliveryFinder(
                sources: sources, store: location.store, parquet: parquet, folder: scratchFolder, hints: hints,
                known: before)
            let found = try await finder.discover(try await objects(of: location))
            deliveries += found.deliveries
            others += found.others
            // Files that were named one by one say nothing of the others.
            known.append(location.keys == nil ? found.known : before.merging(found.known))
            // Files that were named one by one are all that is looked at.
            guard location.keys == nil, let store = location.store as? any StrayTelling else { continue }
            others += try await store.strays().map { .init(path: $0.path, reason: $0.reason) }
        }
        progress(.found(deliveries: deliveries.count, others: others.count))
        guard !deliveries.isEmpty else { throw Self.nothingFound(locations, others) }
        var ledgers: [String: Ledger] = [:]
        for source in Set(deliveries.map(\.source)) where dataset(source) != nil {
            try await states.catchUp(raw: source)
            ledgers[source] = try await ledger(of: source, &states)
        }
        return (Plan.make(deliveries, ledgers: ledgers, accepts: accepts), others, known)
    }

    private func objects(of location: Location) async throws -> [ObjectSummary] {
        guard let keys = location.keys else {
            // The lake may lie among the exports: `billow ingest .` beside ./lake.
            let inside = lake.store.localPath(try ObjectKey("raw")).map { String($0.dropLast("raw".count)) }
            return try await location.store.list(prefix: "").filter { object in
                guard let inside, let path = location.store.localPath(object.key) else { return true }
                return !path.hasPrefix(inside)
            }
        }
        var objects: [ObjectSummary] = []
        for key in Set(keys).sorted() {
            guard let object = try await location.store.head(key) else {
                throw BillowError(.nothingToRead, "there is no file \(key)", source: location.store.location)
            }
            objects.append(object)
        }
        return objects
    }

    func ledger(of source: String, _ states: inout LakeStates) async throws -> Ledger {
        dataset(source) == nil ? Ledger([]) : ledger(try await states.raw(source))
    }

    /// What the table holds, but for what is to be landed again.
    func ledger(_ state: RawState) -> Ledger {
        guard !again.isEmpty else { return state.ledger }
        return Ledger(
            state.ledger.entries.filter { entry in
                !again.contains(
                    .init(source: state.source, export: entry.export, period: entry.period, run: entry.run))
            }, refusals: state.refusals)
    }

    func dataset(_ id: String) -> (any Dataset)? {
        sources.lazy.flatMap(\.datasets).first { $0.id == id }
    }

    private static func nothingFound(_ locations: [Location], _ others: [Discovered.OtherFile]) -> BillowError {
        let places = locations.map(\.store.location).joined(separator: ", ")
        let seen =
            others.isEmpty
            ? "there is no file at all"
            : "\(others.count) files are there, for instance \(others[0].path): \(others[0].reason)"
        return BillowError(
            .nothingToRead, "no cost export found; \(seen)",
            hint: "name the folder that holds the clouds' exports, or try `billow sample exports` first", source: places
        )
    }

    // MARK: Units of work

    private enum Unit {
        case decided(Plan.Item)
        case land([Plan.Item])
    }

    /// Each month alone; new files of one accumulating export together, as one commit.
    private static func units(_ plan: Plan) -> [Unit] {
        let filesMax = 128
        var units: [Unit] = []
        var open: [String: Int] = [:]
        for item in plan.items {
            switch item.decision {
            case .land where item.delivery.period == nil, .landIfContentDiffers where item.delivery.period == nil:
                let key = "\(item.delivery.location)\n\(item.delivery.source)\n\(item.delivery.export)"
                if let at = open[key], case .land(let items) = units[at], items.count < filesMax {
                    units[at] = .land(items + [item])
                } else {
                    open[key] = units.count
                    units.append(.land([item]))
                }
            case .land, .landIfContentDiffers: units.append(.land([item]))
            default: units.append(.decided(item))
            }
        }
        return units
    }

    /// Reports for what is not to be landed.
    static func reports(_ item: Plan.Item, ledger: Ledger) async throws -> [RunReport] {
        let delivery = item.delivery
        switch item.decision {
        case .skip(let reason):
            let known =
                delivery.period.map { ledger.live(export: delivery.export, period: $0).map { [$0] } ?? [] }
                ?? ledger.entries(export: delivery.export, run: delivery.run)
            guard !known.isEmpty else { return [RunReport(delivery, .skipped, reason: reason)] }
            return known.sorted { $0.period < $1.period }.map { entry in
                RunReport(
                    source: delivery.source, export: delivery.export, period: entry.period, run: delivery.run,
                    state: .skipped, generation: entry.generation, rows: entry.rows, reason: reason)
            }
        case .superseded(let reason): return [RunReport(delivery, .superseded, reason: reason)]
        case .held(let reason): return [RunReport(delivery, .held, reason: reason)]
        case .rejected(let reason):
            return [RunReport(delivery, .rejected, reason: reason, place: delivery.problem?.source)]
        case .land, .landIfContentDiffers: return []
        }
    }
}
