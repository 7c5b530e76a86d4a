import Foundation
import StorageLocal
import Testing

@testable import Pipeline

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
}
