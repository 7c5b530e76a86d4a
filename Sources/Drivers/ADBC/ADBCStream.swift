import Columnar
import SQLEngine

/// A result that is read batch by batch from its session's queue.
///
/// Unchecked because of the statement: only the session's queue touches it.
final class ADBCStream: BatchStream, @unchecked Sendable {
    let columns: [ResultColumn]

    private let session: ADBCSession
    private let run: StatementRun
    private let result: OpenResult

    init(_ session: ADBCSession, _ run: StatementRun, _ statement: Statement, _ schema: Schema) {
        self.session = session
        self.run = run
        result = OpenResult(statement)
        columns = schema.fields.map { ResultColumn(name: $0.name, typeName: $0.type.sqlName) }
    }

    deinit {
        session.onQueueLater { [session, run, result] in result.abandon(session, run) }
    }

    func next() async throws -> RecordBatch? {
        try await session.onQueue(run) { [session, run, result] in
            guard let statement = result.statement else { return nil }
            result.statement = nil
            let batch = try session.next(run, statement)
            if batch != nil { result.statement = statement }
            return batch
        }
    }

    func close() async {
        await withCheckedContinuation { continuation in
            session.onQueueLater { [session, run, result] in
                result.abandon(session, run)
                continuation.resume()
            }
        }
    }
}

/// The statement while there may be more to read. Confined to a session's queue.
private final class OpenResult: @unchecked Sendable {
    var statement: Statement?

    init(_ statement: Statement) {
        self.statement = statement
    }

    func abandon(_ session: ADBCSession, _ run: StatementRun) {
        guard let statement else { return }
        self.statement = nil
        session.abandon(run, statement)
    }
}
