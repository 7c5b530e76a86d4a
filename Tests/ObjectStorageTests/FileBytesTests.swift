import BillingModel
import Foundation
import ObjectStorage
import Testing

@Suite struct FileBytesTests {
    private static func file(_ bytes: [UInt8]) throws -> URL {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("billow-test-\(UUID().uuidString)")
        try Data(bytes).write(to: url)
        return url
    }

    @Test func anyRangeIsRead() throws {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let url = try Self.file(bytes)
        defer { try? FileManager.default.removeItem(at: url) }
        let file = try FileBytes(url.path)
        #expect(file.sizeBytes == bytes.count)
        for range in [0..<0, 0..<100_000, 5..<6, 99_999..<100_000, 100_000..<100_000, 40_000..<70_000] {
            #expect(try file.read(range) == Array(bytes[range]))
        }
    }

    @Test func whatIsNoLongerThereIsAnError() throws {
        let url = try Self.file([1, 2, 3, 4])
        defer { try? FileManager.default.removeItem(at: url) }
        let file = try FileBytes(url.path)
        try Data([1]).write(to: url)
        let error = #expect(throws: BillowError.self) { try file.read(0..<4) }
        #expect(error?.code == .tryAgain)
    }

    @Test func aMissingFileAndAFolderAreErrors() throws {
        let missing = #expect(throws: BillowError.self) { try FileBytes("no/such/file") }
        #expect(missing?.code == .nothingToRead)
        let folder = #expect(throws: BillowError.self) { try FileBytes(FileManager.default.temporaryDirectory.path) }
        #expect(folder?.code == .badData)
    }
}
