import BillingModel
import BillingSources
import Fetching
import Landing
import ObjectStorage
import Planning
import TableLog
import Tables

/// The tables as this ingest sees them, and what it does to them: unit after unit, each prepared as a whole before its
/// first commit.
struct LandingWork {
    let ingest: Ingest
    let staging: Staging
    private let stores: [String: any ObjectStore]
    private var raw: [String: RawState] = [:]
    private var focus: DerivedState?
    private var daily: DerivedState?
    /// A delivery was written anew while it was read.
    private var hasChanges = false
    /// How often a unit is planned again after another ingest was faster.
    private static let attemptsMax = 8

    init(ingest: Ingest, staging: Staging, locations: [Ingest.Location]) {
        self.ingest = ingest
        self.staging = staging
        stores = Dictionary(locations.map { ($0.store.location, $0.store) }) { first, _ in first }
    }

    /// Whether a delivery changed under the reader since this was asked last.
    mutating func takeChanged() -> Bool {
        defer { hasChanges = false }
        return hasChanges
    }

    /// Looks at the lake anew: other ingests may have changed it.
    mutating func refresh() {
        raw = [:]
        focus = nil
        daily = nil
    }

    mutating func ledger(_ source: String) async throws -> Ledger {
        ingest.dataset(source) == nil ? Ledger([]) : ingest.ledger(try await state(source))
    }

    // MARK: Lander

    /// Lands the deliveries of one unit. A delivery that cannot be read is rejected, the others go on without it.
    mutating func land(_ items: [Plan.Item]) async throws -> [RunReport] {
        var items = items
        var reports: [RunReport] = []
        while !items.isEmpty {
            do {
                return reports + (try await attempt(items))
            } catch let error as BillowError where Self.concernsOneDelivery(error) {
                let at = items.firstIndex { item in
                    item.delivery.manifest == error.source && error.source != nil
                        || item.delivery.files.contains { error.source?.hasPrefix($0.path) ?? false }
                }
                if at == nil, items.count > 1 {
                    for item in items { reports += try await land([item]) }
                    return reports
                }
                hasChanges = hasChanges || error.code == .tryAgain
                let item = items.remove(at: at ?? 0)
                var report = RunReport(item.delivery, .rejected, reason: Self.reason(error), place: error.source)
                report.ownHint = error.hint
                reports.append(report)
            }
        }
        return reports
    }

    private static func concernsOneDelivery(_ error: BillowError) -> Bool {
        [.badData, .bug, .tryAgain, .nothingToRead].contains(error.code)
    }

    private static func reason(_ error: BillowError) -> String {
        error.hint.map { "\(error.message); \($0)" } ?? error.message
    }

    private mutating func attempt(_ items: [Plan.Item]) async throws -> [RunReport] {
        var items = items
        var reports: [RunReport] = []
        for _ in 0..<Self.attemptsMax {
            let planned = try await planAgain(items)
            let (unchanged, changed) = try await withoutUnchanged(planned.open)
            reports += planned.decided + unchanged
            items = changed
            guard let first = items.first?.delivery else { return reports }
            ingest.progress(
                .landing(
                    source: first.source, export: first.export, period: first.period,
                    files: items.reduce(0) { $0 + $1.delivery.files.count },
                    bytes: items.reduce(0) { $0 + $1.delivery.sizeBytes }))
            let folder = try staging.subfolder()
            defer { staging.remove(folder) }
            let prepared = try await prepare(items.map(\.delivery), folder: folder)
            let landed = Set(prepared.runs.map(\.run))
            let empty = items.filter { !landed.contains($0.delivery.run) }.map {
                RunReport($0.delivery, .skipped, reason: "it holds no rows")
            }
            if landed.isEmpty { return reports + empty }
            let twins = try await twins(in: prepared)
            guard twins.isEmpty else {
                reports += items.compactMap { item in
                    twins[item.delivery.run].map { RunReport(item.delivery, .skipped, reason: $0) }
                }
                items.removeAll { twins[$0.delivery.run] != nil }
                continue
            }
            if !ingest.accepts, let reason = try await shortfall(prepared) {
                return reports + items.map { RunReport($0.delivery, .held, reason: reason) }
            }
            switch try await commit(prepared) {
            case .committed: return reports + empty + (try await landedReports(prepared))
            case .conflicted: raw[first.source] = nil
            }
        }
        throw BillowError(
            .tryAgain, "other ingests kept changing raw/\(items[0].delivery.source)",
            hint: "run again when they are done")
    }

