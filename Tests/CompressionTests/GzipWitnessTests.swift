import BillingModel
import Compression
import Foundation
import Randomness
import Testing

@Suite("Gzip and ZIP beside zlib: the same bytes, and damage never gives others", .enabled(if: GzipWitness.canBeCalled))
struct GzipWitnessTests {
    private static let streams = 20

    @Test("streams of any layout inflate to what zlib made them of, however they are cut; damaged, to nothing else")
    func anyLayout() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        print("gzip streams: seed \(seed)")
        var dice = SeededGenerator(seed: seed)
        let folder = try GzipWitness.write(seed: seed, count: Self.streams)
        defer { try? FileManager.default.removeItem(at: folder) }
        for number in 0..<Self.streams {
            let text = [UInt8](try Data(contentsOf: folder.appendingPathComponent("\(number).txt")))
            for (ending, format) in [("gz", FileFormat.csvGzip), ("zip", .csvZip)] {
                let packed = [UInt8](try Data(contentsOf: folder.appendingPathComponent("\(number).\(ending)")))
                let comment: Comment = "seed \(seed), \(number).\(ending)"
                #expect(FileFormat(magic: packed) == format)
                #expect(try Self.inflated(packed, format, &dice) == text, comment)
                for _ in 0..<8 {
                    let damaged = Self.damaged(packed, &dice)
                    guard let output = try Self.inflatedIfAccepted(damaged, format, &dice) else { continue }
                    // A cut between members leaves a whole stream.
                    let isSame = damaged.count < packed.count ? text.starts(with: output) : output == text
                    #expect(isSame, comment)
                }
            }
        }
    }

    @Test("zlib reads what we write", arguments: [0, 1, 1000, 70_000, 300_000])
    func written(size: Int) throws {
        var dice = SeededGenerator(seed: UInt64(size))
        let text = (0..<size).map { _ in UInt8(truncatingIfNeeded: dice.next() & 0x1F) }
        var writer = GzipWriter()
        var packed: [UInt8] = []
        for start in stride(from: 0, to: size, by: 65_537) {
            packed += try text[start..<min(start + 65_537, size)].withUnsafeBytes { try writer.append($0) }
        }
        packed += try writer.finish()
        #expect(try GzipWitness.read(packed) == text)
    }

    private static func inflatedIfAccepted(
        _ packed: [UInt8], _ format: FileFormat, _ dice: inout SeededGenerator
    ) throws -> [UInt8]? {
        do {
            return try inflated(packed, format, &dice)
        } catch let error as BillowError where error.code == .badData {
            return nil
        }
    }

    /// Cut into random pieces, taken in pieces of random size.
    private static func inflated(
        _ packed: [UInt8], _ format: FileFormat, _ dice: inout SeededGenerator
    ) throws -> [UInt8] {
        let reader = try #require(format.inflater())
        let longest = max([3, 100, 10_000, 1 << 20].randomElement(using: &dice) ?? 1, packed.count / 500)
        let room = [1000, 32 << 10, 65_537, 1 << 20].randomElement(using: &dice) ?? 1
        var output: [UInt8] = []
        var rest = packed[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...longest, using: &dice))
            rest = rest.dropFirst(piece.count)
            reader.feed(Array(piece))
            while let bytes = try reader.next(upTo: room) { output += bytes }
        }
        try reader.finish()
        return output
    }

    /// A bit flipped, a byte replaced, inserted or removed, or the end cut off.
    private static func damaged(_ packed: [UInt8], _ dice: inout SeededGenerator) -> [UInt8] {
        var packed = packed
        // Half of the damage goes to the places that are few: header and trailer.
        let near = [packed.count - 1, min(packed.count - 1, 24)].randomElement(using: &dice) ?? 0
        let fromStart = Int.random(in: 0...near, using: &dice)
        let at = Bool.random(using: &dice) ? fromStart : packed.count - 1 - fromStart
        switch Int.random(in: 0..<5, using: &dice) {
        case 0: packed[at] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
        case 1: packed[at] = UInt8.random(in: 0...255, using: &dice)
        case 2: packed.insert(UInt8.random(in: 0...255, using: &dice), at: at)
        case 3: packed.remove(at: at)
        default: packed.removeSubrange(at...)
        }
        return packed
    }
}
