import Synchronization

/// What was found while a file was read; filled at the stream's end.
package final class FetchReceipt: Sendable {
    private let content = Mutex<String?>(nil)

    package init() {}

    /// SHA-256 of the object's bytes, in hex.
    package var sha256: String? { content.withLock { $0 } }

    func fill(sha256: String) {
        content.withLock { $0 = sha256 }
    }
}
