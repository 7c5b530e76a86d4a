import BillingModel
import BillingSources
import Columnar
import SQLEngine
import TableLog
import Tables

/// One run of ``Verification``.
struct VerificationWork {
    private let verification: Verification
    private let options: Verification.Options
    private let folder: String
    private(set) var report = Verification.Report()
    /// By source.
    private var raw: [String: VerifiedTable] = [:]
    private var states: [String: RawState] = [:]
    /// `focus`, `daily`, `quarantine`, as far as they are there.
    private var derived: [String: VerifiedTable] = [:]
    private var hops: HopCheck
    /// Nil where a raw table cannot be read: what is counted depends on all of them.
    private var counting: CountedExports?

    init(_ verification: Verification, _ options: Verification.Options, folder: String) async throws {
        self.verification = verification
        self.options = options
        self.folder = folder
        hops = HopCheck(session: verification.session, lake: verification.lake)
    }

    private var lake: Lake { verification.lake }

    mutating func run() async throws {
        try await readTables()
        counting = try? await countedExports()
        let months = try monthsByTable()
        for key in months.sorted(by: { ($1.period, $0.source, $0.export) < ($0.period, $1.source, $1.export) }) {
            try await addUp(key)
        }
        report.counts.rows = hops.rows
        if options.deep { try await readSources() }
        if !report.differences.isEmpty { try await checkUnchanged() }
        markMonths()
    }

    /// Tables are looked at one after the other: what an ingest changes meanwhile would be taken for damage.
    private func checkUnchanged() async throws {
        for verified in Array(raw.values) + Array(derived.values) {
            guard let known = verified.snapshot, let now = try? await verified.table.snapshot(),
                now.version != known.version
            else { continue }
            throw BillowError(
                .tryAgain, "the lake changed while it was verified", hint: "run again when no ingest is at work",
                source: verified.name)
        }
    }

    // MARK: Tables

    private mutating func readTables() async throws {
        for source in try await lake.sources() where options.filter.source == nil || options.filter.source == source {
            let table = try lake.raw(source)
            guard var verified = try await VerifiedTable(table, source: source) else { continue }
            try await inspect(&verified) { try? MonthKey(raw: $0, source: source, in: table) }
            raw[source] = verified
            guard let snapshot = verified.snapshot else { continue }
            do {
                states[source] = try RawState(source: source, table: table, snapshot: snapshot)
            } catch let error as BillowError {
                report.differences.append(
                    Discrepancy(table: table.root.path, file: error.source, what: error.message))
            }
        }
        for table in [try lake.focus(), try lake.daily()] {
            guard var verified = try await VerifiedTable(table, source: nil) else { continue }
            try await inspect(&verified) { try? MonthKey(derived: $0, in: table) }
            derived[table.root.path] = verified
        }
        guard var quarantine = try await VerifiedTable(try lake.quarantine(), source: nil) else { return }
        try await inspect(&quarantine) { _ in nil }
        derived["quarantine"] = quarantine
    }

    private mutating func inspect(_ table: inout VerifiedTable, _ month: (AddFile) -> MonthKey?) async throws {
        let (filter, progress) = (options.filter, verification.progress)
        try await table.inspectFiles(
            all: options.all, month: month, isMeant: filter.contains, onFile: { progress("reading \($0)") })
        report.counts.add(table.counts)
        report.differences += table.differences.filter { difference in
            filter.period == nil || difference.periods.isEmpty
                || difference.periods.contains(filter.period?.description ?? "")
        }
    }

    // MARK: Sums

    private func files(_ key: MonthKey, _ table: String) -> [AddFile] {
        guard let verified = derived[table] else { return [] }
        return (verified.snapshot?.files ?? []).filter { (try? MonthKey(derived: $0, in: verified.table)) == key }
    }

    private func monthsByTable() throws -> Set<MonthKey> {
        var keys = Set(states.values.flatMap(\.keys))
        for table in ["focus", "daily"] {
            for file in derived[table]?.snapshot?.files ?? [] {
                if let verified = derived[table], let key = try? MonthKey(derived: file, in: verified.table) {
                    keys.insert(key)
                }
            }
        }
        return keys.filter(options.filter.contains)
    }

    private mutating func addUp(_ key: MonthKey) async throws {
        verification.progress("adding up \(key)")
        guard let state = states[key.source] ?? emptyState(key.source) else { return }
        var totals = ControlTotals.empty
        do {
            let dataset = try dataset(of: state)
            if isWhole(state.files(key), raw[key.source]), !state.files(key).isEmpty {
                let found = try await hops.raw(key, state, dataset: dataset)
                report.differences += found.differences
                totals = found.totals
            }
            if let counting {
                compareParents(key, state, counting)
                try await addUpDerived(key, state, dataset, partner: counting.partner(of: key))
            }
            try await addUpQuarantine(key, state)
        } catch let error as BillowError {
            report.differences.append(
                Discrepancy(key, table: nil, file: error.source, what: "it cannot be added up: \(error.message)"))
        }
        report.months.append(
            Verification.Month(key: key, isCounted: counting?[key] == nil, totals: totals, agrees: true))
    }

    /// A month that `focus` or `daily` show, and no raw table.
    private func emptyState(_ source: String) -> RawState? {
        guard raw[source] == nil, let table = try? lake.raw(source) else { return nil }
        return try? RawState(source: source, table: table, snapshot: nil)
    }

    private func dataset(of state: RawState) throws -> any Dataset {
        let known = verification.datasets.flatMap(\.datasets)
        guard let dataset = known.first(where: { $0.id == state.dataset ?? state.source }) else {
            throw BillowError(.badData, "nobody knows how raw/\(state.source) maps to FOCUS")
        }
        return dataset
    }

