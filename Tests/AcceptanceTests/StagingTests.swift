import Foundation
import StorageLocal
import Testing

@testable import Pipeline

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Staging folders")
struct StagingTests {
    @Test("many at once: none is taken for abandoned while it is in use, and all are gone in the end")
    func crowd() async throws {
        let scratch = try Scratch()
        let root = scratch.lake.path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<60 {
                        let staging = try Staging(lake: LocalStore(root: root))
                        let file = try staging.subfolder() + "/1.csv"
                        try Data("x".utf8).write(to: URL(fileURLWithPath: file))
                        await Task.yield()
                        #expect(FileManager.default.fileExists(atPath: file))
                        withExtendedLifetime(staging) {}
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/staging") == [])
    }

    @Test("staging folders whose process is gone are removed, those in use are not")
    func staging() async throws {
        let scratch = try Scratch()
        let staging = scratch.lake.appendingPathComponent("staging")
        var descriptors: [String: Int32] = [:]
        for name in ["abandoned", "live"] {
            let folder = staging.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("half".utf8).write(to: folder.appendingPathComponent("1.csv"))
            descriptors[name] = open(folder.appendingPathComponent(".lock").path, O_RDWR | O_CREAT, 0o600)
        }
        let live = try #require(descriptors["live"])
        // Killed before it had a lock, or while it was deleted.
        try FileManager.default.createDirectory(
            at: staging.appendingPathComponent("unlocked"), withIntermediateDirectories: true)
        try Data().write(to: staging.appendingPathComponent("unlocked/1.csv"))
        #expect(flock(live, LOCK_EX | LOCK_NB) == 0)
        defer { descriptors.values.forEach { close($0) } }
        try AzureDelivery(costs: ["1"]).write(to: scratch)
        try await scratch.ingest()
        #expect(try FileManager.default.contentsOfDirectory(atPath: staging.path) == ["live"])
        #expect(FileManager.default.fileExists(atPath: staging.appendingPathComponent("live/1.csv").path))
    }
}
