/// Whole records of a CSV file, each with the same number of cells, and where the cells lie. Never changes; keeps its
/// memory alive, so that pointers into it are valid as long as the block is.
package final class RecordBlock: @unchecked Sendable {
    /// The records as they stand in the file; ``padding`` bytes more may be read.
    package let bytes: UnsafePointer<UInt8>
    package let byteCount: Int
    /// Offset of the comma or line feed behind each cell, record by record: that of a cell is at
    /// `record * columns + column`. The cell begins one behind the entry before its own; the one before the first entry
    /// is `UInt32.max`, so that `ends[index - 1] &+ 1` is right for all. Behind a last record without line feed there
    /// is one that ``byteCount`` leaves out.
    package let ends: UnsafePointer<UInt32>
    package let records: Int
    package let columns: Int
    package let position: Position
    /// False when no cell of the block is quoted, and so on. True may be said without need.
    package let contents: Contents

    package static let padding = 32

    /// Where a block begins in its file.
    package struct Position: Sendable, Equatable {
        /// The first line is 1.
        package var line: Int
        /// Records before the block, without the header.
        package var records: Int
        package var byteOffset: Int
    }

    package struct Contents: Sendable {
        package let hasQuotes: Bool
        package let hasNonASCII: Bool
        package let hasCarriageReturns: Bool
    }

    private let buffer: ScanBuffer
    private let pool: ScanBufferPool

    init(
        _ buffer: ScanBuffer, from pool: ScanBufferPool, records: Int, columns: Int, byteCount: Int, position: Position,
        contents: Contents
    ) {
        self.buffer = buffer
        self.pool = pool
        bytes = UnsafePointer(buffer.bytes)
        ends = UnsafePointer(buffer.ends)
        self.records = records
        self.columns = columns
        self.byteCount = byteCount
        self.position = position
        self.contents = contents
    }

    deinit {
        pool.giveBack(buffer)
    }

    /// A cell as it stands in the file, with quotes if it is quoted; never with the CR of its line's end.
    package func range(_ record: Int, _ column: Int) -> Range<Int> {
        let index = record * columns + column
        let begin = Int(ends[index - 1] &+ 1)
        let end = Int(ends[index])
        let hasReturn = column == columns - 1 && end > begin && bytes[end - 1] == UInt8(ascii: "\r")
        return begin..<(hasReturn ? end - 1 : end)
    }

    /// A cell's bytes without the quotes around it; doubled quotes are still doubled.
    package func cell(_ record: Int, _ column: Int) -> UnsafeBufferPointer<UInt8> {
        var range = range(record, column)
        if !range.isEmpty, bytes[range.lowerBound] == UInt8(ascii: "\"") {
            range = range.lowerBound + 1..<range.upperBound - 1
        }
        return UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count)
    }

    /// A cell as it reads.
    package func text(_ record: Int, _ column: Int) -> String {
        let text = String(decoding: cell(record, column), as: UTF8.self)
        guard bytes[range(record, column).lowerBound] == UInt8(ascii: "\"") else { return text }
        return text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
    }

    /// A whole record as it stands in the file, without its line's end, cut off at `bytesMax`.
    package func text(ofRecord record: Int, bytesMax: Int) -> String {
        let begin = range(record, 0).lowerBound
        let end = range(record, columns - 1).upperBound
        let shown = UnsafeBufferPointer(start: bytes + begin, count: min(bytesMax, end - begin))
        return String(decoding: shown, as: UTF8.self)
    }

    /// Of a record's first byte in the file. Reads all that is before: for messages.
    package func line(ofRecord record: Int) -> Int {
        let before = UnsafeBufferPointer(start: bytes, count: Int(ends[record * columns - 1] &+ 1))
        return position.line + before.count { $0 == UInt8(ascii: "\n") }
    }
}