    /// By run, why a delivery would count the same bytes twice: what a manifest or another file name made look like
    /// another export is not one. A month may well be delivered again unchanged, as a new run of the same export.
    private mutating func twins(in unit: PreparedUnit) async throws -> [String: String] {
        var known = Set(try await state(unit.landed.source).runs.values).filter { $0.rows > 0 }
        var twins: [String: String] = [:]
        for run in unit.runs.sorted(by: { $0.run < $1.run }) where run.rows > 0 && twins[run.run] == nil {
            let isAccumulating = unit.landed.deliveries[0].period == nil
            let twin = known.first { other in
                let isOther = other.export != run.export || (isAccumulating && other.run != run.run)
                return isOther && !run.hashes.isEmpty && Set(run.hashes).isSubset(of: other.hashes)
            }
            if let twin {
                twins[run.run] = "the lake holds the same bytes as \(twin.export) \(twin.run)"
            } else {
                known.insert(run)
            }
        }
        return twins
    }

    /// Decides once more on what the raw table holds by now: another ingest may have landed some of it.
    private mutating func planAgain(_ items: [Plan.Item]) async throws -> (decided: [RunReport], open: [Plan.Item]) {
        guard let source = items.first?.delivery.source else { return ([], []) }
        let ledger = try await ledger(source)
        var decided: [RunReport] = []
        var open: [Plan.Item] = []
        let plan = Plan.make(items.map(\.delivery), ledgers: [source: ledger], accepts: ingest.accepts)
        for item in plan.items {
            switch item.decision {
            case .land, .landIfContentDiffers: open.append(item)
            default: decided += try await Ingest.reports(item, ledger: ledger)
            }
        }
        return (decided, open)
    }

    /// Deliveries whose listing has changed but whose content has not are skipped.
    private func withoutUnchanged(_ items: [Plan.Item]) async throws -> (skipped: [RunReport], changed: [Plan.Item]) {
        var skipped: [RunReport] = []
        var changed: [Plan.Item] = []
        for item in items {
            guard case .landIfContentDiffers(let known) = item.decision else {
                changed.append(item)
                continue
            }
            let fetching = Fetcher(from: try store(item.delivery))
            var hashes: [(name: String, sha256: String)] = []
            for file in item.delivery.files {
                hashes.append((String(file.name), try await fetching.hash(file)))
            }
            if Fetcher.contentHash(hashes) == known {
                skipped.append(RunReport(item.delivery, .skipped, reason: "the lake holds the same content"))
            } else {
                changed.append(item)
            }
        }
        return (skipped, changed)
    }

    private func store(_ delivery: Delivery) throws -> any ObjectStore {
        guard let store = stores[delivery.location] else {
            throw BillowError(.bug, "nobody knows the location \(delivery.location)")
        }
        return store
    }

    /// What a month would lose by this unit; nil when nothing.
    private mutating func shortfall(_ unit: PreparedUnit) async throws -> String? {
        let before = try await state(unit.landed.source)
        for month in unit.landed.months where month.replacesAll {
            guard let old = try before.facts(month.key),
                let lack = CoverageGuard.shortfall(
                    of: try unit.facts(month.key), against: old, period: month.key.period)
            else { continue }
            return "it lacks what generation \(before.generation(month.key)) has: \(lack); "
                + "if that is right, land it with --accept"
        }
        return nil
    }

    private mutating func landedReports(_ unit: PreparedUnit) async throws -> [RunReport] {
        let source = unit.landed.source
        let counting = unit.months == nil ? nil : try await counting()
        return unit.runs.map { run in
            let key = MonthKey(source: source, export: run.export, period: run.period)
            return RunReport(run, source: source, .landed, exclusion: counting?[key], remarks: unit.remarks)
        }
    }

    // MARK: Tables

    private mutating func state(_ source: String) async throws -> RawState {
        if let state = raw[source] { return state }
        let state = try await RawState(source: source, table: try ingest.lake.raw(source))
        raw[source] = state
        return state
    }

    private mutating func rawStates() async throws -> [String: RawState] {
        for source in try await ingest.lake.sources() { _ = try await state(source) }
        return raw
    }

