import BillingModel
import CADBC
import CArrow
import Columnar

/// A connection to a database. All calls but `interrupt` must come one at a time.
///
/// Unchecked because of the handle: the session that owns the connection calls it from one queue.
final class Connection: @unchecked Sendable {
    let database: Database
    private let connection: UnsafeMutablePointer<AdbcConnection>

    private var driver: AdbcDriver { database.library.table.pointee }

    /// - Throws: ``DriverError``.
    init(_ database: Database) throws {
        self.database = database
        connection = .allocate(capacity: 1)
        connection.initialize(to: AdbcConnection())
        // From here on `deinit` runs even when this throws, and releases what was made.
        try DriverError.check { driver.ConnectionNew(connection, $0) }
        try DriverError.check { driver.ConnectionInit(connection, database.handle, $0) }
    }

    deinit {
        if connection.pointee.private_data != nil {
            try? DriverError.check { driver.ConnectionRelease(connection, $0) }
        }
        connection.deallocate()
    }

    func makeStatement() throws -> Statement {
        try Statement(database.library, connection)
    }

    /// Asks the engine to end what it runs; drivers of version 1.0 cannot. Safe from any thread.
    func interrupt() {
        guard let cancel = driver.ConnectionCancel else { return }
        try? DriverError.check { cancel(connection, $0) }
    }
}
