import Fetching
import Synchronization

/// SHA-256 of staged files, begun when a file is finished and asked for when it is taken into the lake: meanwhile
/// others work.
final class StagedHashes: Sendable {
    private let hashes = Mutex<[String: Task<String, any Error>]>([:])

    /// The files do not change any more.
    func begin(_ paths: [String]) {
        for path in paths { _ = hash(path) }
    }

    /// There is a new file of that name, or one that takes the place of another.
    func beginAnew(_ path: String) {
        hashes.withLock { $0[path] = Self.start(path) }
    }

    /// In hex.
    func sha256(_ path: String) async throws -> String {
        defer { hashes.withLock { $0[path] = nil } }
        return try await hash(path).value
    }

    private func hash(_ path: String) -> Task<String, any Error> {
        hashes.withLock { hashes in
            if let hash = hashes[path] { return hash }
            let hash = Self.start(path)
            hashes[path] = hash
            return hash
        }
    }

    private static func start(_ path: String) -> Task<String, any Error> {
        Task.detached { try ContentHash.file(path) }
    }
}
