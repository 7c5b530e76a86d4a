import BillingModel
import BillingSources
import DelimitedText
import ObjectStorage

/// Copies one CSV file into the form that the engine reads: every cell checked and spelled in one way, no header,
/// LF, and behind the cells the month (where rows tell it), the file's number and the row's number. Adds up the billed
/// cost from the source's own text on the way.
final class CSVTranscript {
    private(set) var columns: [Column] = []
    private(set) var roundedCells = 0
    private(set) var longestRecordBytes = 0
    private(set) var rows = 0
    var totals: ControlTotals { control.totals }

    private let request: LandingRequest
    private let file: LandingFile
    private let fileNumber: Int
    private let output: StagedFile
    private let parser = CSVParser()
    private var control = ControlSum()
    /// What to do with each column; runs of plain text columns are copied in one piece.
    private var steps: [Step] = []
    private var memory: [CellMemory] = []
    private var billed: [Int] = []
    private var currency: Int?
    private var period: Int?

    private enum Step {
        case copy(Range<Int>)
        case decimal(Int)
        case typed(Int, ColumnType)
    }

    /// The latest cell of a column and its spelling: dates and currencies repeat themselves.
    private struct CellMemory {
        var cell: [UInt8] = []
        var spelling: [UInt8] = []
    }

    init(_ file: LandingFile, number: Int, of request: LandingRequest, to output: StagedFile) {
        self.file = file
        self.fileNumber = number
        self.request = request
        self.output = output
    }

    func feed(_ bytes: [UInt8]) throws {
        try named { try bytes.withUnsafeBytes { try parser.feed($0) { try take($0) } } }
    }

    func finish() throws {
        try named { try parser.finish { try take($0) } }
        guard !columns.isEmpty else { throw BillowError(.badData, "the file is empty", source: file.name) }
    }

    /// Turns what the parser throws into an error that names the file.
    private func named(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let failure as CSVFailure {
            throw BillowError(
                .badData, "\(failure.what) on line \(failure.line)", hint: "the file is not strict CSV (RFC 4180)",
                source: "\(file.name):\(failure.line)")
        } catch let error as BillowError where error.source == nil {
            throw BillowError(error.code, error.message, hint: error.hint, source: file.name, cause: error.cause)
        }
    }

    private func take(_ record: CSVParser.Record) throws {
        if columns.isEmpty {
            try bind(record)
        } else {
            try copy(record)
        }
    }

    private func bind(_ record: CSVParser.Record) throws {
        let header = record.cells.map { cell in
            (name: record.text(cell).trimmingSpaces(), sqlType: String?.none)
        }
        columns = try DeliveredColumns.bind(header, dataset: request.dataset, table: request.tableColumns)
        let schema = RawSchema(columns)
        try request.dataset.validate(schema)
        let control = try request.dataset.control(schema)
        let position = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })
        billed = control.billed.compactMap { position[$0] }
        currency = control.currency.flatMap { position[$0] }
        if request.period == nil {
            period = request.dataset.periodColumn(schema).flatMap { position[$0] }
            guard period != nil else { throw BillowError(.badData, "no column tells the billing period of a row") }
        }
        memory = Array(repeating: CellMemory(), count: columns.count)
        steps = Self.steps(columns)
    }

    private static func steps(_ columns: [Column]) -> [Step] {
        var steps: [Step] = []
        for (position, column) in columns.enumerated() {
            switch column.type {
            case .text, .map:
                if case .copy(let range) = steps.last {
                    steps[steps.count - 1] = .copy(range.lowerBound..<position + 1)
                } else {
                    steps.append(.copy(position..<position + 1))
                }
            case .decimal: steps.append(.decimal(position))
            default: steps.append(.typed(position, column.type))
            }
        }
        return steps
    }

    private func copy(_ record: CSVParser.Record) throws {
        guard record.cells.count == columns.count else {
            throw BillowError(
                .badData, "\(record.cells.count) cells on line \(record.line) where the header has \(columns.count)",
                source: "\(file.name):\(record.line)")
        }
        rows += 1
        for step in steps {
            switch step {
            case .copy(let range):
                output.append(record.source(from: range.lowerBound, through: range.upperBound - 1))
            case .decimal(let position):
                let cell = record.bytes(record.cells[position])
                if cell.isEmpty || CellText.isPlainDecimal(cell) {
                    output.append(cell)
                } else {
                    try spell(cell, position, .decimal, record)
                }
            case .typed(let position, let type):
                try spell(record.bytes(record.cells[position]), position, type, record)
            }
            output.append(UInt8(ascii: ","))
        }
        try finishRow(record)
    }

    private func finishRow(_ record: CSVParser.Record) throws {
        if let period {
            guard memory[period].spelling.count >= 7 else {
                throw refusal(of: record, period, "does not tell the billing period")
            }
            memory[period].spelling.withUnsafeBufferPointer { output.append(UnsafeBufferPointer(rebasing: $0[..<7])) }
            output.append(UInt8(ascii: ","))
        }
        output.append(decimal: fileNumber)
        output.append(UInt8(ascii: ","))
        output.append(decimal: rows)
        output.append(UInt8(ascii: "\n"))
        longestRecordBytes = max(longestRecordBytes, record.byteCount)
        control.countRow()
        try addControl(record)
        try output.flushIfFull()
    }

    private func addControl(_ record: CSVParser.Record) throws {
        for position in billed {
            let cell = record.bytes(record.cells[position])
            guard !cell.isEmpty else { continue }
            guard let amount = ExactDecimal.parse(cell).value else {
                throw refusal(of: record, position, "is not a decimal number")
            }
            var currency = currency.map { record.text(record.cells[$0]) } ?? ""
            if currency.isEmpty { currency = ControlTotals.noCurrency }
            return try currency.withUTF8 { try control.add(amount, currency: $0) }
        }
    }

    private func spell(
        _ cell: UnsafeBufferPointer<UInt8>, _ position: Int, _ type: ColumnType, _ record: CSVParser.Record
    ) throws {
        if cell.isEmpty {
            memory[position] = CellMemory()
            return
        }
        if !memory[position].cell.elementsEqual(cell) || type == .decimal {
            do {
                let spelled = try CellText.spell(cell, as: type)
                if spelled.wasRounded { roundedCells += 1 }
                memory[position] = CellMemory(cell: Array(cell), spelling: spelled.bytes)
            } catch {
                throw refusal(of: record, position, error.reason)
            }
        }
        memory[position].spelling.withUnsafeBufferPointer { output.append($0) }
    }

    private func refusal(of record: CSVParser.Record, _ position: Int, _ reason: String) -> BillowError {
        let text = record.text(record.cells[position])
        let column = columns[position].sourceName ?? columns[position].name
        return BillowError(
            .badData, "'\(text.prefix(200))' in column \(column) \(reason) (line \(record.line), row \(rows))",
            source: "\(file.name):\(record.line)")
    }
}

extension CSVParser.Record {
    /// The bytes of neighbouring cells as they stand in the file, commas and quotes included.
    func source(from first: Int, through last: Int) -> UnsafeBufferPointer<UInt8> {
        let start = cells[first].start - (cells[first].isQuoted ? 1 : 0)
        let end = cells[last].end + (cells[last].isQuoted ? 1 : 0)
        return UnsafeBufferPointer(start: base + start, count: end - start)
    }

    var byteCount: Int {
        guard let first = cells.first, let last = cells.last else { return 0 }
        return last.end - first.start + 2
    }
}

extension String {
    fileprivate func trimmingSpaces() -> String {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
