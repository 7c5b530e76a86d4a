import BillingModel
import TableLog
import Tables

/// Deletes files that nothing shows and no kept generation needs.
///
/// The log says first which files go, in a commit that a rollback at the same time conflicts with; then they are
/// deleted. What a crash leaves in between, the next vacuum deletes.
package struct Vacuum: Sendable {
    package struct Report: Sendable {
        package struct File: Hashable, Sendable {
            /// Below the lake's folder.
            package let path: String
            package let sizeBytes: Int
            package let isOrphan: Bool
        }

        /// Generations that can no longer be shown or compared.
        package var generations: [Generation] = []
        package var files: [File] = []

        package var sizeBytes: Int { files.reduce(0) { $0 + $1.sizeBytes } }
    }

    private let lake: Lake
    private let retention: Retention
    private let nowMillis: @Sendable () -> Int64
    private static let attemptsMax = 8

    package init(lake: Lake, retention: Retention, nowMillis: @escaping @Sendable () -> Int64) {
        self.lake = lake
        self.retention = retention
        self.nowMillis = nowMillis
    }

    package func run(isDryRun: Bool) async throws -> Report {
        var told: [Generation] = []
        for _ in 0..<Self.attemptsMax {
            var work = try await plan()
            // What an earlier attempt recorded is no longer kept, and goes now.
            work.expired += told.filter { old in
                !work.expired.contains { $0.key == old.key && $0.number == old.number }
            }
            told = work.expired
            if isDryRun { return report(work) }
            guard try await record(work) else { continue }
            for table in work.tables {
                for file in table.plan.files { try await lake.store.delete(try table.table.key(file.path)) }
            }
            return report(work)
        }
        throw BillowError(
            .tryAgain, "rollbacks kept changing what is needed", hint: "run again when they are done")
    }

    // MARK: Planning

    private struct Work {
        var expired: [Generation] = []
        var tables: [(table: Table, plan: VacuumPlan)] = []
    }

    private func plan() async throws -> Work {
        let history = LakeHistory(lake: lake)
        let now = nowMillis()
        var work = Work()
        var kept: [MonthKey: [Generation]] = [:]
        var known: Set<String> = []
        for month in try await history.months() {
            let expired = Set(retention.expired(month, nowMillis: now))
            // What is shown is needed even where a file of it was lost.
            kept[month.key] = month.generations.filter {
                $0.state == .shown || $0.isKept && !expired.contains($0.number)
            }
            known.formUnion(month.generations.flatMap(Self.deliveries))
            work.expired += month.generations.filter { $0.isKept && expired.contains($0.number) }
        }
        for source in try await lake.sources() {
            let needed = Set(kept.filter { $0.key.source == source }.flatMap(\.value).flatMap(\.paths))
            try await add(try lake.raw(source), try await history.raw(source), needed, now, to: &work)
        }
        for table in [try lake.focus(), try lake.daily()] where try await table.snapshot() != nil {
            let lists = try await history.derived(table)
            let needed = kept.flatMap { key, generations in
                generations.flatMap { lists.files(key, parents: $0.parents) ?? [] }.map(\.path)
            }
            try await add(table, lists, Set(needed), now, to: &work)
        }
        let quarantine = try lake.quarantine()
        if let snapshot = try await quarantine.snapshot() {
            let unneeded = QuarantineTable.unneeded(
                snapshot, known: known, kept: Set(kept.values.joined().flatMap(Self.deliveries)),
                beforeMillis: now - VacuumPlan.orphanGraceMillis)
            try await add(quarantine, try await history.quarantine(quarantine), [], now, to: &work, retired: unneeded)
        }
        return work
    }

    private static func deliveries(_ generation: Generation) -> [String] {
        generation.runs.map { QuarantineTable.name(generation.key.source, $0) }
    }

    private func add(
        _ table: Table, _ lists: MonthLists, _ needed: Set<String>, _ now: Int64, to work: inout Work,
        retired: [AddFile] = []
    ) async throws {
        let present = try await LakeHistory(lake: lake).files(of: table)
        var plan = VacuumPlan(lists, present: present, needed: needed, retention: retention, nowMillis: now)
        plan.retire(retired)
        work.tables.append((table, plan))
        // Of an export that accumulates a later generation may need all files of an earlier one.
        let gone = Set(plan.dead.map(\.path))
        work.expired.removeAll { generation in
            table.root.path == "raw/\(generation.key.source)" && generation.paths.isDisjoint(with: gone)
        }
    }

    // MARK: Deleting

    /// False when somebody brought files back meanwhile: what is needed has to be looked at again.
    private func record(_ work: Work) async throws -> Bool {
        for (table, plan) in work.tables where !(plan.unrecorded + plan.retired).isEmpty {
            guard let snapshot = try await table.snapshot() else { continue }
            // A snapshot newer than the plan may show what the plan deletes.
            guard plan.unrecorded.allSatisfy({ snapshot.file($0) == nil }),
                plan.retired.allSatisfy({ snapshot.file($0) != nil })
            else { return false }
            let now = nowMillis()
            let version = (snapshot.transactionVersion(VacuumRecord.appID) ?? 0) + 1
            let change = TableChange(
                removes: plan.retired,
                transactions: [
                    Transaction(appID: VacuumRecord.appID, version: version, lastUpdatedMillis: now)
                ],
                info: CommitInfo(
                    timestampMillis: now, operation: "VACUUM START", engineInfo: "billow/\(Billow.version)",
                    billow: [VacuumRecord.name: .array((plan.unrecorded + plan.retired).map(JSONValue.string))]))
            guard case .committed = try await table.commit(change, on: snapshot) else { return false }
        }
        return true
    }

    private func report(_ work: Work) -> Report {
        var report = Report(generations: work.expired)
        for (table, plan) in work.tables {
            report.files += plan.dead.map {
                Report.File(path: "\(table.root)/\($0.path)", sizeBytes: $0.sizeBytes, isOrphan: false)
            }
            report.files += plan.orphans.map {
                Report.File(path: "\(table.root)/\($0.path)", sizeBytes: $0.sizeBytes, isOrphan: true)
            }
        }
        return report
    }
}
