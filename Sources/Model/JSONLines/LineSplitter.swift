#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Chunks of any size in, lines out: UTF-8 with or without BOM, LF or CRLF; blank lines may follow the last.
struct LineSplitter {
    /// The beginning of a line whose end has not come yet.
    private var rest: [UInt8] = []
    private var isAtStart = true
    /// Of the latest line that was handed over, counted from 1.
    private(set) var line = 0
    private var blankLines = 0

    mutating func feed(
        _ chunk: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
    ) throws {
        var start = 0
        while start < chunk.count, let base = chunk.baseAddress,
            let found = memchr(base + start, 0x0A, chunk.count - start)
        {
            let end = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            let piece = UnsafeBufferPointer(rebasing: chunk[start..<end])
            if rest.isEmpty {
                try take(piece, body)
            } else {
                try append(piece)
                let whole = rest
                rest = []
                try whole.withUnsafeBufferPointer { try take($0, body) }
            }
            start = end + 1
        }
        try append(UnsafeBufferPointer(rebasing: chunk[start...]))
    }

    mutating func finish(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
        let whole = rest
        rest = []
        if !whole.isEmpty { try whole.withUnsafeBufferPointer { try take($0, body) } }
    }

    private mutating func append(_ piece: UnsafeBufferPointer<UInt8>) throws {
        guard rest.count + piece.count <= JSONLimits.lineBytes else { throw tooLong }
        rest.append(contentsOf: piece)
    }

    private mutating func take(
        _ line: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
    ) throws {
        self.line += 1
        var line = line[...]
        if isAtStart, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        isAtStart = false
        if line.last == 0x0D { line = line.dropLast() }
        guard line.count <= JSONLimits.lineBytes else { throw tooLong }
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
            blankLines += 1
            return
        }
        guard blankLines == 0 else { throw JSONFailure("a line behind a blank one") }
        let whole = UnsafeBufferPointer(rebasing: line)
        guard Self.isUTF8(whole) else { throw JSONFailure("bytes that are not UTF-8") }
        try body(whole)
    }

    private static func isUTF8(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        line.allSatisfy { $0 < 0x80 } || String(validating: line, as: UTF8.self) != nil
    }

    private var tooLong: JSONFailure { JSONFailure("a line of more than \(JSONLimits.lineBytes >> 20) MiB") }
}
