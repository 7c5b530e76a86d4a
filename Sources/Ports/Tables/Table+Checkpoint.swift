import BillingModel
import Foundation
import ObjectStorage
import TableLog

/// `_last_checkpoint`: a hint that says what its checkpoint must look like.
struct CheckpointPointer: Codable {
    var version: Int
    /// Actions.
    var size: Int
    var sizeInBytes: Int?
    var numOfAddFiles: Int?
    /// Checkpoints in several files are not read.
    var parts: Int?
    /// By version, of every checkpoint that Billow wrote.
    var checkpointSha256: [String: String]?

    func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return Array(try encoder.encode(self))
    }
}

extension Table {
    static let tombstoneMillis: Int64 = 7 * 86_400_000

    /// Writes the state at a version as a checkpoint; one that is there already stays. Does nothing without a codec.
    package func writeCheckpoint(_ snapshot: Snapshot, nowMillis: Int64) async throws {
        guard let codec else { return }
        let actions = snapshot.checkpointActions(tombstonesSinceMillis: nowMillis - Self.tombstoneMillis)
        let file = scratchFile()
        defer { try? FileManager.default.removeItem(atPath: file) }
        try await codec.write(actions, to: file)
        let key = try logKey(Commit.checkpointName(snapshot.version))
        var hashes = try await pointer()?.checkpointSha256 ?? [:]
        hashes[String(snapshot.version)] = CommitSeal.hex(Array(try Data(contentsOf: URL(fileURLWithPath: file))))
        guard try await store.adopt(file: file, as: key, mode: .ifAbsent) == .written else { return }
        let pointer = CheckpointPointer(
            version: snapshot.version, size: actions.count, sizeInBytes: try await store.head(key)?.sizeBytes,
            numOfAddFiles: snapshot.files.count, checkpointSha256: hashes)
        // Made elsewhere, so that a crash leaves no half-named file in the log.
        let hint = scratchFile()
        defer { try? FileManager.default.removeItem(atPath: hint) }
        try Data(try pointer.bytes()).write(to: URL(fileURLWithPath: hint))
        _ = try await store.adopt(file: hint, as: try logKey(LogListing.pointerName), mode: .overwrite)
    }

    /// Nil when there is none, or none that can be read.
    func pointer() async throws -> CheckpointPointer? {
        let key = try logKey(LogListing.pointerName)
        guard try await store.head(key) != nil else { return nil }
        let bytes = try await store.read(key, limitBytes: Self.pointerBytesMax)
        return try? JSONDecoder().decode(CheckpointPointer.self, from: Data(bytes))
    }

    static let pointerBytesMax = 1 << 20

    /// The newest checkpoint that can be relied on. Nil is no loss while the JSON commits are there.
    func readCheckpoint(_ log: LogListing, upTo version: Int) async -> Commit? {
        guard let codec, let found = log.checkpoints.last(where: { $0.version <= version }) else { return nil }
        do {
            let actions = try await withCopy(found.object.key) { try await codec.read(file: $0) }
            guard try await agrees(actions, found.object, version: found.version, hasPointer: log.hasPointer) else {
                return nil
            }
            let checkpoint = Commit(version: found.version, actions: actions)
            // Refused here, it is as good as missing.
            return try Snapshot.replay(checkpoint: checkpoint, commits: []).map { _ in checkpoint }
        } catch {
            return nil
        }
    }

    private func agrees(
        _ actions: [Action], _ object: ObjectSummary, version: Int, hasPointer: Bool
    ) async throws -> Bool {
        guard hasPointer, let pointer = try? await pointer(), pointer.version == version else { return true }
        let adds = actions.count { if case .add = $0 { true } else { false } }
        return pointer.parts == nil && pointer.size == actions.count
            && pointer.sizeInBytes ?? object.sizeBytes == object.sizeBytes && pointer.numOfAddFiles ?? adds == adds
    }

    /// A copy under a name of ours: engines take `*` or `key=value` in a path for more than a name.
    func withCopy<Result>(_ key: ObjectKey, _ body: (String) async throws -> Result) async throws -> Result {
        let file = scratchFile()
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Data(try await store.read(key, limitBytes: 1 << 30)).write(to: URL(fileURLWithPath: file))
        return try await body(file)
    }

    private func scratchFile() -> String {
        URL(fileURLWithPath: scratchFolder).appendingPathComponent("checkpoint-\(UUID().uuidString).parquet").path
    }
}
