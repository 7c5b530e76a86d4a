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
    private let hashes = StagedHashes()
    private let stores: [String: any ObjectStore]
    var lake: LakeStates
    /// A delivery was written anew while it was read.
    private var hasChanges = false
    /// How often a unit is planned again after another ingest was faster.
    static let attemptsMax = 8

    init(ingest: Ingest, staging: Staging, locations: [Ingest.Location]) {
        self.ingest = ingest
        self.staging = staging
        lake = LakeStates(lake: ingest.lake, sources: ingest.sources)
        stores = Dictionary(locations.map { ($0.store.location, $0.store) }) { first, _ in first }
    }

    /// Whether a delivery changed under the reader since this was asked last.
    mutating func takeChanged() -> Bool {
        defer { hasChanges = false }
        return hasChanges
    }

    /// Looks at the lake anew: other ingests may have changed it.
    mutating func refresh() {
        lake = LakeStates(lake: ingest.lake, sources: ingest.sources)
    }

    mutating func ledger(_ source: String) async throws -> Ledger {
        try await ingest.ledger(of: source, &lake)
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
            var refusals = try await twins(in: prepared).map { (run: $0, state: RunReport.State.skipped, reason: $1) }
            if refusals.isEmpty, !ingest.accepts {
                refusals = try await shortfalls(prepared).map { (run: $0, state: .held, reason: $1) }
            }
            guard refusals.isEmpty else {
                reports += items.flatMap { item in
                    refusals.filter { $0.run == item.delivery.run }
                        .map { RunReport(item.delivery, $0.state, reason: $0.reason) }
                }
                items.removeAll { item in refusals.contains { $0.run == item.delivery.run } }
                continue
            }
            let landed = Set(prepared.runs.map(\.run))
            let empty = items.filter { !landed.contains($0.delivery.run) }.map {
                RunReport($0.delivery, .skipped, reason: "it holds no rows")
            }
            guard prepared.changesAnything else { return reports + empty }
            switch try await commit(prepared) {
            case .committed: return reports + empty + (try await landedReports(prepared))
            case .conflicted: lake.forget(raw: first.source)
            }
        }
        throw BillowError(
            .tryAgain, "other ingests kept changing raw/\(items[0].delivery.source)",
            hint: "run again when they are done")
    }

    /// By run, why a delivery would count the same bytes twice: what a manifest or another file name made look like
    /// another export is not one. A month may well be delivered again unchanged, as a new run of the same export.
    private mutating func twins(in unit: PreparedUnit) async throws -> [String: String] {
        var known = Set(try await lake.raw(unit.landed.source).runs.values).filter { $0.rows > 0 }
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

    /// By run, what a month would lose by it.
    private mutating func shortfalls(_ unit: PreparedUnit) async throws -> [String: String] {
        let before = try await lake.raw(unit.landed.source)
        var shortfalls: [String: String] = [:]
        for month in unit.landed.months {
            for run in Set(unit.landed.deliveries.map(\.run)) where shortfalls[run] == nil {
                // A month that is delivered as a whole is replaced whatever run it is of.
                guard let old = try before.facts(month.key, run: month.replacesAll ? nil : run),
                    let lack = CoverageGuard.shortfall(
                        of: try unit.facts(month.key, run: run), against: old, period: month.key.period)
                else { continue }
                let generation = before.generation(month.key)
                let whose = month.replacesAll ? "generation \(generation) has" : "it had in generation \(generation)"
                shortfalls[run] = "it lacks what \(whose): \(lack); if that is right, land it with --accept"
            }
        }
        return shortfalls
    }

    private mutating func landedReports(_ unit: PreparedUnit) async throws -> [RunReport] {
        let source = unit.landed.source
        let counting = unit.months == nil ? nil : try await lake.counting()
        return unit.runs.map { run in
            let key = MonthKey(source: source, export: run.export, period: run.period)
            let leftOut = counting?.leftOut(for: key) ?? []
            var report = RunReport(
                run, source: source, .landed, exclusion: counting?[key],
                remarks: unit.remarks + leftOut + [counting?.partner(of: key)].compactMap { $0.map(Self.beside) })
            report.leavesOut = report.leavesOut || !leftOut.isEmpty
            return report
        }
    }

    private static func beside(_ partner: MonthKey) -> String {
        "counted together with \(partner.source) \(partner.export): one tells what was billed, the other what was used"
    }

    // MARK: Preparing

    private mutating func prepare(_ deliveries: [Delivery], folder: String) async throws -> PreparedUnit {
        guard let first = deliveries.first, let dataset = ingest.dataset(first.dataset) else {
            throw BillowError(.bug, "a delivery of an unknown dataset")
        }
        let before = try await lake.raw(first.source)
        let prepared = try await Preparation(
            dataset: dataset, deliveries: deliveries, before: before, fetching: Fetcher(from: try store(first)),
            session: ingest.session, parquet: ingest.parquet, folder: folder, quarantines: ingest.quarantines,
            contract: ingest.contracts[first.source],
            hint: first.files.first.map { ingest.hints.hint(for: $0.path) } ?? DeliveryHint(),
            hashes: hashes
        ).run()
        guard ingest.reach == .daily else { return try PreparedUnit(landed: prepared, months: nil) }
        hashes.begin(prepared.landed.files.map(\.parquet.path))
        var months: [DerivedMonth] = []
        for month in prepared.months {
            months.append(
                try await derive(month, of: prepared.landed, dataset, folder: try staging.subfolder(of: folder)))
        }
        return try PreparedUnit(landed: prepared, months: months)
    }

    private mutating func derive(
        _ month: LandedUnit.Month, of landed: Landed, _ dataset: any Dataset, folder: String
    ) async throws -> DerivedMonth {
        let known = try await lake.raw(month.key.source)
        let focus = try await lake.focus()
        let isRebuilt =
            month.replacesAll || !focus.isBeside(nil, month.key) || !month.replacedFiles.isEmpty
            || focus.parents(month.key) != known.parents(month.key)
        let stays = month.replacesAll ? [] : known.files(month.key).filter { !month.replacedFiles.contains($0) }
        let folders = ingest.lake
        let rawFiles =
            month.newFiles.map(\.parquet.path)
            + (isRebuilt ? try stays.map { try folders.localPath(known.table, $0) } : [])
        let keptFocus =
            isRebuilt
            ? nil : try focus.files[month.key, default: []].map { try folders.localPath(focus.table, $0.path) }
        let isAll = Set(rawFiles) == Set(landed.files.map(\.parquet.path))
        return try await Derivation(session: ingest.session, markup: ingest.markup, hashes: hashes).derive(
            .init(
                key: month.key, dataset: dataset, rawFiles: rawFiles, rawColumns: month.columns,
                keptFocusFiles: keptFocus, folder: folder, rawTotals: isAll ? landed.totals : nil))
    }

    // MARK: Committing

    private enum Committed {
        case committed, conflicted
    }

    private mutating func commit(_ unit: PreparedUnit) async throws -> Committed {
        let publication = Publication(lake: ingest.lake, nowMillis: ingest.nowMillis, hashes: hashes)
        let source = unit.landed.source
        let before = try await lake.raw(source)
        guard try await commitQuarantine(unit, publication) else { return .conflicted }
        switch try await publication.publish(unit.rawChange(before), to: before.table, on: before.snapshot) {
        case .conflicted: return .conflicted
        case .committed(let snapshot):
            lake.put(try RawState(source: source, table: before.table, snapshot: snapshot))
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
    /// that these are there. Those of which a share counts beside a partner's are left to the repair, which makes both.
    private mutating func counted(_ months: [DerivedMonth]) async throws -> [DerivedMonth] {
        let counting = try await lake.counting()
        let mine = Set(months.map(\.key))
        let shown = Set(try await lake.focus().files.keys)
        return months.filter { counting.partner(of: $0.key) == nil }
            .map { counting[$0.key] == nil ? $0 : .empty($0.key) }
            + counting.excluded.subtracting(mine).intersection(shown).map { .empty($0) }
    }

    /// A conflict here leaves `focus` or `daily` behind `raw`; the repair at the end of the ingest catches up.
    mutating func publishDerived(_ months: [DerivedMonth], _ publication: Publication) async throws {
        let state = try await lake.allRaw()
        let focusBefore = try await lake.focus()
        let focusChange = try DerivedChange.focus(months, focusBefore, state)
        guard
            case .committed(let focusAfter) = try await publication.publish(
                focusChange, to: focusBefore.table, on: focusBefore.snapshot)
        else {
            lake.forgetFocus()
            return
        }
        lake.put(focus: try DerivedState(table: focusBefore.table, snapshot: focusAfter))
        let dailyBefore = try await lake.daily()
        let dailyChange = DerivedChange.daily(months, dailyBefore, state)
        guard
            case .committed(let dailyAfter) = try await publication.publish(
                dailyChange, to: dailyBefore.table, on: dailyBefore.snapshot)
        else {
            lake.forgetDaily()
            return
        }
        lake.put(daily: try DerivedState(table: dailyBefore.table, snapshot: dailyAfter))
    }
}
