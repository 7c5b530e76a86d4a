import BillingModel
import Foundation
import Testing

@testable import Pipeline

struct StagedHashesTests {
    /// Of "abc", from FIPS 180-2.
    private static let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    private static let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    private func makeFile(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("staged-\(UUID().uuidString)").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test func knowsFilesThatWereBegunAndOthers() async throws {
        let (begun, other) = (try makeFile("abc"), try makeFile(""))
        defer { for path in [begun, other] { try? FileManager.default.removeItem(atPath: path) } }
        let hashes = StagedHashes()
        await hashes.begin([begun, begun])
        #expect(try await hashes.sha256(begun) == Self.abc)
        #expect(try await hashes.sha256(other) == Self.empty)
    }

    /// Another file may later be staged under a name that was taken into the lake.
    @Test func readsAgainWhatWasTaken() async throws {
        let path = try makeFile("abc")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let hashes = StagedHashes()
        #expect(try await hashes.sha256(path) == Self.abc)
        try Data().write(to: URL(fileURLWithPath: path))
        #expect(try await hashes.sha256(path) == Self.empty)
    }

    @Test func saysWhenAFileIsGone() async throws {
        let hashes = StagedHashes()
        await hashes.begin(["/nowhere/staged.parquet"])
        await #expect { try await hashes.sha256("/nowhere/staged.parquet") } throws: { error in
            (error as? BillowError)?.code == .inputOutput
        }
    }
}
