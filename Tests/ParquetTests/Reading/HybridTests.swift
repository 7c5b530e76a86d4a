import Randomness
import Testing

@testable import Parquet

/// The hybrid of runs and bit packing against a packer that goes bit by bit.
@Suite struct HybridTests {
    @Test func everyWidthComesBack() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var dice = SeededGenerator(seed: seed)
        for bitWidth in 0...32 {
            for count in [0, 1, 7, 8, 9, 64, 65, 500] {
                let limit = UInt64(1) << UInt64(bitWidth)
                let values = (0..<count).map { _ in UInt32(dice.next() % limit) }
                let bytes = Self.encode(values, bitWidth: bitWidth, &dice)
                let read = try Self.decode(bytes, bitWidth: bitWidth, below: .max, count: count)
                // A value that is the limit itself is refused.
                guard !values.contains(.max) else { continue }
                #expect(read == values, "seed \(seed), \(bitWidth) bits, \(count) values")
            }
        }
    }

    @Test func codesBeyondTheLimitAreRefused() throws {
        var dice = SeededGenerator(seed: 1)
        for bitWidth in 3...32 {
            for place in [0, 3, 100, 199] {
                var values = [UInt32](repeating: 4, count: 200)
                values[place] = 5
                let bytes = Self.encode(values, bitWidth: bitWidth, &dice)
                #expect(try Self.decode(bytes, bitWidth: bitWidth, below: 6, count: 200) == values)
                #expect(throws: (any Error).self) {
                    try Self.decode(bytes, bitWidth: bitWidth, below: 5, count: 200)
                }
            }
        }
    }

    @Test func tooFewBytesAreAnError() throws {
        // Twelve groups of eight values of seven bits, then a run of four.
        let bytes = [12 << 1 | 1] + [UInt8](repeating: 0x55, count: 12 * 7) + [4 << 1, 1]
        _ = try Self.decode(bytes, bitWidth: 7, below: 128, count: 100)
        for count in 0..<bytes.count {
            #expect(throws: (any Error).self) {
                try Self.decode(Array(bytes.prefix(count)), bitWidth: 7, below: 128, count: 100)
            }
        }
    }

    private static func decode(_ bytes: [UInt8], bitWidth: Int, below limit: UInt32, count: Int) throws -> [UInt32] {
        try bytes.withUnsafeBytes { bytes in
            var cursor = ByteCursor(bytes)
            var values = [UInt32](repeating: 0, count: count)
            try values.withUnsafeMutableBufferPointer {
                try cursor.hybrid(bitWidth: bitWidth, below: limit, adding: 0, into: $0)
            }
            return values
        }
    }

    /// Runs and packed groups by chance, wherever they may be.
    private static func encode(_ values: [UInt32], bitWidth: Int, _ dice: inout SeededGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        var start = 0
        while start < values.count {
            let same = values[start...].prefix { $0 == values[start] }.count
            if dice.next() % 2 == 0 {
                bytes += varint(same << 1)
                for index in 0..<((bitWidth + 7) / 8) { bytes.append(UInt8(values[start] >> UInt32(8 * index) & 255)) }
                start += same
            } else {
                let groups = min(Int(dice.next() % 20) + 1, (values.count - start + 7) / 8)
                bytes += varint(groups << 1 | 1)
                var bits: [Bool] = []
                for index in start..<(start + groups * 8) {
                    let value = index < values.count ? values[index] : 0
                    for bit in 0..<bitWidth { bits.append(value >> UInt32(bit) & 1 == 1) }
                }
                for byte in stride(from: 0, to: bits.count, by: 8) {
                    bytes.append((0..<8).reduce(0) { $0 | (bits[byte + $1] ? 1 << UInt8($1) : 0) })
                }
                start += groups * 8
            }
        }
        return bytes
    }

    private static func varint(_ value: Int) -> [UInt8] {
        value < 128 ? [UInt8(value)] : [UInt8(value & 127) | 128] + varint(value >> 7)
    }
}
