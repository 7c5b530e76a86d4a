import Randomness

/// Parquet files made to hurt what reads them, from one that is good.
struct HostileParquet {
    let good: [UInt8]
    private let footer: Range<Int>

    init(_ good: [UInt8]) {
        self.good = good
        let length = good.suffix(8).prefix(4).enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
        footer = good.count - 8 - length..<good.count - 8
    }

    /// Files that cannot be read, by what is wrong with them.
    var broken: [(name: String, bytes: [UInt8])] {
        [
            ("nothing but the magic", Array("PAR1".utf8)),
            ("the magic twice and no footer", Array("PAR1PAR1".utf8)),
            ("cut in half", Array(good.prefix(good.count / 2))),
            ("without its last byte", good.dropLast()),
            ("without its footer", Array(good.prefix(footer.lowerBound)) + good.suffix(8)),
            ("a footer longer than the file", withFooterLength(0x7FFF_FFFF)),
            ("a footer of four gigabytes", withFooterLength(0xFFFF_FFFF)),
            ("a footer of no bytes", withFooterLength(0)),
            ("a footer of zeros", with(footer: Array(repeating: 0, count: footer.count))),
            ("a footer that is one endless number", with(footer: Array(repeating: 0xFF, count: 4096))),
            ("a schema 50 000 groups deep", with(footer: Self.deepFooter(50_000))),
            ("a schema of two billion columns", with(footer: Self.wideFooter)),
            ("pages of noise", withNoise(in: 4..<footer.lowerBound)),
        ]
    }

    /// The file says that it has 2^40 rows, in every place where it said three.
    var manyRows: [UInt8] {
        var bytes: [UInt8] = []
        var rest = good[footer]
        // Field of type i64, zigzag 3.
        while let at = rest.firstRange(of: [0x16, 0x06]) {
            bytes += rest[..<at.lowerBound] + [0x16] + Self.varint(1 << 41)
            rest = rest[at.upperBound...]
        }
        return with(footer: bytes + rest)
    }

    /// Some bytes of a range are others.
    func flipped(in range: Range<Int>, _ dice: inout SeededGenerator) -> [UInt8] {
        var bytes = good
        for _ in 0..<(1 + dice.number(0..<3)) {
            bytes[dice.number(range)] = UInt8(dice.number(0..<256))
        }
        return bytes
    }

    func flippedFooter(_ dice: inout SeededGenerator) -> [UInt8] { flipped(in: footer, &dice) }
    func flippedPages(_ dice: inout SeededGenerator) -> [UInt8] { flipped(in: 4..<footer.lowerBound, &dice) }

    // MARK: Parts

    private func with(footer bytes: [UInt8]) -> [UInt8] {
        Array(good[..<footer.lowerBound]) + bytes + Self.littleEndian(bytes.count) + Array("PAR1".utf8)
    }

    private func withFooterLength(_ length: Int) -> [UInt8] {
        Array(good.dropLast(8)) + Self.littleEndian(length) + Array("PAR1".utf8)
    }

    private func withNoise(in range: Range<Int>) -> [UInt8] {
        var bytes = good
        for at in range { bytes[at] = UInt8(truncatingIfNeeded: at &* 2_654_435_761 >> 7) }
        return bytes
    }

    private static func littleEndian(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private static func varint(_ number: UInt64) -> [UInt8] {
        number < 0x80 ? [UInt8(number)] : [UInt8(number & 0x7F) | 0x80] + varint(number >> 7)
    }

    /// Version 1, then a list of so many schema elements. Thrift's compact protocol.
    private static func schema(_ count: Int) -> [UInt8] { [0x15, 0x02, 0x19, 0xFC] + varint(UInt64(count)) }

    /// No row and no row group.
    private static let end: [UInt8] = [0x16, 0x00, 0x19, 0x0C, 0x00]

    /// Optional groups of one child, and in the last one a number.
    private static func deepFooter(_ depth: Int) -> [UInt8] {
        let group: [UInt8] = [0x35, 0x02, 0x18, 0x01, 0x61, 0x15, 0x02, 0x00]
        let leaf: [UInt8] = [0x15, 0x02, 0x25, 0x02, 0x18, 0x01, 0x62, 0x00]
        return schema(depth + 1) + Array(repeatElement(group, count: depth).joined()) + leaf + end
    }

    /// One group that claims more children than there can be.
    private static let wideFooter: [UInt8] =
        schema(2_000_000_000) + [0x48, 0x01, 0x61, 0x15] + varint(4_000_000_000) + [0x00] + end
}
