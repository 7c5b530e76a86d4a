import BillingModel
import Foundation
import ObjectStorage
import TableLog
import Tables

enum Sample {
    static let metadata = TableMetadata(
        id: "5f0b8f6e-0000-4000-8000-000000000002",
        columns: [Column("p", .text), Column("cost", .decimal)], partitionColumns: ["p"])

    static func file(_ name: String, _ partition: String?) -> AddFile {
        AddFile(
            path: PartitionPath.folder([("p", partition)]) + "/\(name).parquet", partitionValues: ["p": partition],
            sizeBytes: 1, modificationMillis: 1, statistics: FileStatistics(rows: 1), tags: ["billow.name": name])
    }

    static func info(_ operation: String = "WRITE") -> CommitInfo {
        CommitInfo(timestampMillis: 1_700_000_000_000, operation: operation, billow: ["run": .string(operation)])
    }

    static func create(_ table: Table) async throws -> Snapshot {
        try await table.commit(TableChange(metadata: metadata, info: info("CREATE TABLE")), on: nil).committed()
    }
}

extension CommitOutcome {
    struct NotCommitted: Error {
        let reason: String
    }

    func committed() throws -> Snapshot {
        switch self {
        case .committed(let snapshot): return snapshot
        case .conflicted(let reason, _): throw NotCommitted(reason: reason)
        }
    }
}

/// Keeps checkpoints as JSON lines: all that is said about checkpoints here holds for any codec.
struct LinesCodec: CheckpointCodec {
    func read(file: String) async throws -> [Action] {
        try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map {
            try Action(jsonLine: String($0))
        }
    }

    func write(_ actions: [Action], to file: String) async throws {
        let lines = try actions.map { try $0.jsonLine() + "\n" }.joined()
        try lines.write(toFile: file, atomically: false, encoding: .utf8)
    }
}

/// A store that does what it is told to do to the next writes.
actor FaultyStore: ObjectStore {
    enum Fault {
        /// Written, but the answer is that it was there: a retry of a request that had arrived.
        case arrivesTwice
        case fails
    }

    nonisolated let location = "faulty"
    private let store: any ObjectStore
    private var faults: [Fault]
    private(set) var puts = 0
    private(set) var opens = 0
    private(set) var lists = 0

    init(_ store: any ObjectStore, faults: [Fault] = []) {
        self.store = store
        self.faults = faults
    }

    func fail(next faults: [Fault]) { self.faults = faults }

    func list(prefix: String) async throws -> [ObjectSummary] {
        lists += 1
        return try await store.list(prefix: prefix)
    }

    func open(_ key: ObjectKey) async throws -> any ByteStream {
        opens += 1
        return try await store.open(key)
    }

    func put(_ key: ObjectKey, _ bytes: [UInt8], mode: PutMode) async throws -> PutOutcome {
        puts += 1
        guard !faults.isEmpty else { return try await store.put(key, bytes, mode: mode) }
        switch faults.removeFirst() {
        case .arrivesTwice:
            _ = try await store.put(key, bytes, mode: mode)
            return .alreadyExists
        case .fails:
            throw BillowError(.unavailable, "the store is away")
        }
    }

    func head(_ key: ObjectKey) async throws -> ObjectSummary? { try await store.head(key) }
    func delete(_ key: ObjectKey) async throws { try await store.delete(key) }
    nonisolated func localPath(_ key: ObjectKey) -> String? { nil }

    func adopt(file: String, as key: ObjectKey, mode: PutMode) async throws -> PutOutcome {
        try await store.adopt(file: file, as: key, mode: mode)
    }
}
