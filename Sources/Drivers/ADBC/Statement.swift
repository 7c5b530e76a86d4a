import CADBC
import CArrow
import Columnar
import Foundation

/// One statement and its result. The engine's statement is released after the result's stream, which reads from it.
final class Statement {
    private let library: DriverLibrary
    private let statement: UnsafeMutablePointer<AdbcStatement>
    private var reader: StreamReader?

    private var driver: AdbcDriver { library.table.pointee }

    init(_ library: DriverLibrary, _ connection: UnsafeMutablePointer<AdbcConnection>) throws {
        self.library = library
        statement = .allocate(capacity: 1)
        statement.initialize(to: AdbcStatement())
        try DriverError.check { driver.StatementNew(connection, statement, $0) }
    }

    deinit {
        close()
        statement.deallocate()
    }

    /// May take as long as the engine needs to end what it runs. Idempotent.
    func close() {
        reader = nil
        if statement.pointee.private_data != nil {
            try? DriverError.check { driver.StatementRelease(statement, $0) }
        }
    }

    /// DuckDB runs all but the last statement of the text here, and keeps the last.
    func prepare(_ sql: String) throws {
        try DriverError.check { driver.StatementSetSqlQuery(statement, sql, $0) }
    }

    /// Answers the result's columns and the rows changed, where the engine tells.
    func run() throws -> (schema: Schema, rowsChanged: Int?) {
        var stream = ArrowArrayStream()
        var rowsChanged: Int64 = -1
        try DriverError.check { driver.StatementExecuteQuery(statement, &stream, &rowsChanged, $0) }
        let reader = try StreamReader(adopting: &stream) { code, message in
            let status = code == ECANCELED ? ADBC_STATUS_CANCELLED : ADBC_STATUS_UNKNOWN
            return DriverError(
                status: AdbcStatusCode(status),
                message: message ?? "the engine gave no reason (\(String(cString: strerror(code))))")
        }
        self.reader = reader
        return (reader.schema, rowsChanged < 0 ? nil : Int(rowsChanged))
    }

    func next() throws -> RecordBatch? {
        try reader?.next()
    }
}
