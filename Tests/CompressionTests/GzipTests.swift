import BillingModel
import Testing

@testable import Compression

@Suite("Gzip: every member whole, or refused")
struct GzipTests {
    static func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
        var writer = try GzipWriter(level: 6)
        let body = try bytes.withUnsafeBytes { try writer.append($0) }
        return body + (try writer.finish())
    }

    static func inflated(_ bytes: [UInt8], chunk: Int) throws -> [UInt8] {
        var reader = try GzipReader()
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            try reader.inflate(Array(bytes[start..<min(start + chunk, bytes.count)])) { output += $0 }
        }
        try reader.finish()
        return output
    }

    static let text = Array(String(repeating: "2025-10-01,AmazonEC2,0.0000000671\n", count: 20_000).utf8)

    @Test(arguments: [1, 7, 4096, 1 << 20])
    func roundTrip(chunk: Int) throws {
        let packed = try Self.compressed(Self.text)
        #expect(packed.count < Self.text.count / 20)
        #expect(try Self.inflated(packed, chunk: chunk) == Self.text)
    }

    @Test func equalInputGivesEqualBytes() throws {
        #expect(try Self.compressed(Self.text) == Self.compressed(Self.text))
    }

    @Test func membersAreJoined() throws {
        let packed = try Self.compressed(Array("one,".utf8)) + Self.compressed([]) + Self.compressed(Array("two".utf8))
        for chunk in [1, 5, packed.count] {
            #expect(try Self.inflated(packed, chunk: chunk) == Array("one,two".utf8))
        }
    }

    @Test("any byte cut off the end is noticed")
    func truncated() throws {
        let packed = try Self.compressed(Array("some bytes that matter".utf8))
        for count in 0..<packed.count {
            #expect(throws: BillowError.self, "\(count) of \(packed.count) bytes") {
                try Self.inflated(Array(packed.prefix(count)), chunk: 64)
            }
        }
    }

    @Test("a flipped bit in data, checksum or length never gives other bytes")
    func damaged() throws {
        let text = Array("some bytes that matter, and more of them".utf8)
        let packed = try Self.compressed(text)
        var unnoticed = 0
        for bit in (10 * 8)..<(packed.count * 8) {
            var damaged = packed
            damaged[bit / 8] ^= 1 << (bit % 8)
            // The last byte of the data has bits that mean nothing.
            if let output = try? Self.inflated(damaged, chunk: 64) {
                #expect(output == text, "bit \(bit)")
                unnoticed += 1
            }
        }
        #expect(unnoticed < 8)
    }

    @Test func trailingGarbageIsRefused() throws {
        let packed = try Self.compressed(Array("x".utf8)) + Array("garbage".utf8)
        #expect(throws: BillowError.self) { try Self.inflated(packed, chunk: 1024) }
    }

    @Test func bombsAreRefused() throws {
        var writer = try GzipWriter(level: 9)
        let zeros = [UInt8](repeating: 0, count: 1 << 20)
        var packed: [UInt8] = []
        for _ in 0..<128 { packed += try zeros.withUnsafeBytes { try writer.append($0) } }
        packed += try writer.finish()
        do {
            _ = try Self.inflated(packed, chunk: 16 << 10)
            Issue.record("accepted")
        } catch let error as BillowError {
            #expect(error.message.contains("bomb"))
        }
    }
}
