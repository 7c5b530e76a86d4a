import BillingModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A local file to read from anywhere. It stays open as long as somebody holds this.
package final class FileBytes: RandomAccessBytes {
    package let path: String
    package let sizeBytes: Int
    private let descriptor: Int32

    package init(_ path: String) throws {
        // Without O_NONBLOCK a pipe would keep us waiting before we could see that it is one.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("open", path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            defer { close(descriptor) }
            throw Self.failure("look at", path)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw BillowError(.badData, "'\(path)' is not a regular file", source: path)
        }
        self.path = path
        self.sizeBytes = Int(status.st_size)
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    package func read(_ range: Range<Int>) throws -> [UInt8] {
        precondition(range.lowerBound >= 0 && range.upperBound <= sizeBytes, "a range outside of the file")
        return try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, initialized in
            while initialized < range.count {
                let rest = buffer.baseAddress.map { $0 + initialized }
                let count = pread(descriptor, rest, range.count - initialized, off_t(range.lowerBound + initialized))
                if count > 0 {
                    initialized += count
                } else if count == 0 {
                    throw BillowError(
                        .tryAgain, "'\(path)' became shorter while it was read",
                        hint: "run again when its writer is done", source: path)
                } else if errno != EINTR {
                    throw Self.failure("read", path)
                }
            }
        }
    }

    /// Reads `errno`: to be called right after the call that failed.
    private static func failure(_ action: String, _ path: String, number: Int32 = errno) -> BillowError {
        let message = "cannot \(action) '\(path)': \(String(cString: strerror(number)))"
        switch number {
        case EACCES, EPERM:
            return BillowError(
                .permission, message, hint: "give the user that runs Billow access to it", source: path)
        case ENOENT:
            return BillowError(
                .nothingToRead, message, hint: "check the path; it may have been removed meanwhile", source: path)
        default:
            return BillowError(.inputOutput, message, hint: "check the disk", source: path)
        }
    }
}
