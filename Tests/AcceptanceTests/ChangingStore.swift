import BillingModel
import ObjectStorage
import Synchronization

/// A folder in which somebody writes while it is read: before an object is opened for the `count`th time, `change` is
/// called.
final class ChangingStore: ObjectStore {
    private let store: any ObjectStore
    private let suffix: String
    private let change: @Sendable (_ opened: Int) throws -> Void
    private let opened = Mutex(0)

    init(_ store: any ObjectStore, opening suffix: String, change: @escaping @Sendable (Int) throws -> Void) {
        self.store = store
        self.suffix = suffix
        self.change = change
    }

    var location: String { store.location }

    func open(_ key: ObjectKey) async throws -> any ByteStream {
        if key.path.hasSuffix(suffix) {
            let count = opened.withLock { count in
                count += 1
                return count
            }
            try change(count)
        }
        return try await store.open(key)
    }

    func list(prefix: String) async throws -> [ObjectSummary] { try await store.list(prefix: prefix) }
    func head(_ key: ObjectKey) async throws -> ObjectSummary? { try await store.head(key) }
    func delete(_ key: ObjectKey) async throws { try await store.delete(key) }
    func localPath(_ key: ObjectKey) -> String? { nil }

    func put(_ key: ObjectKey, _ bytes: [UInt8], mode: PutMode) async throws -> PutOutcome {
        try await store.put(key, bytes, mode: mode)
    }

    func adopt(file: String, as key: ObjectKey, mode: PutMode) async throws -> PutOutcome {
        try await store.adopt(file: file, as: key, mode: mode)
    }
}
