#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An open file or folder, closed when nobody holds it any more.
final class Descriptor: Sendable {
    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit {
        close(number)
    }

    /// Retries what a signal interrupted. `path` is for the error.
    func sync(_ path: String) throws(SystemError) {
        while fsync(number) != 0 {
            guard errno == EINTR else { throw SystemError("save", path) }
        }
    }

    func status(_ path: String) throws(SystemError) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw SystemError("look at", path) }
        return status
    }

    /// What a name in this folder is, links not followed; nil when there is nothing.
    func status(of name: String, _ path: @autoclosure () -> String) throws(SystemError) -> stat? {
        var status = stat()
        guard fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            let number = errno
            if number == ENOENT || number == ENOTDIR { return nil }
            throw SystemError("look at", path(), number: number)
        }
        return status
    }

    func write(_ bytes: [UInt8], _ path: String) throws(SystemError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write_(number, buffer.baseAddress.map { $0 + done }, buffer.count - done)
            }
            if count > 0 {
                done += count
            } else if errno != EINTR || count == 0 {
                throw SystemError("write", path)
            }
        }
    }

    /// Empty at the end of the file.
    func read(upTo count: Int, _ path: String) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            while true {
                let got = read_(number, buffer.baseAddress, count)
                if got >= 0 {
                    initialized = got
                    return
                }
                guard errno == EINTR else {
                    failure = SystemError("read", path)
                    return
                }
            }
        }
        if let failure { throw failure }
        return bytes
    }
}

private func write_(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(number, bytes, count)
}

private func read_(_ number: Int32, _ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int) -> Int {
    read(number, bytes, count)
}

extension stat {
    var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
    var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
    var isLink: Bool { st_mode & S_IFMT == S_IFLNK }

    private var modified: timespec {
        #if canImport(Glibc)
            st_mtim
        #else
            st_mtimespec
        #endif
    }

    var modifiedMicros: Int64 { Int64(modified.tv_sec) * 1_000_000 + Int64(modified.tv_nsec) / 1000 }

    /// Size, modification time to the nanosecond, and inode.
    var etag: String {
        "\(st_size)-\(modified.tv_sec).\(modified.tv_nsec)-\(st_ino)"
    }
}
