import BillingModel
import Foundation
import ObjectStorage
import StorageLocal
import Testing

@Suite("Local store: what only a file system can do to us")
struct LocalStoreTests {
    @Test func linksPipesAndFoldersAreNotObjects() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let secret = try folder.write([42], to: "secret/file")
        _ = try folder.write([1], to: "root/real")
        let root = folder.url.appendingPathComponent("root")
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: root.path + "/link", withDestinationPath: secret)
        try manager.createSymbolicLink(atPath: root.path + "/linked", withDestinationPath: folder.url.path + "/secret")
        try manager.createSymbolicLink(atPath: root.path + "/loop", withDestinationPath: ".")
        try manager.createSymbolicLink(atPath: root.path + "/broken", withDestinationPath: "nowhere")
        #expect(mkfifo(root.path + "/pipe", 0o600) == 0)
        try manager.createDirectory(atPath: root.path + "/folder", withIntermediateDirectories: true)
        let store = LocalStore(root: root.path)
        #expect(try await store.keys() == ["real"])
        #expect(try await store.keys("linked/").isEmpty)
        #expect(try await store.keys("loop/real").isEmpty)
        for name in ["link", "linked/file", "loop/real", "broken", "pipe", "folder"] {
            let key = try ObjectKey(name)
            #expect(try await store.head(key) == nil, "\(name)")
            await #expect(throws: BillowError.self, "\(name)") { _ = try await store.read(key) }
            try await store.delete(key)
        }
        for name in ["linked/new", "loop/new"] {
            let key = try ObjectKey(name)
            await #expect(throws: BillowError.self, "\(name)") { _ = try await store.put(key, [9], mode: .overwrite) }
        }
        await #expect(throws: BillowError.self) {
            _ = try await store.adopt(file: root.path + "/link", as: try ObjectKey("taken"), mode: .ifAbsent)
        }
        // Writing onto a link replaces the link, not what it points to.
        #expect(try await store.put(try ObjectKey("link"), [9], mode: .overwrite) == .written)
        #expect(try Data(contentsOf: URL(fileURLWithPath: secret)) == Data([42]))
        #expect(try manager.contentsOfDirectory(atPath: folder.url.path + "/secret") == ["file"])
        #expect(try await store.keys() == ["link", "real"])
    }

    @Test func writesInProgressAreInvisible() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        _ = try folder.write([1], to: "a/.billow-tmp-1")
        _ = try folder.write([1], to: "a/.hidden")
        let store = LocalStore(root: folder.url.path)
        #expect(try await store.keys() == ["a/.hidden"])
        #expect(try await store.head(try ObjectKey("a/.billow-tmp-1")) == nil)
        await #expect(throws: BillowError.self) {
            _ = try await store.put(try ObjectKey("a/.billow-tmp-2"), [1], mode: .ifAbsent)
        }
    }

    @Test("failed writes leave nothing behind")
    func nothingLeftBehind() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let store = LocalStore(root: folder.url.path)
        _ = try await store.put(try ObjectKey("a/b"), [1], mode: .ifAbsent)
        _ = try await store.put(try ObjectKey("a/b"), [2], mode: .ifAbsent)
        let long = try ObjectKey("a/" + String(repeating: "x", count: 300))
        for mode in [PutMode.ifAbsent, .overwrite] {
            let error = await #expect(throws: BillowError.self) { _ = try await store.put(long, [1], mode: mode) }
            #expect(error?.code == .inputOutput)
            #expect(error?.message.contains("name") == true || error?.hint?.contains("name") == true)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/a") == ["b"])
    }

    @Test func missingRootIsEmptyAndMadeOnWriting() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let store = LocalStore(root: folder.url.path + "/x/y/z/")
        #expect(try await store.keys().isEmpty)
        #expect(store.location == folder.url.path + "/x/y/z")
        #expect(try await store.put(try ObjectKey("a"), [1], mode: .ifAbsent) == .written)
        #expect(store.localPath(try ObjectKey("a")) == folder.url.path + "/x/y/z/a")
        let file = LocalStore(root: folder.url.path + "/x/y/z/a")
        let error = await #expect(throws: BillowError.self) { _ = try await file.list(prefix: "") }
        #expect(error?.message.contains("/x/y/z/a") == true)
    }

    @Test("a root that is itself a link is followed")
    func linkedRoot() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        _ = try folder.write([1], to: "real/a")
        let link = folder.url.path + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.url.path + "/real")
        #expect(try await LocalStore(root: link).keys() == ["a"])
    }

    @Test("a file that changes while it is read is not taken for whole")
    func changing() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = try folder.write([UInt8](repeating: 1, count: 3 << 20), to: "growing")
        var stream = try await LocalStore(root: folder.url.path).open(try ObjectKey("growing"))
        _ = try await stream.next()
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data([2]))
        try handle.close()
        let error = await #expect(throws: BillowError.self) { while try await stream.next() != nil {} }
        #expect(error?.code == .tryAgain)
    }

    @Test func aNameThatIsNotUTF8IsNotPassedOver() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        _ = try folder.write([1], to: "good")
        let bytes = Array(folder.url.path.utf8) + Array("/bad".utf8) + [0xFF, 0]
        let made = bytes.withUnsafeBytes { buffer in
            buffer.bindMemory(to: CChar.self).baseAddress.map { open($0, O_CREAT | O_WRONLY, 0o600) } ?? -1
        }
        guard made >= 0 else { return }
        close(made)
        let store = LocalStore(root: folder.url.path)
        #expect(try await store.keys() == ["good"], "it hides no other")
        let strays = try await store.strays()
        #expect(strays.map(\.path) == ["bad\u{FFFD}"])
        #expect(strays.first?.reason.contains("rename") == true)
    }

    @Test("links, pipes and what is behind them are told, and neither listed nor opened")
    func strays() async throws {
        let folder = try TemporaryFolder()
        let elsewhere = try TemporaryFolder()
        defer {
            folder.remove()
            elsewhere.remove()
        }
        _ = try folder.write([1], to: "a/good")
        _ = try elsewhere.write([1], to: "secret")
        let root = folder.url.path
        #expect(symlink(elsewhere.url.path, root + "/folder-link") == 0)
        #expect(symlink(elsewhere.url.path + "/secret", root + "/a/link") == 0)
        #expect(mkfifo(root + "/pipe", 0o600) == 0)
        let store = LocalStore(root: root)
        #expect(try await store.keys() == ["a/good"])
        let reasons = try await store.strays().reduce(into: [:]) { $0[$1.path] = $1.reason }
        #expect(Set(reasons.keys) == ["a/link", "folder-link", "pipe"])
        #expect(reasons["a/link"]?.contains("link") == true && reasons["pipe"]?.contains("neither") == true)
    }

    @Test("folders are told without what is in them; a link among one's own hides something, and is an error")
    func folders() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        _ = try folder.write([1], to: "raw/aws/deep/file")
        _ = try folder.write([1], to: "raw/gcp/file")
        _ = try folder.write([1], to: "raw/file")
        let (raw, root) = (try ObjectKey("raw"), folder.url.path)
        #expect(try await LocalStore(root: root).folders(in: raw).sorted() == ["aws", "gcp"])
        #expect(try await LocalStore(root: root, isOwn: true).folders(in: raw).sorted() == ["aws", "gcp"])
        for missing in ["none", "raw/file", "raw/aws/none"] {
            #expect(try await LocalStore(root: root).folders(in: try ObjectKey(missing)) == [])
        }
        #expect(symlink(root + "/raw/aws", root + "/raw/link") == 0)
        #expect(try await LocalStore(root: root).folders(in: raw).sorted() == ["aws", "gcp"])
        #expect(try await LocalStore(root: root).folders(in: try ObjectKey("raw/link")) == [])
        let error = await #expect(throws: BillowError.self) {
            try await LocalStore(root: root, isOwn: true).folders(in: raw)
        }
        #expect(error?.code == .badData)
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may read everything"))
    func permission() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = try folder.write([1], to: "locked")
        chmod(path, 0)
        let error = await #expect(throws: BillowError.self) {
            _ = try await LocalStore(root: folder.url.path).read(try ObjectKey("locked"))
        }
        #expect(error?.code == .permission)
        #expect(error?.message.contains(path) == true)
    }

    @Test(
        "a file on another device is copied, then removed",
        .enabled(if: FileManager.default.isWritableFile(atPath: "/dev/shm"), "no second device here"))
    func acrossDevices() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let store = LocalStore(root: folder.url.path)
        for mode in [PutMode.ifAbsent, .overwrite] {
            let file = "/dev/shm/billow-test-\(UUID().uuidString)"
            let bytes = [UInt8](repeating: 5, count: 2_500_000)
            try Data(bytes).write(to: URL(fileURLWithPath: file))
            #expect(try await store.adopt(file: file, as: try ObjectKey("k\(mode)"), mode: mode) == .written)
            #expect(try await store.read(try ObjectKey("k\(mode)")) == bytes)
            #expect(!FileManager.default.fileExists(atPath: file))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 2)
    }
}
