import BillingModel
import DelimitedText
import JSONLines
import ObjectStorage

/// A text file as a table: CSV as it is, lines of JSON made into CSV.
///
/// Lines of JSON are read twice, since each has the fields that it has: once to know them all, once to write them.
struct TextForm {
    let stream: any ByteStream
    /// Whether each line is a row, so that there is no header line.
    let isLines: Bool

    init(_ open: () async throws -> any ByteStream, opensRecords: Bool, name: String) async throws {
        var stream = try await open()
        var chunks: [[UInt8]] = []
        while !FileFormat.canTellLines(chunks), let chunk = try await stream.next() { chunks.append(chunk) }
        isLines = FileFormat.areLines(chunks)
        let whole = PrefixedStream(chunks: chunks, rest: stream)
        guard isLines else {
            self.stream = whole
            return
        }
        let fields = try await Self.fields(whole, opensRecords: opensRecords, name: name)
        self.stream = TableStream(
            source: try await open(), table: LineTable(fields, goesInside: opensRecords), name: name)
    }

    private static func fields(
        _ stream: any ByteStream, opensRecords: Bool, name: String
    ) async throws -> LineFields {
        let fields = LineFields(goesInside: opensRecords)
        var stream = stream
        while let chunk = try await stream.next() {
            try naming(name, { fields.line }) { try fields.feed(chunk) }
        }
        try naming(name, { fields.line }) { try fields.finish() }
        return fields
    }

    /// What is wrong with a line, and where it is.
    fileprivate static func naming<T>(_ name: String, _ line: () -> Int, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let failure as JSONFailure {
            throw BillowError(
                .badData, "\(failure.what) on line \(line())", hint: "each line must be one whole JSON object",
                source: "\(name):\(line())")
        }
    }
}

/// Chunks that were looked at already, and all that follow.
private struct PrefixedStream: ByteStream {
    var chunks: [[UInt8]]
    var rest: any ByteStream

    mutating func next() async throws -> [UInt8]? {
        chunks.isEmpty ? try await rest.next() : chunks.removeFirst()
    }
}

/// CSV of lines of JSON.
private struct TableStream: ByteStream {
    var source: any ByteStream
    /// Used by one consumer, as the stream is.
    nonisolated(unsafe) let table: LineTable
    let name: String
    var isOver = false

    mutating func next() async throws -> [UInt8]? {
        if isOver { return nil }
        let chunk = try await source.next()
        isOver = chunk == nil
        return try TextForm.naming(name, { table.line }) {
            if let chunk { try table.feed(chunk) } else { try table.finish() }
        }
    }
}
