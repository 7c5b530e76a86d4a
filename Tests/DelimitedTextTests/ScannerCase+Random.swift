import DelimitedText
import Randomness

extension ScannerCase {
    /// Bits of CSV, good and bad.
    private static let bits: [[UInt8]] = [
        ",", "\"", "\n", "\r\n", "\r", "\0", "a", "bc", "\"\"", "\",\"", "\"\n", "é", "€", "🎈", "\u{FEFF}", " ",
    ].map { Array($0.utf8) }

    private static let broken: [[UInt8]] = [
        [0xC3], [0xE2, 0x82], [0x80], [0xF0, 0x9F], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xF4, 0x90, 0x80, 0x80],
        [0xF5, 0x80, 0x80, 0x80], [0xE0, 0x80, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xFF, 0xFE], [0xFE, 0xFF], [0xFF],
    ]

    /// Noise, a good table, or a good table with something put in, each often enough to go deep.
    static func random(using dice: inout SeededGenerator) -> ScannerCase {
        var bytes =
            switch Int.random(in: 0..<3, using: &dice) {
            case 0: noise(Int.random(in: 0...40, using: &dice), using: &dice)
            default: table(using: &dice)
            }
        for _ in 0..<[0, 0, 1, 2][Int.random(in: 0..<4, using: &dice)] {
            let at = Int.random(in: 0...bytes.count, using: &dice)
            if Bool.random(using: &dice), at < bytes.count {
                bytes.remove(at: at)
            } else {
                bytes.insert(contentsOf: noise(1, using: &dice), at: at)
            }
        }
        var limits = RecordLimits()
        if Int.random(in: 0..<8, using: &dice) == 0 {
            limits.recordBytes = Int.random(in: 1...80, using: &dice)
            limits.cellBytes = Int.random(in: 1...40, using: &dice)
            limits.cells = Int.random(in: 1...8, using: &dice)
        }
        let pieceMax = [1, 3, 17, 300][Int.random(in: 0..<4, using: &dice)]
        let pieces = (0..<bytes.count / pieceMax + 1).map { _ in Int.random(in: 1...pieceMax, using: &dice) }
        let levels = ScanLevel.available
        return ScannerCase(
            bytes: bytes, pieces: pieces, level: levels[Int.random(in: 0..<levels.count, using: &dice)],
            blockBytes: [1, 7, 32, 64, 100, 256, 4096][Int.random(in: 0..<7, using: &dice)], limits: limits)
    }

    private static func noise(_ count: Int, using dice: inout SeededGenerator) -> [UInt8] {
        (0..<count).flatMap { _ in
            let list = Int.random(in: 0..<12, using: &dice) == 0 ? broken : bits
            return list[Int.random(in: 0..<list.count, using: &dice)]
        }
    }

    private static func table(using dice: inout SeededGenerator) -> [UInt8] {
        let words: [String] = [
            "", "", "a", "12.50", "é€", "🎈", "a longer cell with nothing in it", "x\r\ny", "\"", "a,b",
        ]
        let ending = Bool.random(using: &dice) ? "\n" : "\r\n"
        let columns = Int.random(in: 1...6, using: &dice)
        let quotes = Int.random(in: 1...4, using: &dice)
        var text = Int.random(in: 0..<4, using: &dice) == 0 ? "\u{FEFF}" : ""
        let rows = Int.random(in: 0...20, using: &dice)
        for row in 0...rows {
            let cells = (0..<columns).map { _ in
                let word = words[Int.random(in: 0..<words.count, using: &dice)]
                let isPlain = !word.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
                let mayBeBare = isPlain && (columns > 1 || !word.isEmpty)
                if mayBeBare, Int.random(in: 0..<quotes, using: &dice) > 0 { return word }
                return "\"" + word.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                    + "\""
            }
            text += cells.joined(separator: ",")
            if row < rows || Bool.random(using: &dice) { text += ending }
        }
        for _ in 0..<[0, 0, 0, 2][Int.random(in: 0..<4, using: &dice)] { text += ending }
        return Array(text.utf8)
    }
}
