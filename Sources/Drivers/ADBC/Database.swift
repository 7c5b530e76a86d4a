import CADBC

/// A database of a driver's, open as long as a connection to it is.
///
/// Unchecked because of the handle: after `init` it is given to new connections alone, which a driver must bear from
/// several threads.
final class Database: @unchecked Sendable {
    let library: DriverLibrary
    let handle: UnsafeMutablePointer<AdbcDatabase>

    private var driver: AdbcDriver { library.table.pointee }

    /// - Throws: ``DriverError``.
    init(_ library: DriverLibrary, options: [(name: String, value: String)]) throws {
        self.library = library
        handle = .allocate(capacity: 1)
        handle.initialize(to: AdbcDatabase())
        // From here on `deinit` runs even when this throws, and releases what was made.
        try DriverError.check { driver.DatabaseNew(handle, $0) }
        for option in options {
            try DriverError.check { driver.DatabaseSetOption(handle, option.name, option.value, $0) }
        }
        try DriverError.check { driver.DatabaseInit(handle, $0) }
    }

    deinit {
        if handle.pointee.private_data != nil {
            try? DriverError.check { driver.DatabaseRelease(handle, $0) }
        }
        handle.deallocate()
    }
}
