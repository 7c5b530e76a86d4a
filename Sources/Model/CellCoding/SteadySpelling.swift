/// The one spelling that all cells of a column's latest block had: half of a bill's columns never have another, and
/// comparing with it is all that their cells take.
struct SteadySpelling {
    let code: UInt32
    private let length: Int
    /// The spelling and ``padding`` zeros.
    private let bytes: [UInt8]

    /// More bytes are compared by the table.
    private static let lengthMax = 64
    /// That a comparison may read behind the spelling.
    private static let padding = 16

    /// Nil where it is too long.
    init?(_ start: UnsafePointer<UInt8>, length: Int, code: UInt32) {
        guard length <= Self.lengthMax else { return nil }
        self.code = code
        self.length = length
        bytes = UnsafeBufferPointer(start: start, count: length) + Array(repeating: 0, count: Self.padding)
    }

    /// Goes down the column as long as cells have the spelling, at most `rows`, and answers how many have it.
    func rows(_ cells: inout CellCursor, upTo rows: Int) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            guard let spelling = bytes.baseAddress else { return 0 }
            if length == 0 { return Self.rows(&cells, rows, length) { _ in true } }
            if length <= 16 {
                let short = ShortSpelling(spelling, length)
                return Self.rows(&cells, rows, length) { short.isEqual(to: $0) }
            }
            return Self.rows(&cells, rows, length) { SpellingTable.isEqual(spelling, $0, length) }
        }
    }

    @inline(__always)
    private static func rows(
        _ cells: inout CellCursor, _ rows: Int, _ length: Int, isEqual: (UnsafePointer<UInt8>) -> Bool
    ) -> Int {
        var ahead = cells
        for row in 0..<rows {
            let cell = ahead.next()
            guard cell.length == length, isEqual(cell.start) else { return row }
            cells = ahead
        }
        return rows
    }
}

/// Up to sixteen bytes, in two words.
private struct ShortSpelling {
    private let low: UInt64
    private let high: UInt64
    private let lowMask: UInt64
    private let highMask: UInt64

    init(_ start: UnsafePointer<UInt8>, _ length: Int) {
        lowMask = SpellingTable.ones(length)
        highMask = SpellingTable.ones(max(length - 8, 0))
        low = Self.word(start, 0) & lowMask
        high = Self.word(start, 8) & highMask
    }

    @inline(__always)
    func isEqual(to start: UnsafePointer<UInt8>) -> Bool {
        ((Self.word(start, 0) & lowMask) ^ low) | ((Self.word(start, 8) & highMask) ^ high) == 0
    }

    @inline(__always)
    private static func word(_ start: UnsafePointer<UInt8>, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
