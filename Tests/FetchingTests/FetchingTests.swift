import BillingModel
import Compression
import Foundation
import ObjectStorage
import Testing

@testable import Fetching

@Suite("Fetching: what is read is what was listed")
struct FetchingTests {
    private let store = MemoryStore(chunkBytes: 7)
    private let text = Array("a,b\n1,2\n3,4\n".utf8)

    /// Writes an object and answers it as a listing names it.
    private func put(_ bytes: [UInt8], at path: String = "x/part.csv") async throws -> Delivery.File {
        let key = try ObjectKey(path)
        _ = try await store.put(key, bytes, mode: .overwrite)
        let object = try #require(await store.head(key))
        return Delivery.File(
            path: path, sizeBytes: object.sizeBytes, modifiedMicros: object.modifiedMicros, etag: object.etag)
    }

    private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        var writer = GzipWriter()
        var output = try bytes.withUnsafeBytes { try writer.append($0) }
        output += try writer.finish()
        return output
    }

    private func read(_ file: Delivery.File, as format: FileFormat = .csv, _ receipt: FetchReceipt = FetchReceipt())
        async throws -> [UInt8]
    {
        var stream = try await Fetcher(from: store).open(file, as: format, receipt: receipt)
        var bytes: [UInt8] = []
        while let chunk = try await stream.next() { bytes += chunk }
        return bytes
    }

    @Test("bytes come through unchanged, and the receipt has their hash")
    func plain() async throws {
        let receipt = FetchReceipt()
        #expect(receipt.sha256 == nil)
        #expect(try await read(try await put(Array("abc".utf8)), receipt) == Array("abc".utf8))
        #expect(receipt.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("gzip is inflated, several members too; the hash is of the delivered bytes")
    func inflated() async throws {
        let receipt = FetchReceipt()
        let bytes = try gzip(text) + gzip(text)
        let file = try await put(bytes)
        #expect(try await read(file, as: .csvGzip, receipt) == text + text)
        #expect(receipt.sha256 == (try await Fetcher(from: store).hash(file)))
    }

    @Test("a gzip that is cut, flipped or followed by something is badData naming the file", arguments: [0, 1, 2])
    func brokenGzip(_ kind: Int) async throws {
        var bytes = try gzip(text)
        switch kind {
        case 0: bytes.removeLast(4)
        case 1: bytes[bytes.count - 6] ^= 1
        default: bytes += [9]
        }
        let file = try await put(bytes)
        let receipt = FetchReceipt()
        let error = await #expect(throws: BillowError.self) { try await read(file, as: .csvGzip, receipt) }
        #expect(error?.code == .badData)
        #expect(error?.source == "x/part.csv")
        #expect(receipt.sha256 == nil)
    }

    @Test("an object that was replaced since it was listed is tryAgain, even with the same size")
    func replaced() async throws {
        let file = try await put(text)
        _ = try await put(Array(text.reversed()))
        let error = await #expect(throws: BillowError.self) { try await read(file) }
        #expect(error?.code == .tryAgain)
        #expect(error?.hint != nil)
    }

    @Test("an object that is gone is an error, not an empty file")
    func gone() async throws {
        let file = try await put(text)
        await store.delete(try ObjectKey(file.path))
        let error = await #expect(throws: BillowError.self) { try await read(file) }
        #expect(error?.code == .nothingToRead)
    }

    @Test("formats are told by content, whatever the name says")
    func formats() async throws {
        let fetching = Fetcher(from: store)
        #expect(try await fetching.format(of: try await put(text, at: "a.parquet")) == .csv)
        #expect(try await fetching.format(of: try await put(try gzip(text), at: "b.csv")) == .csvGzip)
        #expect(try await fetching.format(of: try await put(Array("PAR1....".utf8), at: "c.csv.gz")) == .parquet)
    }

    @Test("a private copy has the same bytes")
    func copied() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("billow-fetch-\(UUID().uuidString)")
            .path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let receipt = FetchReceipt()
        try await Fetcher(from: store).copy(try await put(text), to: path, receipt: receipt)
        #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) == text)
        #expect(receipt.sha256 != nil)
    }

    @Test("a delivery's hash knows names and contents, not the order of files")
    func contentHash() {
        let one = Fetcher.contentHash([("a", "1"), ("b", "2")])
        #expect(one == Fetcher.contentHash([("b", "2"), ("a", "1")]))
        #expect(one != Fetcher.contentHash([("a", "2"), ("b", "1")]))
        #expect(one != Fetcher.contentHash([("a", "1")]))
        #expect(one.count == 64)
    }
}
