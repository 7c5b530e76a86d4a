import BillingModel
import ObjectStorage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder of this machine as a store.
///
/// - The folder itself may be a link, and may be missing: then it is empty, and the first write makes it.
/// - Below it nothing is followed: each part of a path is opened on its own, and a link is an error or not there.
/// - Objects under the name of a write in progress (`.billow-tmp-…`) are not listed and cannot be written.
package struct LocalStore: ObjectStore, StrayTelling, FolderTelling {
    /// Absolute or relative to the working folder.
    package let root: String
    /// Nobody but Billow writes here: what is neither file nor folder is an error, and not passed over.
    let isOwn: Bool
    private let saved = SavedFolders()

    static let temporaryPrefix = ".billow-tmp-"

    package init(root: String, isOwn: Bool = false) {
        self.isOwn = isOwn
        var root = root
        while root.utf8.count > 1, root.utf8.last == UInt8(ascii: "/") { root.removeLast() }
        self.root = root.isEmpty ? "." : root
    }

    package var location: String { root }

    package func localPath(_ key: ObjectKey) -> String? { path(key.path) }

    func path(_ relative: String) -> String {
        guard !relative.isEmpty else { return root }
        return root == "/" ? "/\(relative)" : "\(root)/\(relative)"
    }

    static func isTemporary(_ name: some StringProtocol) -> Bool {
        name.utf8.starts(with: temporaryPrefix.utf8)
    }

    /// Turns what the system says into what Billow says.
    func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SystemError {
            throw error.billow
        }
    }
}

// MARK: - Walking

extension LocalStore {
    enum Missing {
        case fails
        /// Makes the folder, and sees to it that it outlives a crash.
        case isMade
    }

    func openRoot(_ missing: Missing) throws -> Descriptor {
        if case .isMade = missing { try makeRoot() }
        let number = open_(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw SystemError("open the folder", root) }
        return Descriptor(number)
    }

    /// The folder of these segments, each opened from the one above without following links.
    func openFolder(_ segments: some Sequence<Substring>, _ missing: Missing) throws -> Descriptor {
        var folder = try openRoot(missing)
        var walked = ""
        for segment in segments {
            let name = String(segment)
            walked += walked.isEmpty ? name : "/\(name)"
            if case .isMade = missing {
                let isNew = mkdirat(folder.number, name, 0o777) == 0
                guard isNew || errno == EEXIST else { throw SystemError("make the folder", path(walked)) }
                // Whoever made one that is there may have ended, or not come, before it was saved.
                if isNew || !saved.contains(walked) {
                    try folder.sync(path(walked))
                    saved.insert(walked)
                }
            }
            let number = openat_(folder.number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard number >= 0 else { throw SystemError("open the folder", path(walked)) }
            folder = Descriptor(number)
        }
        return folder
    }

    /// The folder that holds an object.
    func openParent(of key: ObjectKey, _ missing: Missing) throws -> Descriptor {
        try openFolder(key.segments.dropLast(), missing)
    }

    private func makeRoot() throws {
        var made = root.utf8.first == UInt8(ascii: "/") ? "/" : "."
        for segment in root.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init) {
            let parent = made
            made += "/\(segment)"
            if mkdir(made, 0o777) == 0 {
                let number = open_(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                guard number >= 0 else { throw SystemError("open the folder", parent) }
                try Descriptor(number).sync(parent)
            } else if errno != EEXIST, errno != EISDIR {
                // A parent that may not be written to is fine as long as the rest of the path is there.
                guard access(made, F_OK) == 0 else { throw SystemError("make the folder", made) }
            }
        }
    }
}

// The variadic C functions under names that a method cannot hide.
func open_(_ path: String, _ flags: Int32, _ mode: mode_t = 0) -> Int32 { open(path, flags, mode) }

func openat_(_ folder: Int32, _ name: String, _ flags: Int32, _ mode: mode_t = 0) -> Int32 {
    openat(folder, name, flags, mode)
}
