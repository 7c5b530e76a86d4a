import Foundation

/// A file in the making. Where the system can do that it has no name at all, so that a crash leaves nothing; elsewhere
/// a temporary one, which goes with this value.
final class Draft {
    let file: Descriptor
    private let folder: Descriptor
    /// Nil where it has none.
    private let name: String?

    /// `shown` is for the error.
    init(in folder: Descriptor, _ shown: String) throws(SystemError) {
        self.folder = folder
        if let file = try Self.nameless(in: folder, shown) {
            self.file = file
            name = nil
            return
        }
        let name = Self.temporaryName()
        let number = openat_(folder.number, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard number >= 0 else { throw SystemError("write", shown) }
        file = Descriptor(number)
        self.name = name
    }

    deinit {
        if let name { unlinkat(folder.number, name, 0) }
    }

    /// Nil where the file system, or the system, does not know files without a name.
    private static func nameless(in folder: Descriptor, _ shown: String) throws(SystemError) -> Descriptor? {
        #if os(Linux)
            // O_TMPFILE, whose macro Swift does not see.
            let number = openat_(folder.number, ".", O_WRONLY | O_DIRECTORY | 0o20_000_000 | O_CLOEXEC, 0o666)
            if number >= 0 { return Descriptor(number) }
            guard [EOPNOTSUPP, EISDIR, EINVAL, ENOENT].contains(errno) else { throw SystemError("write", shown) }
        #endif
        return nil
    }

    /// False when the name is taken.
    func take(_ target: String, _ shown: String) throws(SystemError) -> Bool {
        if link(to: target) { return true }
        if errno == EEXIST { return false }
        throw SystemError("write", shown)
    }

    /// Takes the name, whoever has it: for a moment under a temporary one, since only a rename can do that.
    func replace(_ target: String, _ shown: String) throws(SystemError) {
        let temporary = name ?? Self.temporaryName()
        guard name != nil || link(to: temporary) else { throw SystemError("write", shown) }
        guard renameat(folder.number, temporary, folder.number, target) == 0 else {
            let error = SystemError("write", shown)
            unlinkat(folder.number, temporary, 0)
            throw error
        }
    }

    private func link(to target: String) -> Bool {
        if let name { return linkat(folder.number, name, folder.number, target, 0) == 0 }
        return linkat(AT_FDCWD, "/proc/self/fd/\(file.number)", folder.number, target, AT_SYMLINK_FOLLOW) == 0
    }

    private static func temporaryName() -> String { LocalStore.temporaryPrefix + UUID().uuidString }
}
