import BillingModel
import Columnar
import SQLEngine

/// A database that many ask: one statement at a time in each of its sessions, each with an end, and no endless queue.
package actor GatedSession: SQLSession {
    private var free: [any SQLSession]
    private let timeout: Duration
    private var waiting: [CheckedContinuation<any SQLSession, Never>] = []

    static let waitingMax = 64

    /// - Parameter sessions: of one database; at least one.
    package init(_ sessions: [any SQLSession], timeout: Duration) {
        precondition(!sessions.isEmpty)
        free = sessions
        self.timeout = timeout
    }

    @discardableResult
    package func execute(_ sql: SQLText) async throws -> Int? {
        throw BillowError(.permission, "nothing can be changed here")
    }

    /// All of the result is read before this returns.
    package func query(_ sql: SQLText) async throws -> any BatchStream {
        guard waiting.count < Self.waitingMax else { throw BillowError(.unavailable, "too many are waiting") }
        let session = if let session = free.popLast() { session } else { await turn() }
        defer { leave(session) }
        try Task.checkCancellation()
        let timeout = timeout
        let alarm = Task.detached {
            try await Task.sleep(for: timeout)
            session.cancel()
        }
        defer { alarm.cancel() }
        let stream = try await session.query(sql)
        var batches: [RecordBatch] = []
        while let batch = try await stream.next() { batches.append(batch) }
        return ReadBatches(columns: stream.columns, batches)
    }

    nonisolated package func cancel() {}

    private func turn() async -> any SQLSession {
        await withCheckedContinuation { waiting.append($0) }
    }

    /// Whoever waits longest is next, and nobody comes between.
    private func leave(_ session: any SQLSession) {
        if waiting.isEmpty {
            free.append(session)
        } else {
            waiting.removeFirst().resume(returning: session)
        }
    }
}

/// A result that was read to its end.
package actor ReadBatches: BatchStream {
    nonisolated package let columns: [ResultColumn]
    private var batches: ArraySlice<RecordBatch>

    package init(columns: [ResultColumn], _ batches: [RecordBatch]) {
        self.columns = columns
        self.batches = batches[...]
    }

    package func next() async throws -> RecordBatch? { batches.popFirst() }

    package func close() async {}
}