    private func isWhole(_ paths: [String], _ table: VerifiedTable?) -> Bool {
        table.map { $0.damaged.isDisjoint(with: paths) } ?? false
    }

    private func countedExports() async throws -> CountedExports? {
        guard states.count == raw.count else { return nil }
        var all = Array(states.values)
        for source in try await lake.sources() where states[source] == nil {
            all.append(try await RawState(source: source, table: try lake.raw(source)))
        }
        return CountedExports(all, sources: verification.datasets)
    }

    private mutating func compareParents(_ key: MonthKey, _ state: RawState, _ counting: CountedExports) {
        let isCounted = counting[key] == nil
        let wanted = isCounted ? state.parents(key) : []
        let partner = counting.partner(of: key)?.description
        for table in ["focus", "daily"] where derived[table]?.snapshot != nil || derived[table] == nil {
            let files = files(key, table)
            for other in Set(files.map { DerivedTags.partner($0.tags) }) where other != partner {
                report.differences.append(
                    Discrepancy(
                        key, table: table, what: "the month beside which it is counted", expected: partner, found: other
                    ))
            }
            let found = Set(files.flatMap { DerivedTags.parents($0.tags) })
            guard found != wanted else { continue }
            let what =
                isCounted ? "the deliveries that it is made from" : "the deliveries of a month that is not counted"
            report.differences.append(
                Discrepancy(
                    key, table: table, what: what, expected: wanted.sorted().joined(separator: ", "),
                    found: found.sorted().joined(separator: ", ")))
        }
    }

    private mutating func addUpDerived(
        _ key: MonthKey, _ state: RawState, _ dataset: any Dataset, partner: MonthKey?
    ) async throws {
        let (focus, daily) = (files(key, "focus"), files(key, "daily"))
        guard isWhole(focus.map(\.path), derived["focus"]), !focus.isEmpty else { return }
        guard let focusTable = derived["focus"]?.table, let dailyTable = derived["daily"]?.table else { return }
        let isRawWhole = isWhole(state.files(key), raw[key.source])
        report.differences += try await hops.focus(
            key, focus, focusTable, raw: state, dataset: dataset, readsRaw: isRawWhole, isShare: partner != nil)
        guard isWhole(daily.map(\.path), derived["daily"]) else { return }
        report.differences += try await hops.daily(key, daily, dailyTable, focus: focus, focusTable)
    }

    private mutating func addUpQuarantine(_ key: MonthKey, _ state: RawState) async throws {
        let table = derived["quarantine"]
        guard table == nil || table?.snapshot != nil else { return }
        var comparison = Comparison(key, table: "quarantine")
        for run in Set(state.files(key).compactMap { state.runs[$0] }).sorted(by: { $0.run < $1.run }) {
            let files = QuarantineTable.files(of: run, source: key.source, in: table?.snapshot)
            guard table == nil || isWhole(files.map(\.path), table) else { continue }
            let found = try await hops.quarantined(files, try lake.quarantine())
            comparison.expect("rows of \(run.run)", run.shortage.rows, found)
        }
        report.differences += comparison.differences
    }

    // MARK: Sources

    private mutating func readSources() async throws {
        let check = SourceCheck(session: verification.session, store: verification.store, folder: folder)
        for (source, state) in states.sorted(by: { $0.key < $1.key }) {
            guard let dataset = try? dataset(of: state), let commits = raw[source]?.log.commits else { continue }
            for object in state.objects(commits) where isMeant(object) {
                verification.progress("reading \(object.identity.path)")
                let answer = await check.check(
                    object, dataset: dataset, landed: hops.objects[object.identity],
                    skipped: try await quarantinedRows(of: object, state))
                report.sources.append(answer)
                guard answer.state == .differs else { continue }
                for difference in answer.differences {
                    var found = Discrepancy(
                        periods: object.periods.map(\.description), table: nil, file: object.identity.path,
                        what: difference)
                    (found.source, found.export) = (source, object.identity.export)
                    report.differences.append(found)
                }
            }
        }
    }

    private func isMeant(_ object: SourceObject) -> Bool {
        object.periods.contains {
            options.filter.contains(
                MonthKey(source: object.identity.source, export: object.identity.export, period: $0))
        }
    }

    private func quarantinedRows(of object: SourceObject, _ state: RawState) async throws -> Set<Int> {
        guard let table = derived["quarantine"] else { return [] }
        let runs = Set(state.runs.values).filter {
            $0.run == object.identity.run && $0.export == object.identity.export && $0.shortage.rows > 0
        }
        let files = runs.flatMap {
            QuarantineTable.files(of: $0, source: state.source, in: table.snapshot)
        }
        guard !files.isEmpty, isWhole(files.map(\.path), table) else { return [] }
        let paths = try files.map { try lake.localPath(table.table, $0.path) }
        let rows = try await verification.session.rows(
            "SELECT DISTINCT x_row FROM \(sql: .parquet(paths)) WHERE x_file = \(object.identity.path)")
        return Set(rows.compactMap { if case .integer(let row) = $0[0] { Int(row) } else { nil } })
    }

    // MARK: Months

    private mutating func markMonths() {
        for at in report.months.indices {
            let key = report.months[at].key
            report.months[at].agrees = !report.differences.contains { difference in
                difference.periods.contains(key.period.description)
                    && (difference.source ?? key.source) == key.source
                    && (difference.export ?? key.export) == key.export
            }
        }
    }
}

extension Verification.Counts {
    mutating func add(_ other: Self) {
        commits += other.commits
        sealed += other.sealed
        files += other.files
        bytes += other.bytes
        hashed += other.hashed
        rows += other.rows
    }
}
