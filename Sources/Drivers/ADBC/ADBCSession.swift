import BillingModel
import CADBC
import Columnar
import Dispatch
import SQLEngine
import Synchronization

/// A session over an ADBC driver. The engine's blocking calls run on a queue of the session's own, never on the
/// threads that async code shares.
///
/// A statement that comes while a result is open throws `bug`; a cancelled task cancels its statement.
package final class ADBCSession: BranchingSession {
    /// Which kind of failure a driver's error is.
    package typealias Classify = @Sendable (DriverError) -> BillowError.Code

    private let library: DriverLibrary
    private let connection: Connection
    private let classify: Classify
    private let queue = DispatchQueue(label: "billow.sql")
    /// What runs, or whose result is open.
    private let current = Mutex<StatementRun?>(nil)

    /// - Parameter options: of the database, in the driver's own terms.
    package init(
        _ library: DriverLibrary, options: [(name: String, value: String)],
        classify: @escaping Classify = { $0.standardCode }
    ) async throws {
        (self.classify, self.library) = (classify, library)
        connection = try await Self.connect(queue, library, classify) {
            try Connection(try Database(library, options: options))
        }
    }

    private init(_ other: ADBCSession) async throws {
        (classify, library) = (other.classify, other.library)
        connection = try await Self.connect(queue, library, classify) { [database = other.connection.database] in
            try Connection(database)
        }
    }

    package func branch() async throws -> any SQLSession { try await ADBCSession(self) }

    private static func connect(
        _ queue: DispatchQueue, _ library: DriverLibrary, _ classify: @escaping Classify,
        _ body: @escaping @Sendable () throws -> Connection
    ) async throws -> Connection {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result(catching: body).mapError { error in
                        let code = (error as? DriverError).map(classify) ?? .unavailable
                        return BillowError(code, "\(library.path) cannot open a database: \(error)", cause: error)
                    })
            }
        }
    }

    @discardableResult
    package func execute(_ sql: SQLText) async throws -> Int? {
        let run = StatementRun(sql.text)
        return try await onQueue(run) {
            let result = try self.start(run)
            // An engine that streams has done nothing yet: reading to the end is what runs the statement.
            while try self.next(run, result.statement) != nil {}
            return result.rowsChanged
        }
    }

    package func query(_ sql: SQLText) async throws -> any BatchStream {
        let run = StatementRun(sql.text)
        return try await onQueue(run) {
            let result = try self.start(run)
            return ADBCStream(self, run, result.statement, result.schema)
        }
    }

    package func cancel() {
        current.withLock { $0 }.map(cancel)
    }

    private func cancel(_ run: StatementRun) {
        run.cancel(interrupt: interrupt)
    }

    private var interrupt: @Sendable () -> Void {
        { [connection] in connection.interrupt() }
    }
}

/// The steps of a statement, each on the queue. After an error, or the end, nothing of it is left in the engine.
extension ADBCSession {
    private func start(_ run: StatementRun) throws -> (statement: Statement, schema: Schema, rowsChanged: Int?) {
        try begin(run)
        var made: Statement?
        do {
            let statement = try connection.makeStatement()
            made = statement
            try run.engineCall { try statement.prepare(run.sql) }
            let result = try run.engineCall { try statement.run() }
            return (statement, result.schema, result.rowsChanged)
        } catch {
            if let made { abandon(run, made) } else { end(run) }
            throw error
        }
    }

    func next(_ run: StatementRun, _ statement: Statement) throws -> RecordBatch? {
        do {
            if let batch = try run.engineCall({ try statement.next() }) { return batch }
        } catch {
            abandon(run, statement)
            throw error
        }
        statement.close()
        end(run)
        return nil
    }

    func abandon(_ run: StatementRun, _ statement: Statement) {
        run.abandon(statement, interrupt: interrupt)
        end(run)
    }
}

extension ADBCSession {
    /// Runs `body` when all that came before has run, and turns what it throws into ``BillowError``.
    func onQueue<Answer: Sendable>(
        _ run: StatementRun, _ body: @escaping @Sendable () throws -> Answer
    ) async throws -> Answer {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                queue.async {
                    continuation.resume(with: Result(catching: body).mapError { self.explain($0, run) })
                }
            }
        } onCancel: {
            cancel(run)
        }
    }

    /// For what must run even in a cancelled task, and cannot fail.
    func onQueueLater(_ body: @escaping @Sendable () -> Void) {
        queue.async(execute: body)
    }

    private func begin(_ run: StatementRun) throws {
        let other = current.withLock { current in
            defer { current = current ?? run }
            return current
        }
        guard let other else { return }
        throw BillowError(
            .bug, "a statement came while the result of another was still open",
            hint: "Read the result to its end or close it, or use a second session.",
            source: "\(Self.start(of: run.sql)), during \(Self.start(of: other.sql))")
    }

    private func end(_ run: StatementRun) {
        current.withLock { if $0 === run { $0 = nil } }
    }

    private func explain(_ error: any Error, _ run: StatementRun) -> any Error {
        let start = Self.start(of: run.sql)
        switch error {
        case is StatementRun.Cancelled:
            return BillowError(.tryAgain, "the statement was cancelled", source: start)
        case let error as DriverError where run.isCancelled:
            return BillowError(.tryAgain, "the statement was cancelled", source: start, cause: error)
        case let error as DriverError:
            return BillowError(classify(error), error.description, source: start)
        default:
            return error
        }
    }

    /// On one line, cut where it gets long.
    private static func start(of sql: String) -> String {
        let line = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 200 ? line.prefix(200) + "…" : line
    }
}

extension DriverError {
    /// The kind of failure as far as ADBC's own status tells.
    package var standardCode: BillowError.Code {
        switch Int(status) {
        case ADBC_STATUS_CANCELLED, ADBC_STATUS_TIMEOUT: .tryAgain
        case ADBC_STATUS_IO: .inputOutput
        case ADBC_STATUS_UNAUTHENTICATED, ADBC_STATUS_UNAUTHORIZED: .permission
        case ADBC_STATUS_INVALID_DATA, ADBC_STATUS_INTEGRITY: .badData
        default: .bug
        }
    }
}
