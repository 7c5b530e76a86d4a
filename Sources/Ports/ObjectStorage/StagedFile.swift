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
    private let buffer: UnsafeMutableRawPointer
    private var filled = 0
    private static let capacity = 1 << 20

    package init(path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        buffer = .allocate(byteCount: Self.capacity, alignment: 16)
        guard descriptor >= 0 else { throw Self.error(errno, path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        buffer.deallocate()
    }

    package func append(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try append($0) }
    }

    package func append(_ bytes: UnsafeRawBufferPointer) throws {
        guard let source = bytes.baseAddress else { return }
        if bytes.count > Self.capacity - filled { try drain() }
        guard bytes.count <= Self.capacity else { return try write(source, bytes.count) }
        (buffer + filled).copyMemory(from: source, byteCount: bytes.count)
        filled += bytes.count
    }

    package func finish() throws {
        try drain()
    }

    /// A folder for staged files; it may be there already.
    package static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw error(errno, path) }
    }

    private func drain() throws {
        try write(buffer, filled)
        filled = 0
    }

    private func write(_ bytes: UnsafeRawPointer, _ count: Int) throws {
        var done = 0
        while done < count {
            #if canImport(Glibc)
                let written = Glibc.write(descriptor, bytes + done, count - done)
            #else
                let written = Darwin.write(descriptor, bytes + done, count - done)
            #endif
            if written >= 0 {
                done += written
            } else if errno != EINTR {
                throw Self.error(errno, path)
            }
        }
    }

    private static func error(_ code: Int32, _ path: String) -> BillowError {
        BillowError(
            .inputOutput, "cannot write a staging file: \(String(cString: strerror(code)))",
            hint: code == ENOSPC ? "make room on the lake's disk, then run again" : nil, source: path)
    }
}
