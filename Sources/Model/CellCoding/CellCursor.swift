import DelimitedText

/// Walks down one column of a block.
struct CellCursor {
    private let bytes: UnsafePointer<UInt8>
    private var ends: UnsafePointer<UInt32>
    private let columns: Int
    private let mayEndInReturn: Bool

    init(_ block: RecordBlock, _ column: Int) {
        bytes = block.bytes
        ends = block.ends + column
        columns = block.columns
        mayEndInReturn = block.contents.hasCarriageReturns && column == block.columns - 1
    }

    /// The next record's cell without the quotes around it; doubled quotes inside still stand.
    @inline(__always)
    mutating func next() -> (start: UnsafePointer<UInt8>, length: Int, isQuoted: Bool) {
        let begin = Int(ends[-1] &+ 1)
        var end = Int(ends[0])
        ends += columns
        if mayEndInReturn, end > begin, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        // Behind an empty cell is what ends it. Without a branch, for where some cells of a column have quotes.
        let quote = bytes[begin] == UInt8(ascii: "\"") ? 1 : 0
        return (bytes + begin + quote, end &- begin &- 2 &* quote, quote == 1)
    }
}
