import Dispatch
import Synchronization

/// The state of one statement that other threads may touch: is it cancelled, is the engine at work on it.
final class StatementRun: Sendable {
    let sql: String

    private struct State {
        var isCancelled = false
        var isInEngine = false
    }

    private let state = Mutex(State())

    init(_ sql: String) {
        self.sql = sql
    }

    var isCancelled: Bool { state.withLock(\.isCancelled) }

    /// Calls the engine. A cancelled statement is not begun, nor continued.
    func engineCall<Result>(_ body: () throws -> Result) throws -> Result {
        let isCancelled = state.withLock { state in
            state.isInEngine = !state.isCancelled
            return state.isCancelled
        }
        if isCancelled { throw Cancelled() }
        defer { state.withLock { $0.isInEngine = false } }
        return try body()
    }

    /// Releases a result that was not read to its end. DuckDB waits here for its threads, which go on to the end of
    /// their work unless they are interrupted; the interrupt that ended the statement may have passed them by.
    func abandon(_ statement: Statement, interrupt: @escaping @Sendable () -> Void) {
        state.withLock { $0.isInEngine = true }
        repeatInterrupt(interrupt)
        statement.close()
        state.withLock { $0.isInEngine = false }
    }

    /// Marks the statement and interrupts the engine until it lets go: an engine may clear a request that comes just
    /// before it begins.
    func cancel(interrupt: @escaping @Sendable () -> Void) {
        state.withLock { $0.isCancelled = true }
        repeatInterrupt(interrupt)
    }

    private func repeatInterrupt(_ interrupt: @escaping @Sendable () -> Void) {
        // Under the lock, so that the interrupt cannot hit the statement that comes next.
        let isInEngine = state.withLock { state in
            if state.isInEngine { interrupt() }
            return state.isInEngine
        }
        guard isInEngine else { return }
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(20)) { self.repeatInterrupt(interrupt) }
    }

    struct Cancelled: Error {}
}
