import BillingModel
import Foundation
import ObjectStorage
import StorageLocal

/// A store that has to keep the port's contract: one case for each driver.
enum StoreKind: String, CaseIterable, Sendable {
    case memory
    case local

    /// A fresh, empty store; the folder is for files on their way in.
    func withStore(_ body: (any ObjectStore, URL) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let store: any ObjectStore =
            switch self {
            case .memory: MemoryStore()
            case .local: LocalStore(root: folder.url.appendingPathComponent("root").path)
            }
        let outside = folder.url.appendingPathComponent("outside")
        try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
        try await body(store, outside)
    }
}

struct TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("billow-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func remove() {
        try? FileManager.default.removeItem(at: url)
    }

    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }
}

extension ObjectStore {
    func keys(_ prefix: String = "") async throws -> [String] { try await list(prefix: prefix).map(\.key.path) }
}
