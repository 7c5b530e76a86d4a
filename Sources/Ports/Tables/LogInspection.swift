import BillingModel
import TableLog

/// A table's log, looked at file by file.
package struct LogInspection: Sendable {
    package struct Problem: Hashable, Sendable {
        /// `_delta_log/00000000000000000007.json`.
        package let file: String
        package let what: String
        /// Billing periods that the file is about, as far as it can be told.
        package let periods: [String]
    }

    package fileprivate(set) var problems: [Problem] = []
    /// Every commit that can be read, in order.
    package fileprivate(set) var commits: [Commit] = []
    package fileprivate(set) var sealedCommits = 0
    /// What the commits lead to, without a look at checkpoints; nil where they lead nowhere.
    package fileprivate(set) var snapshot: Snapshot?

    /// Files that commits which can be read leave in the table: what is left to look at when the log is damaged.
    package var liveFiles: [AddFile] {
        if let snapshot { return snapshot.files }
        var live: [String: AddFile] = [:]
        for action in commits.flatMap(\.actions) {
            switch action {
            case .add(let file): live[file.path] = file
            case .remove(let file): live[file.path] = nil
            default: break
            }
        }
        return live.values.sorted { $0.path < $1.path }
    }
}

extension Table {
    /// Reads every file of the log: seals, replay, checkpoints and what points to them. Nil when there is no table.
    ///
    /// Each byte of a sealed commit counts; of a checkpoint whose hash is recorded too; of another one what it says.
    package func inspectLog() async throws -> LogInspection? {
        let log = try await listing()
        guard !log.isEmpty else { return nil }
        var found = LogInspection()
        var isSealed: [Int: Bool] = [:]
        var expectsSeal = false
        for (version, object) in log.commits {
            let bytes = try await store.read(object.key, limitBytes: Self.inspectedBytesMax)
            let seal = CommitSeal(of: bytes)
            isSealed[version] = seal != .absent
            found.sealedCommits += seal == .absent ? 0 : 1
            let commit = found.take(version, bytes, seal)
            let isOurs = commit?.info?.engineInfo.hasPrefix("billow/") ?? false
            expectsSeal = expectsSeal || seal != .absent || commit?.hashesFiles ?? false
            if seal == .absent, isOurs, expectsSeal {
                found.report(Commit.fileName(version), "the seal is gone", bytes)
            }
        }
        found.replay(log.commits.map(\.version))
        try await inspectCheckpoints(log, isSealed, &found)
        return found
    }

    private static let inspectedBytesMax = 1 << 30

    private func inspectCheckpoints(
        _ log: LogListing, _ isSealed: [Int: Bool], _ found: inout LogInspection
    ) async throws {
        let pointer = log.hasPointer ? try await pointer() : nil
        for (version, object) in log.checkpoints {
            let name = Commit.checkpointName(version)
            let bytes = try await store.read(object.key, limitBytes: Self.inspectedBytesMax)
            if let recorded = pointer?.checkpointSha256?[String(version)] {
                if recorded != CommitSeal.hex(bytes) { found.report(name, "the checkpoint is not as it was written") }
            } else if let codec, let known = found.snapshot(at: version) {
                let actions = try? await withCopy(object.key) { try await codec.read(file: $0) }
                let read = try? actions.flatMap {
                    try Snapshot.replay(checkpoint: Commit(version: version, actions: $0), commits: [])
                }
                if read?.says(known) != true {
                    found.report(name, "the checkpoint says something else than the commits")
                }
            }
        }
        // What others write points in another form.
        guard log.hasPointer, isSealed.values.contains(true) else { return }
        let bytes = try await store.read(try logKey(LogListing.pointerName), limitBytes: Self.pointerBytesMax)
        guard let pointer else { return found.report(LogListing.pointerName, "it cannot be read") }
        if isSealed[pointer.version] ?? true, try !isTrue(pointer, bytes, log, found) {
            found.report(LogListing.pointerName, "it is not what was written for checkpoint \(pointer.version)")
        }
    }

    private func isTrue(
        _ pointer: CheckpointPointer, _ bytes: [UInt8], _ log: LogListing, _ found: LogInspection
    ) throws -> Bool {
        let versions = Set(log.checkpoints.map { String($0.version) })
        guard let object = log.checkpoints.first(where: { $0.version == pointer.version })?.object,
            try pointer.bytes() == bytes, pointer.sizeInBytes == object.sizeBytes,
            let hashes = pointer.checkpointSha256, versions.isSuperset(of: hashes.keys),
            hashes.keys.allSatisfy({ Int($0) ?? .max <= pointer.version })
        else { return false }
        guard let known = found.snapshot(at: pointer.version) else { return true }
        let now = found.commits.first { $0.version == pointer.version }?.info?.timestampMillis ?? 0
        let actions = known.checkpointActions(tombstonesSinceMillis: now - Self.tombstoneMillis)
        return pointer.numOfAddFiles == known.files.count && pointer.size == actions.count
    }
}

extension LogInspection {
    fileprivate mutating func take(_ version: Int, _ bytes: [UInt8], _ seal: CommitSeal) -> Commit? {
        let name = Commit.fileName(version)
        do {
            let commit = try Commit(version: version, bytes: bytes)
            if seal == .broken { report(name, "the commit is not as it was written", bytes) }
            commits.append(commit)
            return commit
        } catch {
            report(name, (error as? BillowError)?.message ?? "\(error)", bytes)
            return nil
        }
    }

    fileprivate mutating func replay(_ versions: [Int]) {
        for (index, version) in versions.enumerated() where version != index {
            return report(Commit.fileName(index), "the commit is missing")
        }
        guard commits.count == versions.count else { return }
        do {
            snapshot = try Snapshot.replay(commits: commits)
        } catch {
            report("", (error as? BillowError)?.message ?? "\(error)")
        }
    }

    fileprivate func snapshot(at version: Int) -> Snapshot? {
        guard snapshot != nil else { return nil }
        return try? Snapshot.replay(commits: commits.filter { $0.version <= version })
    }

    fileprivate mutating func report(_ name: String, _ what: String, _ bytes: [UInt8] = []) {
        var periods = Self.periods(in: bytes)
        if periods.isEmpty {
            periods = Set(liveFiles.compactMap { $0.partitionValues["x_billing_period"] ?? nil })
        }
        problems.append(Problem(file: "_delta_log/\(name)", what: what, periods: periods.sorted()))
    }

    /// From the text of a commit that may be damaged: `x_billing_period=2025-10`, `"x_billing_period":"2025-10"`.
    private static func periods(in bytes: [UInt8]) -> Set<String> {
        let text = String(decoding: bytes, as: UTF8.self)
        var periods: Set<String> = []
        for part in text.split(separator: "x_billing_period").dropFirst() {
            let value = part.drop { "=\":".contains($0) }.prefix(7)
            if let period = BillingPeriod(value) { periods.insert(period.description) }
        }
        return periods
    }
}

extension Commit {
    /// Whoever records the hashes of files seals commits too.
    fileprivate var hashesFiles: Bool {
        actions.contains { if case .add(let file) = $0 { file.tags[AddFile.hashTag] != nil } else { false } }
    }
}

extension Snapshot {
    /// The same table, but for tombstones, which a checkpoint may leave out.
    fileprivate func says(_ other: Snapshot) -> Bool {
        Set(files) == Set(other.files) && metadata == other.metadata && transactions == other.transactions
            && protocolVersion == other.protocolVersion
    }
}
