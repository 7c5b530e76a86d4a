import CByteScan

/// Splits strict CSV into blocks of whole records, as fast as memory allows: same rules, same refusals as
/// ``CSVParser``, which reads the header, and everything again from the block on in which the fast way saw trouble.
///
/// Each record must have as many cells as the header. Records before a refused one are handed over before the error is
/// thrown; after an error the scanner is of no use.
package final class RecordScanner {
    /// The header's cells as they read; empty until it was read, which is before the first block.
    package private(set) var header: [String] = []

    private let limits: RecordLimits
    private let level: Int32
    private let pieceBytes: Int
    private let blockBytes: Int
    private let pool: ScanBufferPool
    private var phase: Phase
    private var position = RecordBlock.Position(line: 1, records: 0, byteOffset: 0)

    /// The block that is being filled: it begins with a record.
    private var buffer: ScanBuffer
    private var filled = 0
    private var scanned = 0
    private var endCount = 0
    private var state = RecordScanner.start

    private enum Phase {
        case header(CSVParser)
        case records
        /// There was trouble: this finds the error, or nothing but blank lines.
        case precise(CSVParser)
    }

    private struct HeaderWasRead: Error {}

    private static let feed = UInt8(ascii: "\n")
    private static let start = cbytescan_state(
        inside: 0, after_end: 1, after_close: 0, after_return: 0, flags: 0, records: 0, quoted_line_feeds: 0)

    /// - Parameter blockBytes: a block has about as many, more only when a single record does.
    package init(blockBytes: Int = 192 << 10, limits: RecordLimits = RecordLimits(), level: ScanLevel = .best) {
        self.limits = limits
        self.level = level.rawValue
        self.blockBytes = blockBytes
        pieceBytes = min(blockBytes, 64 << 10)
        pool = ScanBufferPool(capacity: blockBytes + pieceBytes)
        buffer = pool.take()
        phase = .header(CSVParser(limits: limits))
    }

    package func feed(_ bytes: [UInt8], _ take: (RecordBlock) throws -> Void) throws {
        try bytes.withUnsafeBytes { try feed($0, take) }
    }

    /// Bytes in pieces of any size, cut anywhere.
    package func feed(_ bytes: UnsafeRawBufferPointer, _ take: (RecordBlock) throws -> Void) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(pieceBytes))
            rest = rest.dropFirst(piece.count)
            switch phase {
            case .header(let parser): try readHeader(parser, piece)
            case .records: append(piece)
            case .precise(let parser): try parser.feed(piece, refuse)
            }
            if filled - scanned >= pieceBytes || filled >= blockBytes { try scan(take) }
        }
    }

    /// After the last bytes.
    package func finish(_ take: (RecordBlock) throws -> Void) throws {
        switch phase {
        case .header(let parser):
            try parser.finish { bind($0) }
        case .records:
            find()
            try endLastRecord(take)
        case .precise(let parser):
            try parser.finish(refuse)
        }
    }

    private func bind(_ record: CSVParser.Record) {
        header = record.cells.map { record.text($0) }
    }

    private func readHeader(_ parser: CSVParser, _ piece: UnsafeRawBufferPointer) throws {
        position.byteOffset += piece.count
        do {
            try parser.feed(piece) { record in
                bind(record)
                throw HeaderWasRead()
            }
        } catch is HeaderWasRead {
            position.byteOffset -= parser.unread.count
            position.line = parser.line
            phase = .records
            append(parser.unread)
        }
    }

    private func append(_ piece: UnsafeRawBufferPointer) {
        buffer.reserveBytes(filled + piece.count, used: filled)
        guard let source = piece.baseAddress else { return }
        UnsafeMutableRawPointer(buffer.bytes + filled).copyMemory(from: source, byteCount: piece.count)
        filled += piece.count
    }

    /// Finds the cells of what was not looked at yet.
    private func find() {
        let count = filled - scanned
        buffer.reserveEnds(endCount + count + ScanBuffer.padding, used: endCount)
        endCount += cbytescan_find(
            level, &state, buffer.bytes + scanned, count, UInt32(scanned), buffer.ends + endCount)
        scanned = filled
    }

    private func scan(_ take: (RecordBlock) throws -> Void) throws {
        find()
        let records = Int(state.records)
        if has(CBYTESCAN_NOT_STRICT | CBYTESCAN_NUL) {
            try readPrecisely(isFinal: false, take)
        } else if records > 0 {
            guard filled >= blockBytes else { return }
            if isSound(records) {
                try handOver(records, take)
            } else {
                try readPrecisely(isFinal: false, take)
            }
        } else if filled >= limits.recordBytes || endCount >= limits.cells {
            try readPrecisely(isFinal: false, take)
        }
    }

    /// The last record may go without a line feed.
    private func endLastRecord(_ take: (RecordBlock) throws -> Void) throws {
        guard filled > 0 else { return }
        let isOpen =
            endCount == 0 || Int(buffer.ends[endCount - 1]) < filled - 1 || buffer.bytes[filled - 1] != Self.feed
        if isOpen {
            buffer.bytes[filled] = Self.feed
            buffer.ends[endCount] = UInt32(filled)
            endCount += 1
            state.records += 1
        }
        let isSound = state.inside == 0 && !has(CBYTESCAN_NOT_STRICT | CBYTESCAN_NUL) && isSound(Int(state.records))
        if isSound {
            try handOver(Int(state.records), take)
        } else {
            try readPrecisely(isFinal: true, take)
        }
    }

    private func has(_ flags: Int) -> Bool {
        state.flags & UInt64(flags) != 0
    }

    /// Whether the first records are as ``CSVParser`` would have them, given that no sign of trouble was seen in them.
    private func isSound(_ records: Int) -> Bool {
        guard hasShape(records) else { return false }
        let count = byteCount(records)
        if has(CBYTESCAN_NON_ASCII), !cbytescan_is_utf8(level, buffer.bytes, count) { return false }
        return count < min(limits.recordBytes, limits.cellBytes) || isWithinLimits(records)
    }

    /// There are as many line feeds as records: when each stands where a record's last cell ends, there is none
    /// elsewhere.
    private func hasShape(_ records: Int) -> Bool {
        let columns = header.count
        guard endCount >= records * columns else { return false }
        var begin = 0
        for record in 0..<records {
            let end = Int(buffer.ends[record * columns + columns - 1])
            guard buffer.bytes[end] == Self.feed else { return false }
            // Where there is one column, blank lines look like records.
            if end - begin < 2, end == begin || buffer.bytes[begin] == UInt8(ascii: "\r") { return false }
            begin = end + 1
        }
        return true
    }

    /// A last record without line feed counts as if it had one.
    private func isWithinLimits(_ records: Int) -> Bool {
        let columns = header.count
        var begin = 0
        for record in 0..<records {
            let first = begin
            for column in 0..<columns {
                let end = Int(buffer.ends[record * columns + column])
                guard cellBytes(begin, end, isLast: column == columns - 1) <= limits.cellBytes else { return false }
                begin = end + 1
            }
            guard begin - first <= limits.recordBytes else { return false }
        }
        return true
    }

    private func cellBytes(_ begin: Int, _ end: Int, isLast: Bool) -> Int {
        guard end > begin else { return 0 }
        let isQuoted = buffer.bytes[begin] == UInt8(ascii: "\"")
        let hasReturn = isLast && buffer.bytes[end - 1] == UInt8(ascii: "\r")
        return end - begin - (isQuoted ? 2 : 0) - (hasReturn ? 1 : 0)
    }

    private func byteCount(_ records: Int) -> Int {
        min(filled, Int(buffer.ends[records * header.count - 1]) + 1)
    }

    private func handOver(_ records: Int, _ take: (RecordBlock) throws -> Void) throws {
        let full = buffer
        let count = byteCount(records)
        let block = RecordBlock(
            full, from: pool, records: records, columns: header.count, byteCount: count, position: position,
            contents: RecordBlock.Contents(
                hasQuotes: has(CBYTESCAN_QUOTE), hasNonASCII: has(CBYTESCAN_NON_ASCII),
                hasCarriageReturns: has(CBYTESCAN_RETURN)))
        // The incomplete record goes to the next block, and is looked at again there.
        let rest = UnsafeRawBufferPointer(start: full.bytes + count, count: filled - count)
        position.line += records + Int(state.quoted_line_feeds)
        if state.quoted_line_feeds > 0 { position.line -= rest.count { $0 == Self.feed } }
        position.records += records
        position.byteOffset += count
        (filled, scanned, endCount, state) = (0, 0, 0, Self.start)
        buffer = pool.take()
        append(rest)
        try take(block)
    }

    /// Reads what is there, and all that is still to come, with ``CSVParser``.
    private func readPrecisely(isFinal: Bool, _ take: (RecordBlock) throws -> Void) throws {
        let parser = CSVParser(goingOnAt: position.line, limits: limits)
        phase = .precise(parser)
        var sound = 0
        var failure: (any Error)?
        do {
            let count: (CSVParser.Record) throws -> Void = { record in
                try self.checkShape(record, row: self.position.records + sound + 1)
                sound += 1
            }
            try parser.feed(UnsafeRawBufferPointer(start: buffer.bytes, count: filled), count)
            if isFinal { try parser.finish(count) }
        } catch {
            failure = error
        }
        if sound > 0 { try handOver(sound, take) }
        (filled, scanned) = (0, 0)
        if let failure { throw failure }
    }

    private func checkShape(_ record: CSVParser.Record, row: Int) throws {
        guard record.cells.count != header.count else { return }
        let cells = record.cells.count == 1 ? "1 cell" : "\(record.cells.count) cells"
        throw CSVFailure(what: "\(cells), where the header has \(header.count), in row \(row)", line: record.line)
    }

    /// No record can come behind trouble, unless the two ways of reading differ.
    private func refuse(_ record: CSVParser.Record) throws {
        throw CSVFailure(what: "a record that two ways of reading see differently", line: record.line)
    }
}
