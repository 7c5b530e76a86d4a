import BillingModel
import CADBC

/// What a driver said of a failure, in full.
package struct DriverError: Error, Sendable, CustomStringConvertible {
    package let status: AdbcStatusCode
    package let message: String
    package let vendorCode: Int32?
    /// Five letters, or nil where the driver gives none.
    package let sqlState: String?
    package let details: [String]

    package var description: String {
        let notes = [sqlState.map { "SQLSTATE \($0)" }, vendorCode.map { "code \($0)" }].compactMap { $0 } + details
        return notes.isEmpty ? message : message + " [" + notes.joined(separator: ", ") + "]"
    }

    init(status: AdbcStatusCode, message: String) {
        self.status = status
        self.message = message
        vendorCode = nil
        sqlState = nil
        details = []
    }

    init(status: AdbcStatusCode, _ error: UnsafeMutablePointer<AdbcError>) {
        self.status = status
        message =
            error.pointee.message.map { String(cString: $0) } ?? "the driver gave status \(status) without a reason"
        let code = error.pointee.vendor_code
        vendorCode = code == 0 || code == .min ? nil : code
        let state = withUnsafeBytes(of: error.pointee.sqlstate) {
            String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        sqlState = state.isEmpty ? nil : state
        details = Self.details(error)
    }

    private static func details(_ error: UnsafeMutablePointer<AdbcError>) -> [String] {
        guard error.pointee.vendor_code == .min, let driver = error.pointee.private_driver,
            let count = driver.pointee.ErrorGetDetailCount, let detail = driver.pointee.ErrorGetDetail
        else { return [] }
        return (0..<count(error)).compactMap { index in
            let entry = detail(error, index)
            guard let key = entry.key, let value = entry.value else { return nil }
            let bytes = UnsafeBufferPointer(start: value, count: entry.value_length)
            return String(cString: key) + "=" + String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Tells a driver that the error may carry details.
    static var empty: AdbcError {
        var error = AdbcError()
        error.vendor_code = .min
        return error
    }

    /// Calls a driver's function and turns its status into an error.
    static func check(
        _ what: String, _ call: (UnsafeMutablePointer<AdbcError>) -> AdbcStatusCode
    ) throws {
        do {
            try check(call)
        } catch let error as DriverError {
            throw BillowError(.configuration, "cannot \(what): \(error)", cause: error)
        }
    }

    static func check(_ call: (UnsafeMutablePointer<AdbcError>) -> AdbcStatusCode) throws {
        var error = empty
        let status = call(&error)
        defer { error.release?(&error) }
        guard status == ADBC_STATUS_OK else { throw DriverError(status: status, &error) }
    }
}
