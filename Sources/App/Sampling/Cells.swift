/// One CSV row at a time: cells are set by column in any order, the rest stays empty.
final class Cells<Column: ExportColumn> {
    private let fields: [ExportField<Column>]
    private let lineEnd: String
    private var text = ByteText()
    private var bounds: [Range<Int>]

    /// `fields` are what this file has, in its order; cells that none of them names are dropped.
    init(fields: [ExportField<Column>], lineEnd: String = "\n") {
        self.fields = fields
        self.lineEnd = lineEnd
        bounds = Array(repeating: 0..<0, count: Column.allCases.count)
    }

    /// A file with a header for each column.
    convenience init(header: [Column]) {
        self.init(fields: header.map { ExportField($0) })
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
            for field in fields {
                if !isFirst { output.append(UInt8(ascii: ",")) }
                isFirst = false
                switch field.content {
                case .cell(let column):
                    Self.append(UnsafeBufferPointer(rebasing: bytes[bounds[column.rawValue]]), to: &output)
                case .object(let members, let isNumeric):
                    object(members, isNumeric: isNumeric, of: bytes).bytes.withUnsafeBufferPointer {
                        Self.append($0, to: &output)
                    }
                }
            }
        }
        output.append(contentsOf: lineEnd.utf8)
    }

    private func object(
        _ members: [(key: String, column: Column)], isNumeric: Bool, of bytes: UnsafeBufferPointer<UInt8>
    ) -> ByteText {
        var object = ByteText()
        object.add("{")
        for member in members where !bounds[member.column.rawValue].isEmpty {
            if object.bytes.count > 1 { object.add(",") }
            object.add(json: member.key.utf8)
            object.add(":")
            let value = bytes[bounds[member.column.rawValue]]
            if isNumeric { object.bytes.append(contentsOf: value) } else { object.add(json: value) }
        }
        object.add("}")
        return object
    }

    /// The column names as a line.
    func appendHeader(to output: inout [UInt8]) {
        output.append(contentsOf: fields.map(\.name).joined(separator: ",").utf8)
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
