#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Splits strict RFC 4180 text into records, from chunks of any size.
///
/// UTF-8 with or without BOM; LF or CRLF; quoted cells may hold commas, quotes (doubled) and line breaks; the last
/// line break may be missing and blank lines may follow the last record. Refused with `badData` and a line number:
/// a quote inside an unquoted cell, text behind a closing quote, an unclosed quote, a lone carriage return, NUL,
/// invalid UTF-8, UTF-16, what is beyond the ``RecordLimits``.
package final class CSVParser {
    /// Where one cell's bytes lie: without the quotes around it, doubled quotes still doubled.
    package struct Cell {
        package var start: Int
        package var end: Int
        package var isQuoted: Bool

        package var isEmpty: Bool { start == end }
    }

    /// One record, valid while the closure that got it runs.
    package struct Record {
        package let base: UnsafePointer<UInt8>
        package let cells: UnsafeBufferPointer<Cell>
        /// Of the record's first byte; the first line is 1.
        package let line: Int

        package func bytes(_ cell: Cell) -> UnsafeBufferPointer<UInt8> {
            UnsafeBufferPointer(start: base + cell.start, count: cell.end - cell.start)
        }

        /// The cell as it reads: doubled quotes undone.
        package func text(_ cell: Cell) -> String {
            let text = String(decoding: bytes(cell), as: UTF8.self)
            guard cell.isQuoted else { return text }
            return text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
        }
    }

    private enum Step {
        case record(next: Int)
        /// The record's end is not in the buffer yet.
        case incomplete
    }

    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// Bytes before this are done.
    private var begin = 0
    private var end = 0
    /// Of the next record.
    package private(set) var line: Int
    private var isAtStart: Bool
    private let limits: RecordLimits
    private var blankLine: Int?
    private var cells: UnsafeMutableBufferPointer<Cell>
    private var cellCount = 0
    /// False for the bytes that end an unquoted cell: comma, quote, CR, LF, NUL.
    private let plain: UnsafeMutablePointer<Bool>

    /// - Parameter line: that of the first byte fed, when others were read before; nil at a file's start, where a BOM
    ///   may be.
    package init(goingOnAt line: Int? = nil, limits: RecordLimits = RecordLimits()) {
        self.line = line ?? 1
        isAtStart = line == nil
        self.limits = limits
        plain = .allocate(capacity: 256)
        for byte in 0..<256 { plain[byte] = ![0, 10, 13, 34, 44].contains(byte) }
        capacity = 2 << 20
        buffer = .allocate(capacity: capacity + 1)
        cells = .allocate(capacity: 1024)
    }

    deinit {
        plain.deallocate()
        buffer.deallocate()
        cells.deallocate()
    }

    package func feed(_ bytes: UnsafeRawBufferPointer, _ body: (Record) throws -> Void) throws {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        makeRoom(for: bytes.count)
        memcpy(buffer + end, source, bytes.count)
        end += bytes.count
        try parse(isFinal: false, body)
    }

    package func finish(_ body: (Record) throws -> Void) throws {
        try parse(isFinal: true, body)
    }

    /// What was fed and lies behind the latest record; valid until the next call.
    package var unread: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: buffer + begin, count: end - begin)
    }

    private func makeRoom(for count: Int) {
        if begin > 0 {
            memmove(buffer, buffer + begin, end - begin)
            end -= begin
            begin = 0
        }
        guard end + count > capacity else { return }
        while capacity < end + count { capacity *= 2 }
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 1)
        memcpy(larger, buffer, end)
        buffer.deallocate()
        buffer = larger
    }

    private func parse(isFinal: Bool, _ body: (Record) throws -> Void) throws {
        if isAtStart {
            guard isFinal || end - begin >= 3 else { return }
            if end - begin >= 3, buffer[begin] == 0xEF, buffer[begin + 1] == 0xBB, buffer[begin + 2] == 0xBF {
                begin += 3
            } else if end - begin >= 2, [0xFEFF, 0xFFFE].contains(Int(buffer[begin]) << 8 | Int(buffer[begin + 1])) {
                throw failure("UTF-16 where UTF-8 is expected", line: line)
            }
            isAtStart = false
        }
        // A line feed behind the last byte stops every scan without a bounds check.
        buffer[end] = UInt8(ascii: "\n")
        while begin < end {
            let firstLine = line
            guard case .record(let next) = try step(isFinal: isFinal) else {
                // At least a line feed is still to come.
                try checkRecord(bytes: end - begin + 1, line: firstLine)
                line = firstLine
                return
            }
            try checkRecord(bytes: next - begin, line: firstLine)
            defer { begin = next }
            if cellCount == 1, cells[0].isEmpty, !cells[0].isQuoted {
                blankLine = blankLine ?? firstLine
                continue
            }
            if let blankLine { throw failure("a blank line between records", line: blankLine) }
            try body(Record(base: buffer, cells: UnsafeBufferPointer(rebasing: cells[..<cellCount]), line: firstLine))
        }
    }

    private func step(isFinal: Bool) throws -> Step {
        let base = buffer
        var at = begin
        var seen: UInt8 = 0
        cellCount = 0
        let firstLine = line
        while true {
            let cellStart = at
            let cellLine = line
            if base[at] == UInt8(ascii: "\"") && at < end {
                guard let closing = try closingQuote(from: at + 1, isFinal: isFinal, seen: &seen) else {
                    return .incomplete
                }
                try append(Cell(start: cellStart + 1, end: closing, isQuoted: true), line: cellLine)
                at = closing + 1
            } else {
                while plain[Int(base[at])] {
                    seen |= base[at]
                    at += 1
                }
                try append(Cell(start: cellStart, end: at, isQuoted: false), line: cellLine)
            }
            if base[at] == UInt8(ascii: ","), at < end {
                at += 1
                continue
            }
            guard let next = try recordEnd(at: at, isFinal: isFinal) else { return .incomplete }
            if seen >= 0x80 { try validateUTF8(begin..<at, line: firstLine) }
            line += 1
            return .record(next: next)
        }
    }

    /// Index of the quote that closes the cell; nil when the buffer ends before that can be told.
    private func closingQuote(from start: Int, isFinal: Bool, seen: inout UInt8) throws -> Int? {
        var at = start
        let firstLine = line
        while at < end {
            let byte = buffer[at]
            seen |= byte
            if byte == UInt8(ascii: "\"") {
                if at + 1 == end, !isFinal { break }
                if at + 1 == end || buffer[at + 1] != UInt8(ascii: "\"") { return at }
                at += 1
            } else if byte == UInt8(ascii: "\n") {
                line += 1
            } else if byte == 0 {
                throw failure("a NUL byte", line: line)
            }
            at += 1
        }
        // The last byte may be the quote that closes it.
        try checkCell(bytes: end - start - 1, line: firstLine)
        guard !isFinal else { throw failure("a quoted cell that is never closed", line: firstLine) }
        return nil
    }

    /// Where the next record begins, when one ends at `at`; nil when the buffer ends before that can be told.
    private func recordEnd(at: Int, isFinal: Bool) throws -> Int? {
        if at == end { return isFinal ? end : nil }
        switch buffer[at] {
        case UInt8(ascii: "\n"):
            return at + 1
        case UInt8(ascii: "\r"):
            if at + 1 == end { return isFinal ? end : nil }
            guard buffer[at + 1] == UInt8(ascii: "\n") else {
                throw failure("a carriage return without line feed", line: line)
            }
            return at + 2
        case UInt8(ascii: "\""):
            throw failure("a quote inside an unquoted cell", line: line)
        case 0:
            throw failure("a NUL byte; is this UTF-16?", line: line)
        default:
            throw failure("text behind a closing quote", line: line)
        }
    }

    private func append(_ cell: Cell, line: Int) throws {
        try checkCell(bytes: cell.end - cell.start, line: line)
        guard cellCount < limits.cells else {
            throw failure("a record of more than \(limits.cells) cells", line: line)
        }
        if cellCount == cells.count {
            let larger = UnsafeMutableBufferPointer<Cell>.allocate(capacity: cells.count * 2)
            _ = larger.moveInitialize(fromContentsOf: cells)
            cells.deallocate()
            cells = larger
        }
        cells[cellCount] = cell
        cellCount += 1
    }

    private func checkCell(bytes: Int, line: Int) throws {
        guard bytes <= limits.cellBytes else {
            throw failure("a cell of more than \(RecordLimits.text(limits.cellBytes))", line: line)
        }
    }

    private func checkRecord(bytes: Int, line: Int) throws {
        guard bytes <= limits.recordBytes else {
            throw failure("a record of more than \(RecordLimits.text(limits.recordBytes))", line: line)
        }
    }

    private func validateUTF8(_ range: Range<Int>, line: Int) throws {
        let bytes = UnsafeBufferPointer(start: buffer + range.lowerBound, count: range.count)
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw failure("bytes that are not UTF-8", line: line)
        }
    }

    private func failure(_ what: String, line: Int) -> CSVFailure {
        CSVFailure(what: what, line: line)
    }
}
