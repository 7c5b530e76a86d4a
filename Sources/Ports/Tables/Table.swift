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
    /// Commits are read as long as a checkpoint would save less than these bytes: looking into one has its price too.
    package let checkpointBytesMin: Int
    private let memory: LogMemory?
    /// Told when a commit stands but its checkpoint failed.
    package let onCheckpointFailure: @Sendable (any Error) -> Void

    package init(
        store: any ObjectStore, root: ObjectKey, codec: (any CheckpointCodec)? = nil,
        scratchFolder: String = NSTemporaryDirectory(), checkpointBytesMin: Int = 8 << 20, memory: LogMemory? = nil,
        onCheckpointFailure: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.store = store
        self.root = root
        self.codec = codec
        self.scratchFolder = scratchFolder
        self.checkpointBytesMin = checkpointBytesMin
        self.memory = memory
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
    private static let openingBytes = 16 << 10

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
        let snapshot = try await snapshot(log, at: wanted)
        guard let snapshot, snapshot.version == wanted else {
            throw BillowError(
                .badData, "the log of the table '\(root)' does not lead to version \(wanted)",
                hint: "put the missing commit files back from a copy of the table", source: store.location)
        }
        if wanted == latest { memory?.keep(snapshot, root, log.commits.map(\.object)) }
        return snapshot
    }

    private func snapshot(_ log: LogListing, at wanted: Int) async throws -> Snapshot? {
        let known = memory?.snapshot(root, log.commits.map(\.object)).flatMap { $0.version <= wanted ? $0 : nil }
        let savesMuch = !log.isWhole(upTo: wanted) || savedBytes(log, upTo: wanted) >= checkpointBytesMin
        if known == nil, savesMuch {
            return try await replayed(log, from: await readCheckpoint(log, upTo: wanted), wanted)
        }
        do {
            guard let known else { return try await replayed(log, from: nil, wanted) }
            return try known.applying(try await commits(of: log, after: known.version, to: wanted))
        } catch {
            // Damage before a checkpoint does not concern whoever starts there.
            guard let checkpoint = await readCheckpoint(log, upTo: wanted) else { throw error }
            return try await replayed(log, from: checkpoint, wanted)
        }
    }

    /// What the newest checkpoint would save; an object that has to be opened counts as ``openingBytes`` more.
    private func savedBytes(_ log: LogListing, upTo version: Int) -> Int {
        let checkpoint = log.checkpoints.last { $0.version <= version }?.version ?? -1
        return log.commits.prefix { $0.version <= checkpoint }
            .reduce(0) { $0 + $1.object.sizeBytes + Self.openingBytes }
    }

    private func replayed(_ log: LogListing, from checkpoint: Commit?, _ version: Int) async throws -> Snapshot? {
        try Snapshot.replay(
            checkpoint: checkpoint,
            commits: try await commits(of: log, after: checkpoint?.version ?? -1, to: version))
    }

    private func commits(of log: LogListing, after first: Int, to last: Int) async throws -> [Commit] {
        try await read(log.commits.filter { $0.version > first && $0.version <= last })
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

    private func read(_ files: some Collection<(version: Int, object: ObjectSummary)>) async throws -> [Commit] {
        var commits = files.map { memory?.commit($0.object) }
        let missing = zip(commits.indices, files).filter { commits[$0.0] == nil }
        try await withThrowingTaskGroup(of: (Int, Commit).self) { group in
            for (count, (index, file)) in missing.enumerated() {
                if count >= Self.parallelReads, let (done, commit) = try await group.next() { commits[done] = commit }
                group.addTask { (index, try await read(file.version, file.object)) }
            }
            for try await (done, commit) in group { commits[done] = commit }
        }
        return commits.compactMap { $0 }
    }

    private func read(_ version: Int, _ object: ObjectSummary) async throws -> Commit {
        let bytes = try await store.read(object.key, limitBytes: Self.commitBytesMax)
        let commit = try Commit(version: version, bytes: bytes)
        memory?.keep(commit, object)
        return commit
    }
}
