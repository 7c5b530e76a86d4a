import BillingModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A new file in a staging folder, written through a buffer of 1 MiB. Not synchronised to disk: staging is rebuilt,
/// never recovered.
package final class StagedFile {
    package let path: String
    private let descriptor: Int32
    private let buffer: UnsafeMutablePointer<UInt8>
    private var filled = 0
    private var failure: Int32 = 0
    private static let capacity = 1 << 20

    package init(path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        buffer = .allocate(capacity: Self.capacity)
        guard descriptor >= 0 else { throw Self.error(errno, path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        buffer.deallocate()
    }

    package func append(_ byte: UInt8) {
        if filled == Self.capacity { drain() }
        buffer[filled] = byte
        filled += 1
    }

    package func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        if bytes.count > Self.capacity - filled { drain() }
        guard bytes.count <= Self.capacity else { return write(source, bytes.count) }
        memcpy(buffer + filled, source, bytes.count)
        filled += bytes.count
    }

    package func append(_ bytes: [UInt8]) throws {
        bytes.withUnsafeBufferPointer { append($0) }
        try flushIfFull()
    }

    package func append(decimal number: Int) {
        var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
        withUnsafeMutableBytes(of: &digits) { space in
            var at = space.count
            var rest = number
            repeat {
                at -= 1
                space[at] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            append(UnsafeBufferPointer(rebasing: space.bindMemory(to: UInt8.self)[at...]))
        }
    }

    /// Errors are kept until here so that the many small appends need not throw.
    package func flushIfFull() throws {
        if filled > Self.capacity / 2 { drain() }
        if failure != 0 { throw Self.error(failure, path) }
    }

    package func finish() throws {
        drain()
        if failure != 0 { throw Self.error(failure, path) }
    }

    private func drain() {
        write(buffer, filled)
        filled = 0
    }

    private func write(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        var done = 0
        while done < count, failure == 0 {
            #if canImport(Glibc)
                let written = Glibc.write(descriptor, bytes + done, count - done)
            #else
                let written = Darwin.write(descriptor, bytes + done, count - done)
            #endif
            if written >= 0 {
                done += written
            } else if errno != EINTR {
                failure = errno
            }
        }
    }

    private static func error(_ code: Int32, _ path: String) -> BillowError {
        BillowError(
            .inputOutput, "cannot write a staging file: \(String(cString: strerror(code)))",
            hint: code == ENOSPC ? "make room on the lake's disk, then run again" : nil, source: path)
    }
}
