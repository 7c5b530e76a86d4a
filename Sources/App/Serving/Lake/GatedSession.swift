import BillingModel
import Columnar
import SQLEngine

/// A session that many ask: one statement at a time, each with an end, and no endless queue.
package actor GatedSession: SQLSession {
    private let session: any SQLSession
    private let timeout: Duration
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    static let waitingMax = 64

    package init(_ session: any SQLSession, timeout: Duration) {
        self.session = session
        self.timeout = timeout
    }

    @discardableResult
    package func execute(_ sql: SQLText) async throws -> Int? {
        throw BillowError(.permission, "nothing can be changed here")
    }

    /// All of the result is read before this returns.
    package func query(_ sql: SQLText) async throws -> any BatchStream {
        guard waiting.count < Self.waitingMax else { throw BillowError(.unavailable, "too many are waiting") }
        if isBusy { await withCheckedContinuation { waiting.append($0) } }
        isBusy = true
        defer { leave() }
        try Task.checkCancellation()
        let (session, timeout) = (session, timeout)
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

    /// Whoever waits longest is next, and nobody comes between.
    private func leave() {
        if waiting.isEmpty {
            isBusy = false
        } else {
            waiting.removeFirst().resume()
        }
    }
}

private actor ReadBatches: BatchStream {
    nonisolated let columns: [ResultColumn]
    private var batches: ArraySlice<RecordBatch>

    init(columns: [ResultColumn], _ batches: [RecordBatch]) {
        self.columns = columns
        self.batches = batches[...]
    }

    func next() async throws -> RecordBatch? { batches.popFirst() }

    func close() async {}
}
