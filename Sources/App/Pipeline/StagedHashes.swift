import Fetching

/// SHA-256 of staged files, begun when a file is finished and asked for when it is taken into the lake: meanwhile
/// others work.
actor StagedHashes {
    private var hashes: [String: Task<String, any Error>] = [:]

    /// The files do not change any more.
    func begin(_ paths: [String]) {
        for path in paths where hashes[path] == nil {
            hashes[path] = Task.detached { try ContentHash.file(path) }
        }
    }

    /// In hex.
    func sha256(_ path: String) async throws -> String {
        begin([path])
        defer { hashes[path] = nil }
        guard let hash = hashes[path] else { return try ContentHash.file(path) }
        return try await hash.value
    }
}
