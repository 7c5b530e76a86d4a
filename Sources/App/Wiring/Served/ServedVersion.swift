import Columnar
import SQLEngine
import Serving
import Synchronization

/// A version of a lake that somebody answers from: as long as one of its sessions is held.
final class ServedVersion: Sendable {
    let number: Int
    /// Keeps the database.
    private let database: ServedDatabase
    private let reading = Mutex<Task<Void, Never>?>(nil)

    init(number: Int, of database: ServedDatabase) {
        self.number = number
        self.database = database
    }

    deinit {
        reading.withLock { $0?.cancel() }
    }

    /// What is read for it, and for nobody else once it is gone.
    func reads(_ task: Task<Void, Never>) {
        reading.withLock { $0 = task }
    }
}

/// A session in which the tables are those of one version.
struct ServedSession: SQLSession {
    let session: any SQLSession
    let version: ServedVersion
    let traffic: Traffic

    @discardableResult
    func execute(_ sql: SQLText) async throws -> Int? {
        try await session.execute(sql)
    }

    /// All of the result is read before this returns.
    func query(_ sql: SQLText) async throws -> any BatchStream {
        await traffic.enter()
        let result = await Self.result(of: sql, session)
        await traffic.leave()
        return try result.get()
    }

    private static func result(
        of sql: SQLText, _ session: any SQLSession
    ) async -> Result<any BatchStream, any Error> {
        do {
            let stream = try await session.query(sql)
            var batches: [RecordBatch] = []
            while let batch = try await stream.next() { batches.append(batch) }
            return .success(ReadBatches(columns: stream.columns, batches))
        } catch {
            return .failure(error)
        }
    }

    func cancel() {
        session.cancel()
    }
}
