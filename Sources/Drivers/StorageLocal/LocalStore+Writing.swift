import BillingModel
import Foundation
import ObjectStorage

extension LocalStore {
    package func put(_ key: ObjectKey, _ bytes: [UInt8], mode: PutMode) async throws -> PutOutcome {
        try translating {
            let parent = try openWritableParent(of: key)
            return try place(key, in: parent, mode: mode) { file, temporary in
                try file.write(bytes, temporary)
            }
        }
    }

    package func adopt(file: String, as key: ObjectKey, mode: PutMode) async throws -> PutOutcome {
        try translating {
            let parent = try openWritableParent(of: key)
            let source = try openSource(file)
            // A device that cannot save says so here, while nothing is in place.
            try source.sync(file)
            switch mode {
            case .overwrite:
                if renameat(AT_FDCWD, file, parent.number, key.name) == 0 {
                    try parent.sync(path(key.path))
                    return .written
                }
            case .ifAbsent:
                if linkat(AT_FDCWD, file, parent.number, key.name, 0) == 0 {
                    try parent.sync(path(key.path))
                    try remove(adopted: file)
                    return .written
                }
                if errno == EEXIST { return .alreadyExists }
            }
            guard errno == EXDEV else { throw SystemError("store", path(key.path)) }
            let outcome = try place(key, in: parent, mode: mode) { target, temporary in
                while case let chunk = try source.read(upTo: 1 << 20, file), !chunk.isEmpty {
                    try target.write(chunk, temporary)
                }
            }
            if outcome == .written { try remove(adopted: file) }
            return outcome
        }
    }

    package func delete(_ key: ObjectKey) async throws {
        try translating {
            do {
                let parent = try openParent(of: key, .fails)
                guard let status = try parent.status(of: key.name, path(key.path)), status.isRegularFile else { return }
                guard unlinkat(parent.number, key.name, 0) == 0 else { throw SystemError("delete", path(key.path)) }
                try parent.sync(path(key.path))
            } catch let error as SystemError where [ENOENT, ENOTDIR, ELOOP].contains(error.number) {
                return
            }
        }
    }

    /// Writes a draft, saves it, and only then gives it the object's name, in one step.
    private func place(
        _ key: ObjectKey, in parent: Descriptor, mode: PutMode, write: (Descriptor, String) throws -> Void
    ) throws -> PutOutcome {
        let shown = path(key.path)
        let draft = try Draft(in: parent, shown)
        try write(draft.file, shown)
        try draft.file.sync(shown)
        switch mode {
        case .overwrite: try draft.replace(key.name, shown)
        case .ifAbsent:
            guard try draft.take(key.name, shown) else { return .alreadyExists }
        }
        try parent.sync(shown)
        return .written
    }

    private func openWritableParent(of key: ObjectKey) throws -> Descriptor {
        guard !key.segments.contains(where: Self.isTemporary) else {
            throw BillowError(
                .badData, "'\(key)' has a name that only writes in progress have", source: path(key.path))
        }
        return try openParent(of: key, .isMade)
    }

    private func openSource(_ file: String) throws -> Descriptor {
        let number = open_(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard number >= 0 else { throw SystemError("open", file) }
        let source = Descriptor(number)
        guard try source.status(file).isRegularFile else {
            throw BillowError(.badData, "'\(file)' is not a regular file", source: file)
        }
        return source
    }

    private func remove(adopted file: String) throws {
        guard unlink(file) == 0 || errno == ENOENT else { throw SystemError("remove", file) }
    }
}
