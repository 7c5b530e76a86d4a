import ObjectStorage
import Synchronization
import TableLog

/// What has been read of the logs of a store, so that whoever looks at them again and again reads each commit once.
///
/// A commit is known again by its key and by what the listing says of the object: one that was replaced is read anew.
package final class LogMemory: Sendable {
    /// A table as some listing showed it.
    private struct Known {
        let commits: [ObjectSummary]
        let snapshot: Snapshot
    }

    private struct Kept {
        let object: ObjectSummary
        let commit: Commit
    }

    private struct State {
        var commits: [ObjectKey: Kept] = [:]
        var tables: [ObjectKey: Known] = [:]
        var sizeBytes = 0
    }

    private let state = Mutex(State())
    private let sizeBytesMax: Int

    /// - Parameter sizeBytesMax: JSON of the commits that are kept; those beyond it are read again.
    package init(sizeBytesMax: Int = 32 << 20) {
        self.sizeBytesMax = sizeBytesMax
    }

    func commit(_ object: ObjectSummary) -> Commit? {
        state.withLock { state in
            state.commits[object.key].flatMap { $0.object == object ? $0.commit : nil }
        }
    }

    func keep(_ commit: Commit, _ object: ObjectSummary) {
        state.withLock { state in
            let before = state.commits[object.key]?.object.sizeBytes ?? 0
            guard state.sizeBytes - before + object.sizeBytes <= sizeBytesMax else { return }
            state.commits[object.key] = Kept(object: object, commit: commit)
            state.sizeBytes += object.sizeBytes - before
        }
    }

    /// The latest known snapshot of the table that a log with these commits leads to, or led to.
    func snapshot(_ root: ObjectKey, _ commits: [ObjectSummary]) -> Snapshot? {
        guard let known = state.withLock({ $0.tables[root] }), commits.starts(with: known.commits) else { return nil }
        return known.snapshot
    }

    func keep(_ snapshot: Snapshot, _ root: ObjectKey, _ commits: [ObjectSummary]) {
        state.withLock { $0.tables[root] = Known(commits: commits, snapshot: snapshot) }
    }
}