    private mutating func counting() async throws -> CountedExports {
        CountedExports(try await rawStates().values, sources: ingest.sources)
    }

    private mutating func focusState() async throws -> DerivedState {
        if let focus { return focus }
        let state = try await DerivedState(table: try ingest.lake.focus())
        focus = state
        return state
    }

    private mutating func dailyState() async throws -> DerivedState {
        if let daily { return daily }
        let state = try await DerivedState(table: try ingest.lake.daily())
        daily = state
        return state
    }

    // MARK: Preparing

    private mutating func prepare(_ deliveries: [Delivery], folder: String) async throws -> PreparedUnit {
        guard let first = deliveries.first, let dataset = ingest.dataset(first.dataset) else {
            throw BillowError(.bug, "a delivery of an unknown dataset")
        }
        let before = try await state(first.source)
        let prepared = try await Preparation(
            dataset: dataset, deliveries: deliveries, before: before, fetching: Fetcher(from: try store(first)),
            session: ingest.session, parquet: ingest.parquet, folder: folder, quarantines: ingest.quarantines,
            contract: ingest.contracts[first.source]
        ).run()
        guard ingest.reach == .daily else { return try PreparedUnit(landed: prepared, months: nil) }
        var months: [DerivedMonth] = []
        for month in prepared.months {
            months.append(try await derive(month, dataset, folder: try staging.subfolder(of: folder)))
        }
        return try PreparedUnit(landed: prepared, months: months)
    }

    private mutating func derive(
        _ month: LandedUnit.Month, _ dataset: any Dataset, folder: String
    ) async throws -> DerivedMonth {
        let known = try await state(month.key.source)
        let focus = try await focusState()
        let isRebuilt =
            month.replacesAll || !month.replacedFiles.isEmpty || focus.parents(month.key) != known.parents(month.key)
        let stays = month.replacesAll ? [] : known.files(month.key).filter { !month.replacedFiles.contains($0) }
        let lake = ingest.lake
        let rawFiles =
            month.newFiles.map(\.parquet.path)
            + (isRebuilt ? try stays.map { try lake.localPath(known.table, $0) } : [])
        let keptFocus =
            isRebuilt ? nil : try focus.files[month.key, default: []].map { try lake.localPath(focus.table, $0.path) }
        return try await Derivation(session: ingest.session, markup: ingest.markup).derive(
            .init(
                key: month.key, dataset: dataset, rawFiles: rawFiles, rawColumns: month.columns,
                keptFocusFiles: keptFocus, folder: folder))
    }

    // MARK: Committing

    private enum Committed {
        case committed, conflicted
    }

    private mutating func commit(_ unit: PreparedUnit) async throws -> Committed {
        let publication = Publication(lake: ingest.lake, nowMillis: ingest.nowMillis)
        let source = unit.landed.source
        let before = try await state(source)
        guard try await commitQuarantine(unit, publication) else { return .conflicted }
        switch try await publication.publish(unit.rawChange(before), to: before.table, on: before.snapshot) {
        case .conflicted: return .conflicted
        case .committed(let snapshot):
            raw[source] = try RawState(source: source, table: before.table, snapshot: snapshot)
        }
        if let months = unit.months { try await publishDerived(try await counted(months), publication) }
        return .committed
    }

    /// False when somebody else was faster.
    private func commitQuarantine(_ unit: PreparedUnit, _ publication: Publication) async throws -> Bool {
        guard !unit.landed.landed.quarantine.isEmpty else { return true }
        let table = try ingest.lake.quarantine()
        let before = try await table.snapshot()
        let folder = try staging.subfolder()
        defer { staging.remove(folder) }
        guard
            let change = try await QuarantineTable.change(unit, before, session: ingest.session, folder: folder),
            case .conflicted = try await publication.publish(change, to: table, on: before)
        else { return true }
        return false
    }

    /// These months as `focus` shows them: empty where another export tells the same, which goes for others too, now
    /// that these are there.
    private mutating func counted(_ months: [DerivedMonth]) async throws -> [DerivedMonth] {
        let counting = try await counting()
        let mine = Set(months.map(\.key))
        let shown = Set(try await focusState().files.keys)
        return months.map { counting[$0.key] == nil ? $0 : .empty($0.key) }
            + counting.excluded.subtracting(mine).intersection(shown).map { .empty($0) }
    }

