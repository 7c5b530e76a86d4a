import BillingModel
import ObjectStorage
import TableLog

/// What to delete of one table. Pure.
struct VacuumPlan: Sendable {
    /// Files that the log no longer names and nobody needs, by path.
    private(set) var dead: [(path: String, sizeBytes: Int)] = []
    /// Files that the log never named.
    private(set) var orphans: [(path: String, sizeBytes: Int)] = []
    /// Those of ``dead`` of which the log does not say yet that they are deleted.
    private(set) var unrecorded: [String] = []
    /// Those of ``dead`` that are still in the table.
    private(set) var retired: [String] = []

    /// A file that no log names may belong to an ingest that has not committed yet.
    static let orphanGraceMillis: Int64 = 24 * 3_600_000

    /// `present`: what lies in the table's folder. `needed`: paths that are kept although the log took them out.
    init(
        _ lists: MonthLists, present: [String: ObjectSummary], needed: Set<String>, retention: Retention,
        nowMillis: Int64
    ) {
        for (path, object) in present.sorted(by: { $0.key < $1.key }) where lists.live[path] == nil {
            if let file = lists.dead[path] {
                let isRecorded = lists.vacuumed.contains(path)
                guard isRecorded || !needed.contains(path) && retention.isOver(file.atMillis, nowMillis) else {
                    continue
                }
                dead.append((path, object.sizeBytes))
                if !isRecorded { unrecorded.append(path) }
            } else if object.modifiedMicros / 1000 <= nowMillis - Self.orphanGraceMillis {
                orphans.append((path, object.sizeBytes))
            }
        }
    }

    /// Takes files out of the table that nobody can be shown any more.
    mutating func retire(_ files: [AddFile]) {
        dead += files.map { ($0.path, $0.sizeBytes) }
        retired += files.map(\.path)
    }

    var files: [(path: String, sizeBytes: Int)] { dead + orphans }
}
