import BillingModel
import CADBC
import Foundation

/// A loaded ADBC driver: its table of functions. It stays loaded to the end of the process, since engines leave
/// threads behind that would run unmapped code.
///
/// Unchecked because of the table's pointer: the table is never written after loading.
package final class DriverLibrary: @unchecked Sendable {
    package let path: String
    let table: UnsafeMutablePointer<AdbcDriver>

    /// - Parameters:
    ///   - path: of the driver, or a name that the system's loader finds.
    ///   - preload: libraries that the driver expects to find in the process; their symbols become visible to it.
    ///   - entry: the symbol of the function that fills the table.
    /// - Throws: `configuration` with the loader's own words.
    package init(path: String, preload: [String] = [], entry: String) throws {
        for library in preload {
            try Self.open(library, RTLD_LAZY | RTLD_GLOBAL)
        }
        // Local: every driver exports the same names, and must see its own.
        let handle = try Self.open(path, RTLD_LAZY | RTLD_LOCAL)
        guard let symbol = dlsym(handle, entry) else {
            throw BillowError(.configuration, "\(path) does not export \(entry), so it is not the driver expected")
        }
        let initialise = unsafeBitCast(symbol, to: AdbcDriverInitFunction.self)
        self.path = path
        table = .allocate(capacity: 1)
        table.initialize(to: AdbcDriver())
        do {
            try Self.fill(table, initialise, path)
        } catch {
            table.deallocate()
            throw error
        }
    }

    @discardableResult
    private static func open(_ path: String, _ mode: Int32) throws -> UnsafeMutableRawPointer {
        if let handle = dlopen(path, mode) { return handle }
        let reason = dlerror().map { String(cString: $0) } ?? "no reason given"
        throw BillowError(.configuration, "the library \(path) cannot be loaded: \(reason)")
    }

    private static func fill(
        _ table: UnsafeMutablePointer<AdbcDriver>, _ initialise: AdbcDriverInitFunction, _ path: String
    ) throws {
        try DriverError.check("start the driver \(path)") { error in
            let status = initialise(Int32(ADBC_VERSION_1_1_0), table, error)
            guard status == ADBC_STATUS_NOT_IMPLEMENTED else { return status }
            error.pointee.release?(error)
            error.pointee = DriverError.empty
            table.pointee = AdbcDriver()
            return initialise(Int32(ADBC_VERSION_1_0_0), table, error)
        }
        let driver = table.pointee
        let isComplete =
            driver.DatabaseNew != nil && driver.DatabaseSetOption != nil && driver.DatabaseInit != nil
            && driver.DatabaseRelease != nil && driver.ConnectionNew != nil && driver.ConnectionInit != nil
            && driver.ConnectionRelease != nil && driver.StatementNew != nil && driver.StatementSetSqlQuery != nil
            && driver.StatementExecuteQuery != nil && driver.StatementRelease != nil
        guard isComplete else {
            throw BillowError(.configuration, "the driver \(path) lacks functions that every ADBC driver has")
        }
    }
}
