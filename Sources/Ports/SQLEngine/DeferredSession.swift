import Synchronization

/// A session that is opened for its first statement, which waits for it: an engine that is being opened while the
/// process ends would damage its memory. What opening it throws, every statement throws.
package final class DeferredSession: SQLSession {
    private let open: @Sendable () async throws -> any SQLSession
    private let opening = Mutex<Task<any SQLSession, any Error>?>(nil)
    /// What was opened.
    private let session = Mutex<(any SQLSession)?>(nil)

    package init(_ open: @escaping @Sendable () async throws -> any SQLSession) {
        self.open = open
    }

    @discardableResult
    package func execute(_ sql: SQLText) async throws -> Int? {
        try await opened().execute(sql)
    }

    package func query(_ sql: SQLText) async throws -> any BatchStream {
        try await opened().query(sql)
    }

    package func cancel() {
        session.withLock { $0 }?.cancel()
    }

    private func opened() async throws -> any SQLSession {
        try await begin().value
    }

    private func begin() -> Task<any SQLSession, any Error> {
        opening.withLock { opening in
            if let opening { return opening }
            let task = Task.detached { [open, weak self] in
                let opened = try await open()
                self?.session.withLock { $0 = opened }
                return opened
            }
            opening = task
            return task
        }
    }
}
