import BillingModel
import Foundation

/// A store for tests and dry runs, as strict as any real one: an object is never a folder at the same time, streams
/// come in short chunks, and every write gets a new etag.
package actor MemoryStore: ObjectStore {
    package nonisolated let location: String
    private var objects: [ObjectKey: Stored] = [:]
    private var writes = 0
    private let chunkBytes: Int
    private let nowMicros: @Sendable () -> Int64

    private struct Stored {
        var bytes: [UInt8]
        var summary: ObjectSummary
    }

    package init(
        location: String = "memory", chunkBytes: Int = 4093,
        nowMicros: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1_000_000) }
    ) {
        self.location = location
        self.chunkBytes = max(1, chunkBytes)
        self.nowMicros = nowMicros
    }

    package func list(prefix: String) -> [ObjectSummary] {
        objects.values.map(\.summary)
            .filter { $0.key.path.utf8.starts(with: prefix.utf8) }
            .sorted { $0.key < $1.key }
    }

    package func head(_ key: ObjectKey) -> ObjectSummary? {
        objects[key]?.summary
    }

    package func open(_ key: ObjectKey) throws -> any ByteStream {
        guard let stored = objects[key] else {
            throw BillowError(.nothingToRead, "there is no object '\(key)'", source: "\(location)/\(key)")
        }
        return MemoryStream(bytes: stored.bytes[...], chunkBytes: chunkBytes)
    }

    package func put(_ key: ObjectKey, _ bytes: [UInt8], mode: PutMode) throws -> PutOutcome {
        if objects[key] != nil, case .ifAbsent = mode { return .alreadyExists }
        try checkNesting(key)
        writes += 1
        let summary = ObjectSummary(
            key: key, sizeBytes: bytes.count, modifiedMicros: nowMicros(), etag: "memory-\(writes)")
        objects[key] = Stored(bytes: bytes, summary: summary)
        return .written
    }

    package func adopt(file: String, as key: ObjectKey, mode: PutMode) throws -> PutOutcome {
        let url = URL(fileURLWithPath: file)
        let bytes: [UInt8]
        do {
            bytes = Array(try Data(contentsOf: url))
        } catch {
            throw BillowError(.nothingToRead, "the file to be stored cannot be read", source: file, cause: error)
        }
        let outcome = try put(key, bytes, mode: mode)
        if outcome == .written { try FileManager.default.removeItem(at: url) }
        return outcome
    }

    package func delete(_ key: ObjectKey) {
        objects[key] = nil
    }

    package nonisolated func localPath(_ key: ObjectKey) -> String? { nil }

    /// As in a folder: `a` and `a/b` exclude each other.
    private func checkNesting(_ key: ObjectKey) throws {
        var ancestor = key.parent
        while let folder = ancestor {
            guard objects[folder] == nil else {
                throw BillowError(.inputOutput, "'\(folder)' is an object, so '\(key)' cannot lie in it")
            }
            ancestor = folder.parent
        }
        guard !objects.keys.contains(where: { $0.path.utf8.starts(with: "\(key)/".utf8) }) else {
            throw BillowError(.inputOutput, "'\(key)' is a folder, it cannot be written as an object")
        }
    }
}

private struct MemoryStream: ByteStream {
    var bytes: ArraySlice<UInt8>
    let chunkBytes: Int

    mutating func next() -> [UInt8]? {
        guard !bytes.isEmpty else { return nil }
        defer { bytes = bytes.dropFirst(chunkBytes) }
        return Array(bytes.prefix(chunkBytes))
    }
}
