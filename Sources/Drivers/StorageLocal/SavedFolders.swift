import Synchronization

/// The folders of a store that are known to outlive a power failure.
final class SavedFolders: Sendable {
    private let paths = Mutex<Set<String>>([])

    func contains(_ path: String) -> Bool { paths.withLock { $0.contains(path) } }

    func insert(_ path: String) {
        paths.withLock { _ = $0.insert(path) }
    }
}
