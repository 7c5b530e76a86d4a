/// One CSV row at a time: cells are set by column in any order, the rest stays empty.
final class Cells<Column: ExportColumn> {
    private let header: [Column]
    private let lineEnd: String
    private var text = ByteText()
    private var bounds: [Range<Int>]

    /// `header` are the columns of this file, in its order; cells of other columns are dropped.
    init(header: [Column], lineEnd: String = "\n") {
        self.header = header
        self.lineEnd = lineEnd
        bounds = Array(repeating: 0..<0, count: Column.allCases.count)
    }

    func clear() {
        text.bytes.removeAll(keepingCapacity: true)
        for index in bounds.indices { bounds[index] = 0..<0 }
    }

    func set(_ column: Column, _ build: (inout ByteText) -> Void) {
        let start = text.bytes.count
        build(&text)
        bounds[column.rawValue] = start..<text.bytes.count
    }

    func set(_ column: Column, _ value: String) {
        set(column) { $0.add(value) }
    }

    func set(_ column: Column, _ value: Amount) {
        set(column) { $0.add(value) }
    }

    /// Quotes what needs quotes (RFC 4180).
    func append(to output: inout [UInt8]) {
        text.bytes.withUnsafeBufferPointer { bytes in
            var isFirst = true
            for column in header {
                if !isFirst { output.append(UInt8(ascii: ",")) }
                isFirst = false
                Self.append(UnsafeBufferPointer(rebasing: bytes[bounds[column.rawValue]]), to: &output)
            }
        }
        output.append(contentsOf: lineEnd.utf8)
    }

    /// The column names as a line.
    func appendHeader(to output: inout [UInt8]) {
        output.append(contentsOf: header.map(\.name).joined(separator: ",").utf8)
        output.append(contentsOf: lineEnd.utf8)
    }

    private static func append(_ cell: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let needsQuotes = cell.contains { $0 == quote || $0 == UInt8(ascii: ",") || $0 == 10 || $0 == 13 }
        guard needsQuotes else {
            output.append(contentsOf: cell)
            return
        }
        output.append(quote)
        for byte in cell {
            if byte == quote { output.append(quote) }
            output.append(byte)
        }
        output.append(quote)
    }
}
