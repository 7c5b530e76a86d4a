import BillingModel
import Foundation
import ObjectStorage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A folder `staging/<uuid>` in the lake for one ingest's work in progress.
///
/// While it is in use a lock is held on a file in it, which the system gives up when the process ends in whatever way;
/// a folder whose lock can be had belongs to nobody any more and is deleted by the next ingest.
final class Staging: Sendable {
    let folder: String
    private let lock: Int32

    init(lake: any ObjectStore) throws {
        guard let root = lake.localPath(try ObjectKey("staging")) else {
            throw BillowError(.configuration, "the lake at \(lake.location) has no staging folder on this machine")
        }
        Self.removeAbandoned(in: root)
        for _ in 0..<Self.attemptsMax {
            let folder = "\(root)/\(UUID().uuidString.lowercased())"
            if let lock = try Self.claim(folder) {
                self.folder = folder
                self.lock = lock
                return
            }
        }
        throw BillowError(
            .tryAgain, "other ingests keep taking new staging folders for abandoned ones", hint: "run again",
            source: root)
    }

    /// Makes a folder and locks it. Nil when another ingest saw it before it was locked, and took it for abandoned.
    private static func claim(_ folder: String) throws -> Int32? {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw BillowError(.inputOutput, "cannot make a staging folder", source: folder, cause: error)
        }
        let lock = open("\(folder)/\(lockName)", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else {
            if errno == ENOENT { return nil }
            throw BillowError(
                .inputOutput, "cannot lock a staging folder: \(String(cString: strerror(errno)))", source: folder)
        }
        var (mine, present) = (stat(), stat())
        let isHeld =
            flock(lock, LOCK_EX | LOCK_NB) == 0 && fstat(lock, &mine) == 0
            && lstat("\(folder)/\(lockName)", &present) == 0 && mine.st_ino == present.st_ino
        if isHeld { return lock }
        close(lock)
        return nil
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
        close(lock)
    }

    /// A new, empty folder inside, or inside a folder of this staging.
    func subfolder(of parent: String? = nil) throws -> String {
        let path = "\(parent ?? folder)/\(UUID().uuidString.lowercased())"
        try StagedFile.makeFolder(path)
        return path
    }

    func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
    }

    private static let lockName = ".lock"
    private static let attemptsMax = 16

    private static func removeAbandoned(in root: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [] {
            let folder = "\(root)/\(name)"
            // Made where it is missing: its ingest ended before it was made, or while the folder was deleted. Who is
            // about to make it finds ours, and takes another folder.
            let descriptor = open("\(folder)/\(lockName)", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { try? FileManager.default.removeItem(atPath: folder) }
        }
    }
}
