import BillingModel
import DelimitedText
import JSONLines

/// The beginning of a file with one JSON object on each line: the fields of its first lines, and its first row.
struct LinesBeginning {
    private(set) var header: [String] = []
    private(set) var firstRow: [String?]?

    /// As many as make known what nearly every line has, since each leaves out what it does not have.
    private static let linesMax = 100
    private static let bytesWanted = 1 << 17

    /// Whether so much of a file is enough.
    static func isEnough(_ bytes: [UInt8]) -> Bool {
        bytes.count >= bytesWanted && bytes.contains(0x0A)
    }

    /// - Parameter isWhole: nothing follows. What stands behind the last line's end is left alone otherwise.
    ///
    /// A line that cannot be read ends the beginning; throws `badData` when it is the first.
    init(_ bytes: [UInt8], isWhole: Bool) throws {
        var lines = bytes.split(separator: 0x0A, maxSplits: Self.linesMax, omittingEmptySubsequences: false)
        if lines.count > 1, !isWhole || lines.count > Self.linesMax { lines.removeLast() }
        let fields = LineFields(goesInside: true)
        for (number, line) in lines.enumerated() {
            do {
                try fields.feed(line + [0x0A])
            } catch let failure as JSONFailure {
                guard number == 0 else { break }
                throw BillowError(.badData, "\(failure.what) on line 1", hint: "each line must be one JSON object")
            }
        }
        guard let first = lines.first else { return }
        let table = LineTable(fields, goesInside: true)
        let parser = CSVParser()
        var rows: [[String?]] = []
        let text = try table.feed(first + [0x0A])
        try text.withUnsafeBytes { bytes in
            try parser.feed(bytes) { record in
                rows.append(record.cells.map { $0.isEmpty ? nil : record.text($0) })
            }
        }
        header = fields.names
        firstRow = rows.count > 1 ? rows[1] : nil
    }
}
