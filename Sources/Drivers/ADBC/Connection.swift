import BillingModel
import CADBC
import CArrow
import Columnar

/// A database of its own and a connection to it. All calls but `interrupt` must come one at a time.
///
/// Unchecked because of the handles: the session that owns the connection calls it from one queue.
final class Connection: @unchecked Sendable {
    private let library: DriverLibrary
    private let database: UnsafeMutablePointer<AdbcDatabase>
    private let connection: UnsafeMutablePointer<AdbcConnection>

    private var driver: AdbcDriver { library.table.pointee }

    /// - Throws: ``DriverError``.
    init(_ library: DriverLibrary, options: [(name: String, value: String)]) throws {
        self.library = library
        database = .allocate(capacity: 1)
        database.initialize(to: AdbcDatabase())
        connection = .allocate(capacity: 1)
        connection.initialize(to: AdbcConnection())
        // From here on `deinit` runs even when this throws, and releases what was made.
        try DriverError.check { driver.DatabaseNew(database, $0) }
        for option in options {
            try DriverError.check { driver.DatabaseSetOption(database, option.name, option.value, $0) }
        }
        try DriverError.check { driver.DatabaseInit(database, $0) }
        try DriverError.check { driver.ConnectionNew(connection, $0) }
        try DriverError.check { driver.ConnectionInit(connection, database, $0) }
    }

    deinit {
        if connection.pointee.private_data != nil {
            try? DriverError.check { driver.ConnectionRelease(connection, $0) }
        }
        if database.pointee.private_data != nil {
            try? DriverError.check { driver.DatabaseRelease(database, $0) }
        }
        connection.deallocate()
        database.deallocate()
    }

    func makeStatement() throws -> Statement {
        try Statement(library, connection)
    }

    /// Asks the engine to end what it runs; drivers of version 1.0 cannot. Safe from any thread.
    func interrupt() {
        guard let cancel = driver.ConnectionCancel else { return }
        try? DriverError.check { cancel(connection, $0) }
    }
}
