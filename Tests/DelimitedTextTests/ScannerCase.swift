import DelimitedText

/// One input, how it is fed, and how it is read.
struct ScannerCase: CustomStringConvertible {
    var bytes: [UInt8]
    var pieces: [Int]
    var level = ScanLevel.best
    var blockBytes = 64
    var limits = RecordLimits()

    var description: String {
        let text = bytes.map { (0x20..<0x7F).contains($0) ? String(UnicodeScalar($0)) : "<\($0)>" }.joined()
        return "\(level), blocks of \(blockBytes), pieces \(pieces): \(text)"
    }

    /// Nil when both readers agree, else what each says.
    func difference() -> String? {
        let (expected, found) = (parsed(), scanned())
        if expected == found { return nil }
        // Where two things are wrong with one record, how the input is cut tells which is found first.
        if let one = expected.failure, let other = found.failure,
            one.what.contains("of more than")
                || other.what.contains("of more than"), found.complaint == nil
        {
            return nil
        }
        return "\(self)\n  parser  \(expected)\n  scanner \(found)"
    }

    private func fed(_ feed: (UnsafeRawBufferPointer) throws -> Void) throws {
        var at = 0
        for piece in pieces + [bytes.count] where at < bytes.count {
            let end = min(bytes.count, at + piece)
            // Memory of its own, so that a sanitizer notices a byte too far.
            try Array(bytes[at..<end]).withUnsafeBytes { try feed($0) }
            at = end
        }
    }

    func parsed() -> Reading {
        var reading = Reading()
        let parser = CSVParser(limits: limits)
        let take: (CSVParser.Record) throws -> Void = { record in
            let cells = record.cells.map { record.text($0) }
            if reading.header.isEmpty {
                reading.header = cells
            } else if cells.count != reading.header.count {
                let what = cells.count == 1 ? "1 cell" : "\(cells.count) cells"
                let row = reading.records.count + 1
                throw CSVFailure(
                    what: "\(what), where the header has \(reading.header.count), in row \(row)", line: record.line)
            } else {
                reading.records.append(Reading.Record(line: record.line, cells: cells))
            }
        }
        do {
            try fed { try parser.feed($0, take) }
            try parser.finish(take)
        } catch {
            reading.failure = error as? CSVFailure
        }
        return reading
    }

    func scanned() -> Reading {
        var reading = Reading()
        var offset: Int?
        let scanner = RecordScanner(blockBytes: blockBytes, limits: limits, level: level)
        let take: (RecordBlock) throws -> Void = { block in
            reading.complaint = reading.complaint ?? complaint(about: block, after: reading, expected: offset)
            offset = block.position.byteOffset + block.byteCount
            for record in 0..<block.records {
                let cells = (0..<block.columns).map { block.text(record, $0) }
                reading.records.append(Reading.Record(line: block.line(ofRecord: record), cells: cells))
            }
        }
        do {
            try fed { try scanner.feed($0, take) }
            try scanner.finish(take)
        } catch {
            reading.failure = error as? CSVFailure
        }
        reading.header = scanner.header
        return reading
    }

    private func complaint(about block: RecordBlock, after reading: Reading, expected offset: Int?) -> String? {
        let start = block.position.byteOffset
        guard block.records > 0 else { return "an empty block" }
        guard offset == nil || offset == start else { return "block at \(start) instead of \(offset ?? 0)" }
        guard block.position.records == reading.records.count else { return "block at row \(block.position.records)" }
        guard start + block.byteCount <= bytes.count else { return "block ends behind the file" }
        let theirs = UnsafeBufferPointer(start: block.bytes, count: block.byteCount)
        guard theirs.elementsEqual(bytes[start..<start + block.byteCount]) else { return "other bytes" }
        if !block.contents.hasQuotes, theirs.contains(UInt8(ascii: "\"")) { return "quotes denied" }
        if !block.contents.hasCarriageReturns, theirs.contains(UInt8(ascii: "\r")) { return "CR denied" }
        if !block.contents.hasNonASCII, theirs.contains(where: { $0 >= 0x80 }) { return "non-ASCII denied" }
        return nil
    }
}
