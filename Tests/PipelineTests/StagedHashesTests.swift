import BillingModel
import Foundation
import Testing

@testable import Pipeline

@Suite("Hashes of staged files")
struct StagedHashesTests {
    /// Of "old" and of "new".
    private static let old = "cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4"
    private static let new = "11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437"

    private func withFile(_ body: (String) async throws -> Void) async throws {
        let path = NSTemporaryDirectory() + "billow-hashes-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("old".utf8).write(to: URL(fileURLWithPath: path))
        try await body(path)
    }

    @Test("a file that takes the place of another is hashed anew")
    func anew() async throws {
        try await withFile { path in
            let hashes = StagedHashes()
            hashes.begin([path, path])
            try FileManager.default.removeItem(atPath: path)
            try Data("new".utf8).write(to: URL(fileURLWithPath: path))
            hashes.beginAnew(path)
            hashes.begin([path])
            #expect(try await hashes.sha256(path) == Self.new)
        }
    }

    @Test("what is not begun is hashed when it is asked for, and forgotten then")
    func asked() async throws {
        try await withFile { path in
            let hashes = StagedHashes()
            #expect(try await hashes.sha256(path) == Self.old)
            try Data("new".utf8).write(to: URL(fileURLWithPath: path))
            #expect(try await hashes.sha256(path) == Self.new)
        }
    }

    @Test("a file that is gone is an error")
    func gone() async throws {
        let hashes = StagedHashes()
        hashes.begin(["/nowhere/at-all"])
        await #expect { try await hashes.sha256("/nowhere/at-all") } throws: { error in
            (error as? BillowError)?.code == .inputOutput
        }
    }
}