    /// A conflict here leaves `focus` or `daily` behind `raw`; the repair at the end of the ingest catches up.
    private mutating func publishDerived(_ months: [DerivedMonth], _ publication: Publication) async throws {
        let state = try await rawStates()
        let focusBefore = try await focusState()
        let focusChange = try DerivedChange.focus(months, focusBefore, state)
        guard
            case .committed(let focusAfter) = try await publication.publish(
                focusChange, to: focusBefore.table, on: focusBefore.snapshot)
        else {
            focus = nil
            return
        }
        focus = try DerivedState(table: focusBefore.table, snapshot: focusAfter)
        let dailyBefore = try await dailyState()
        let dailyChange = DerivedChange.daily(months, dailyBefore, state)
        guard
            case .committed(let dailyAfter) = try await publication.publish(
                dailyChange, to: dailyBefore.table, on: dailyBefore.snapshot)
        else {
            daily = nil
            return
        }
        daily = try DerivedState(table: dailyBefore.table, snapshot: dailyAfter)
    }

    // MARK: Repair

    /// Rebuilds every month whose `focus` or `daily` does not show what `raw` holds. Answers how many there were.
    mutating func repair() async throws -> Int {
        guard ingest.reach == .daily else { return 0 }
        var attempts: [MonthKey: Int] = [:]
        for source in try await ingest.lake.sources() {
            try await catchUp()
            while case let keys = try await monthsBehind(source), !keys.isEmpty {
                for key in keys {
                    guard try await isBehind(key, try await counting()) else { continue }
                    attempts[key, default: 0] += 1
                    guard attempts[key, default: 0] <= Self.attemptsMax else { throw Self.unsettled(key) }
                    try await rebuild(key)
                    try await catchUp()
                }
            }
        }
        return attempts.count
    }

    /// Looks at what other ingests have committed since, at `focus` and `daily` first: what these show is in `raw`
    /// then. The other way round, a month that has just come would look like one that is gone, and be taken away.
    private mutating func catchUp() async throws {
        focus = try await focusState().refreshed()
        daily = try await dailyState().refreshed()
        for (source, state) in raw { raw[source] = try await state.refreshed() }
    }

    private mutating func monthsBehind(_ source: String) async throws -> [MonthKey] {
        let keys = try await state(source).keys
            .union(try await focusState().files.keys.filter { $0.source == source })
            .union(try await dailyState().files.keys.filter { $0.source == source })
        let counting = try await counting()
        var behind: [MonthKey] = []
        for key in keys {
            if try await isBehind(key, counting) { behind.append(key) }
        }
        return behind.sorted { ($1.period, $0.export) < ($0.period, $1.export) }
    }

    private mutating func isBehind(_ key: MonthKey, _ counting: CountedExports) async throws -> Bool {
        let wanted = counting[key] == nil ? try await state(key.source).parents(key) : []
        let shown = [try await focusState().parents(key), try await dailyState().parents(key)]
        return shown.contains { $0 != wanted }
    }

    private static func unsettled(_ key: MonthKey) -> BillowError {
        BillowError(
            .tryAgain, "raw holds what focus or daily does not show yet: other ingests kept changing them",
            hint: "run again when they are done", source: "\(key.source) \(key.export) \(key.period)")
    }

    private mutating func rebuild(_ key: MonthKey) async throws {
        ingest.progress(.repairing(source: key.source, export: key.export, period: key.period))
        let state = try await state(key.source)
        let publication = Publication(lake: ingest.lake, nowMillis: ingest.nowMillis)
        guard try await counting()[key] == nil else { return try await publishDerived([.empty(key)], publication) }
        if try await Restoration(ingest: ingest).restore(key, as: state) {
            refresh()
            return
        }
        guard let id = state.dataset, let dataset = ingest.dataset(id)
        else {
            throw BillowError(
                .configuration, "nobody knows how raw/\(key.source) maps to FOCUS", source: "raw/\(key.source)")
        }
        let folder = try staging.subfolder()
        defer { staging.remove(folder) }
        let month = try await Derivation(session: ingest.session, markup: ingest.markup).derive(
            .init(
                key: key, dataset: dataset,
                rawFiles: try state.files(key).map { try ingest.lake.localPath(state.table, $0) },
                rawColumns: state.columns, keptFocusFiles: nil, folder: folder))
        try await publishDerived([month], publication)
    }
}
