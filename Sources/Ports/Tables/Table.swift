import BillingModel
import Foundation
import ObjectStorage
import TableLog

/// A Delta table in a store. A value without state: snapshots are what callers hold on to.
package struct Table: Sendable {
    package let store: any ObjectStore
    /// The table's folder.
    package let root: ObjectKey
    /// Without one, tables are read from their JSON commits and get no checkpoints.
    package let codec: (any CheckpointCodec)?
    /// A folder of this machine for checkpoints on their way; must exist.
    package let scratchFolder: String
    /// Told when a commit stands but its checkpoint failed.
    package let onCheckpointFailure: @Sendable (any Error) -> Void

    package init(
        store: any ObjectStore, root: ObjectKey, codec: (any CheckpointCodec)? = nil,
        scratchFolder: String = NSTemporaryDirectory(),
        onCheckpointFailure: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.store = store
        self.root = root
        self.codec = codec
        self.scratchFolder = scratchFolder
        self.onCheckpointFailure = onCheckpointFailure
    }

    /// `_delta_log/<name>` in the table's folder.
    func logKey(_ name: String) throws -> ObjectKey { try root.appending("_delta_log/\(name)") }

    /// A data file's key in the store.
    package func key(_ path: String) throws -> ObjectKey { try root.appending(path) }
}

// MARK: - Reading

extension Table {
    /// A log file is not larger than this.
    private static let commitBytesMax = 1 << 30
    private static let parallelReads = 8

    /// The table at a version, by default the latest. Nil when there is no table here.
    ///
    /// Throws `badData` for a broken log, `nothingToRead` for a version that does not exist.
    package func snapshot(version: Int? = nil) async throws -> Snapshot? {
        let log = try await listing()
        guard !log.isEmpty else { return nil }
        let latest = max(log.commits.last?.version ?? -1, log.checkpoints.last?.version ?? -1)
        let wanted = version ?? latest
        guard (0...latest).contains(wanted) else {
            throw BillowError(
                .nothingToRead, "the table '\(root)' has no version \(wanted)",
                hint: "its versions go from 0 to \(latest)", source: store.location)
        }
        let checkpoint = await readCheckpoint(log, upTo: wanted)
        let first = checkpoint.map { $0.version + 1 } ?? 0
        let commits = try await read(log.commits.filter { ($0.version >= first) && $0.version <= wanted })
        let snapshot = try Snapshot.replay(checkpoint: checkpoint, commits: commits)
        guard let snapshot, snapshot.version == wanted else {
            throw BillowError(
                .badData, "the log of the table '\(root)' does not lead to version \(wanted)",
                hint: "put the missing commit files back from a copy of the table", source: store.location)
        }
        return snapshot
    }

    /// Without reading the log; nil when there is no table here.
    package func latestVersion() async throws -> Int? {
        let log = try await listing()
        return [log.commits.last?.version, log.checkpoints.last?.version].compactMap { $0 }.max()
    }

    /// Whether a version is the latest still, by two looks; false also where that cannot be told without a listing.
    package func isLatest(_ version: Int) async throws -> Bool {
        guard try await store.head(try logKey(Commit.fileName(version))) != nil else { return false }
        return try await store.head(try logKey(Commit.fileName(version + 1))) == nil
    }

    /// The same table, later: reads only what was committed since.
    package func refreshed(_ snapshot: Snapshot) async throws -> Snapshot {
        try snapshot.applying(try await commits(after: snapshot.version))
    }

    /// The latest versions, newest first, at most `limit` of them. Empty when there is no table.
    package func history(limit: Int = .max) async throws -> [HistoryEntry] {
        let log = try await listing()
        return try await read(log.commits.suffix(max(0, limit))).reversed().map { commit in
            HistoryEntry(version: commit.version, info: commit.info, actions: commit.actions)
        }
    }

    /// Every commit above a version, in order, without a gap (-1: all).
    func commits(after version: Int) async throws -> [Commit] {
        let commits = try await read(try await listing().commits.filter { $0.version > version })
        for (index, commit) in commits.enumerated() where commit.version != version + 1 + index {
            throw BillowError(
                .badData, "version \(version + 1 + index) is missing from the log of the table '\(root)'",
                hint: "put the missing commit file back from a copy of the table", source: store.location)
        }
        return commits
    }

    func listing() async throws -> LogListing {
        let folder = try root.appending("_delta_log")
        return LogListing(try await store.list(prefix: "\(folder)/"), folder: folder)
    }

    private func read(_ files: some Collection<(version: Int, key: ObjectKey)> & Sendable) async throws -> [Commit] {
        let files = Array(files)
        return try await withThrowingTaskGroup(of: (Int, Commit).self) { group in
            var commits = [Commit?](repeating: nil, count: files.count)
            for (index, file) in files.enumerated() {
                if index >= Self.parallelReads, let (done, commit) = try await group.next() { commits[done] = commit }
                group.addTask {
                    let bytes = try await store.read(file.key, limitBytes: Self.commitBytesMax)
                    return (index, try Commit(version: file.version, bytes: bytes))
                }
            }
            for try await (done, commit) in group { commits[done] = commit }
            return commits.compactMap { $0 }
        }
    }
}
