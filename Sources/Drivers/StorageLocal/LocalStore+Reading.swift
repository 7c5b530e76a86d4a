import BillingModel
import ObjectStorage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension LocalStore {
    package func list(prefix: String) async throws -> [ObjectSummary] {
        // Down to the last slash the prefix names folders; only there is anything to find.
        let bytes = prefix.utf8
        let end = bytes.lastIndex(of: UInt8(ascii: "/")) ?? bytes.startIndex
        let start = String(prefix[..<end])
        let segments: [Substring]
        if start.isEmpty {
            guard bytes.first != UInt8(ascii: "/") else { return [] }
            segments = []
        } else {
            guard let key = try? ObjectKey(start) else { return [] }
            segments = key.segments
        }
        return try translating {
            let folder: Descriptor
            do {
                folder = try openFolder(segments, .fails)
            } catch let error as SystemError where [ENOENT, ENOTDIR, ELOOP].contains(error.number) {
                // The root itself must be a folder where there is one.
                if segments.isEmpty, error.number != ENOENT { throw error }
                return []
            }
            var found = Found()
            try collect(folder, at: start, prefix: prefix, into: &found)
            return found.objects.sorted { $0.key < $1.key }
        }
    }

    package func strays() async throws -> [Stray] {
        try translating {
            var found = Found()
            try collect(try openRoot(.fails), at: "", prefix: "", into: &found)
            return found.strays.sorted { $0.path < $1.path }
        }
    }

    private struct Found {
        var objects: [ObjectSummary] = []
        var strays: [Stray] = []
    }

    private func collect(_ folder: Descriptor, at place: String, prefix: String, into found: inout Found) throws {
        for name in try names(in: folder, place, &found) where !Self.isTemporary(name) {
            let relative = place.isEmpty ? name : "\(place)/\(name)"
            guard Self.leads(to: prefix, relative),
                // What vanished since the folder was read is not there.
                let status = try folder.status(of: name, path(relative))
            else { continue }
            if status.isRegularFile {
                guard relative.utf8.starts(with: prefix.utf8) else { continue }
                found.objects.append(summary(try ObjectKey(relative), status))
            } else if status.isFolder {
                let number = openat_(folder.number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                guard number >= 0 else {
                    if [ENOENT, ENOTDIR, ELOOP].contains(errno) { continue }
                    throw SystemError("open the folder", path(relative))
                }
                try collect(Descriptor(number), at: relative, prefix: prefix, into: &found)
            } else if isOwn {
                throw BillowError(
                    .badData, "'\(path(relative))' is neither a file nor a folder",
                    hint: "a link or the like hides what belongs there; put the file itself in its place",
                    source: path(relative))
            } else {
                let reason =
                    status.isLink ? "a link, which is not followed" : "neither a file nor a folder: it is not opened"
                found.strays.append(Stray(path: relative, reason: reason))
            }
        }
    }

    /// Whether the object of that name, or one below a folder of that name, can start with the prefix.
    private static func leads(to prefix: String, _ relative: String) -> Bool {
        relative.utf8.starts(with: prefix.utf8) || prefix.utf8.starts(with: "\(relative)/".utf8)
    }

    private func names(in folder: Descriptor, _ place: String, _ found: inout Found) throws -> [String] {
        // The stream takes the descriptor over, so it gets one of its own.
        let own = openat_(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard own >= 0 else { throw SystemError("read the folder", path(place)) }
        guard let stream = fdopendir(own) else {
            defer { close(own) }
            throw SystemError("read the folder", path(place))
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw SystemError("read the folder", path(place)) }
                return names
            }
            let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard let name = String(validating: bytes, as: UTF8.self) else {
                let shown = String(decoding: bytes, as: UTF8.self)
                found.strays.append(
                    Stray(path: place.isEmpty ? shown : "\(place)/\(shown)", reason: "its name is not UTF-8: rename it")
                )
                continue
            }
            if name != ".", name != ".." { names.append(name) }
        }
    }

    func summary(_ key: ObjectKey, _ status: stat) -> ObjectSummary {
        ObjectSummary(
            key: key, sizeBytes: Int(status.st_size), modifiedMicros: status.modifiedMicros, etag: status.etag)
    }

    package func head(_ key: ObjectKey) async throws -> ObjectSummary? {
        try translating {
            do {
                let parent = try openParent(of: key, .fails)
                guard let status = try parent.status(of: key.name, path(key.path)), status.isRegularFile,
                    !Self.isTemporary(key.name)
                else { return nil }
                return summary(key, status)
            } catch let error as SystemError where [ENOENT, ENOTDIR, ELOOP].contains(error.number) {
                return nil
            }
        }
    }

    package func open(_ key: ObjectKey) async throws -> any ByteStream {
        try translating {
            let path = path(key.path)
            let parent = try openParent(of: key, .fails)
            // Without O_NONBLOCK a pipe would keep us waiting before we could see that it is one.
            let number = openat_(parent.number, key.name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard number >= 0 else { throw SystemError("open", path) }
            let file = Descriptor(number)
            let status = try file.status(path)
            guard status.isRegularFile else {
                throw BillowError(
                    .badData, "'\(path)' is not a regular file", hint: "remove it, or put a file in its place",
                    source: path)
            }
            return LocalStream(file: file, path: path, etag: status.etag)
        }
    }
}

/// A file's bytes; the end is only reached when the file is still the one that was opened.
private struct LocalStream: ByteStream {
    /// What is read is hashed, copied and looked through at once: it should still be in the nearest cache then.
    private static let chunkBytes = 256 << 10

    let file: Descriptor
    let path: String
    let etag: String
    private var isOver = false

    init(file: Descriptor, path: String, etag: String) {
        self.file = file
        self.path = path
        self.etag = etag
    }

    mutating func next() async throws -> [UInt8]? {
        guard !isOver else { return nil }
        do {
            let chunk = try file.read(upTo: Self.chunkBytes, path)
            guard chunk.isEmpty else { return chunk }
            isOver = true
            guard try file.status(path).etag == etag else {
                throw BillowError(
                    .tryAgain, "'\(path)' changed while it was read", hint: "run again when its writer is done",
                    source: path)
            }
            return nil
        } catch let error as SystemError {
            isOver = true
            throw error.billow
        }
    }
}
