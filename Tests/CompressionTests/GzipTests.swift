import BillingModel
import Testing

@testable import Compression

@Suite("Gzip: every member whole, or refused")
struct GzipTests {
    static func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
        var writer = GzipWriter()
        let body = try bytes.withUnsafeBytes { try writer.append($0) }
        return body + (try writer.finish())
    }

    static func inflated(_ bytes: [UInt8], chunk: Int) throws -> [UInt8] {
        let reader = GzipReader()
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            reader.feed(Array(bytes[start..<min(start + chunk, bytes.count)]))
            while let piece = try reader.next() { output += piece }
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

    private static let trails: [[UInt8]] = [
        [0], [0, 0, 0, 0], [0x1F], [0x1F, 0x8B, 8], Array(repeating: 0, count: 512),
    ]

    @Test("nothing but whole members behind a member, no padding either", arguments: trails)
    func trailingBytes(_ bytes: [UInt8]) throws {
        let packed = try Self.compressed(Array("x".utf8)) + bytes
        for chunk in [1, 1024] {
            #expect(throws: BillowError.self) { try Self.inflated(packed, chunk: chunk) }
        }
    }

    @Test func reservedFlagsAreRefused() throws {
        var packed = try Self.compressed(Array("x".utf8))
        packed[3] |= 0x20
        #expect(throws: BillowError.self) { try Self.inflated(packed, chunk: 1024) }
    }

    @Test("pieces are no larger than asked for, and full while there is more")
    func pieces() throws {
        let reader = GzipReader()
        reader.feed(try Self.compressed(Self.text))
        var sizes: [Int] = []
        while let piece = try reader.next(upTo: 1000) { sizes.append(piece.count) }
        #expect(sizes == Array(repeating: 1000, count: Self.text.count / 1000))
        try reader.finish()
    }

    /// How much comes out; pieces are not kept.
    private static func inflatedCount(_ packed: [UInt8]) throws -> Int {
        let reader = GzipReader()
        reader.feed(packed)
        var count = 0
        while let piece = try reader.next() { count += piece.count }
        return count
    }

    /// The header of a member, and blocks of 1 MiB of zeros in 1037 bytes, as zlib makes them.
    private static func zeros(mebibytes: Int) -> [UInt8] {
        let start: [UInt8] = [236, 193, 49, 1, 0, 0, 0, 194, 160, 245, 79, 109, 8, 95, 160]
        let block = start + [UInt8](repeating: 0, count: 1016) + [62, 3, 0, 0, 255, 255]
        let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        return header + Array(repeatElement(block, count: mebibytes).joined())
    }

    @Test("a bomb is refused when it is large")
    func bombs() throws {
        #expect(try Self.inflatedCount(Self.zeros(mebibytes: 64)) == 64 << 20)
        let error = #expect(throws: BillowError.self) { try Self.inflatedCount(Self.zeros(mebibytes: 65)) }
        #expect(error?.code == .badData)
        #expect(error?.message.contains("400 times") == true)
    }

    @Test("an export in which one row is repeated for ever is no bomb")
    func repeatedRows() throws {
        let rows = Array(String(repeating: "2025-10-01,AmazonEC2,0.0000000671,,,,,\n", count: 20_000).utf8)
        var writer = GzipWriter()
        var packed: [UInt8] = []
        for _ in 0..<100 { packed += try rows.withUnsafeBytes { try writer.append($0) } }
        packed += try writer.finish()
        #expect(packed.count < rows.count)
        #expect(try Self.inflatedCount(packed) == rows.count * 100)
    }
}
