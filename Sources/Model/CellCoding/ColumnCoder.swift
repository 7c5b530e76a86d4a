import BillingModel
import CodedColumns
import DelimitedText

/// Turns one column's cells, block by block, into codes: each spelling is read once.
///
/// A column whose spellings hardly repeat goes over to values of its own for each batch: the dictionary would cost
/// more than it saves. Not safe for use by several threads at once.
final class ColumnCoder {
    let type: ColumnType
    /// Codes of the batch's rows. They mean ``values``.
    private(set) var codes: [UInt32] = []
    /// Every value so far, or the batch's alone when ``isDirect``.
    private(set) var values: ValueList
    /// Whether each batch has values of its own.
    private(set) var isDirect = false
    /// Cells of all batches with more than 18 decimals.
    private(set) var roundedCells = 0
    struct Refusal {
        /// In the batch.
        let row: Int
        let line: Int
        let reason: String
        let text: String
        let record: String
    }

    /// Refused cells of the batch, at most so many.
    private(set) var refused: [Refusal] = []
    /// All of the batch, those included that ``refused`` has no room for.
    private(set) var refusedCount = 0

    /// The code of all rows of the batch, where they have the same.
    private(set) var onlyCode: UInt32?

    private var table = SpellingTable()
    private var steady: SteadySpelling?
    private var roundedCodes: Set<UInt32> = []
    private var reasons: [[UInt8]: String] = [:]
    private var rowsSinceCheck = 0
    private var filledSinceCheck = 0
    private var valuesAtCheck = 0

    private static let badCode = UInt32.max
    private static let checkedRows = 16_384
    /// Few columns with more values repeat them enough to be worth the memory.
    private static let valuesMax = 1 << 20

    private let mayBeEmpty: Bool
    private let reading: CellReading
    private let dates: DateOrder
    /// Of the dates in all batches.
    private(set) var dateEvidence = DateEvidence()
    private static let refusedMax = 1000

    init(
        _ type: ColumnType, mayBeEmpty: Bool = true, reading: CellReading = .typed, dates: DateOrder = .monthFirst
    ) {
        self.mayBeEmpty = mayBeEmpty
        self.reading = reading
        self.dates = dates
        self.type = type == .map ? .text : type
        values = ValueList(self.type)
    }

    var dictionaryBytes: Int { isDirect ? 0 : table.sizeBytes + values.sizeBytes }

    /// True when the column should give up its dictionary: more than half of the latest cells that are not null were
    /// new.
    var hardlyRepeats: Bool {
        if isDirect { return false }
        if values.count > Self.valuesMax { return true }
        return rowsSinceCheck >= Self.checkedRows && values.count > Self.checkedRows
            && (values.count - valuesAtCheck) * 2 > filledSinceCheck
    }

    /// Codes so far mean what this answers; those of later batches will mean lists of their own.
    func giveUpDictionary() -> ValueList {
        defer {
            isDirect = true
            values = ValueList(type)
            table = SpellingTable()
            steady = nil
            onlyCode = nil
            roundedCodes = []
        }
        return values
    }

    /// Forgets the rows coded so far, which were taken elsewhere.
    func beginBatch() {
        codes.removeAll(keepingCapacity: true)
        refused.removeAll(keepingCapacity: true)
        refusedCount = 0
        onlyCode = nil
        if isDirect { values.empty() }
        if rowsSinceCheck >= Self.checkedRows {
            (rowsSinceCheck, filledSinceCheck, valuesAtCheck) = (0, 0, values.count)
        }
    }

    func code(_ block: RecordBlock, column: Int) {
        guard block.records > 0 else { return }
        let before = codes.count
        if isDirect {
            codes.append(contentsOf: repeatElement(0, count: block.records))
            codeDirectly(block, column, from: before)
        } else {
            look(block, column, from: before)
            let only = steady?.code
            onlyCode = before == 0 || onlyCode == only ? only : nil
        }
        if !mayBeEmpty { refuseEmpty(block, column, from: before) }
    }

    private func look(_ block: RecordBlock, _ column: Int, from before: Int) {
        var cells = CellCursor(block, column)
        var rows = block.records
        if let steady {
            let same = steady.rows(&cells, upTo: rows)
            codes.append(contentsOf: repeatElement(steady.code, count: same))
            rows -= same
        }
        if rows > 0 { look(rows, &cells, block, column, from: before) }
        rowsSinceCheck += block.records
        filledSinceCheck += codes[before...].count { $0 != 0 }
        if !roundedCodes.isEmpty { roundedCells += codes[before...].count { roundedCodes.contains($0) } }
    }

    /// The last `rows` rows of a block.
    private func look(
        _ rows: Int, _ cells: inout CellCursor, _ block: RecordBlock, _ column: Int, from before: Int
    ) {
        let from = codes.count
        codes.append(contentsOf: repeatElement(0, count: rows))
        var hasBadCells = !reasons.isEmpty
        codes.withUnsafeMutableBufferPointer { codes in
            guard let first = codes.baseAddress else { return }
            table.code(&cells, rows: rows, to: first + from) { start, length in
                let code = newCode(start, length)
                hasBadCells = hasBadCells || code == Self.badCode
                return code
            }
        }
        steady = nil
        if hasBadCells {
            collectBadCells(block, column, from: before)
        } else if let code = codes.last, codes[before...].allSatisfy({ $0 == code }) {
            settle(block, column, code)
        }
    }

    /// Cells with the same code may be spelled differently, so that only those count that are as the last.
    private func settle(_ block: RecordBlock, _ column: Int, _ code: UInt32) {
        var cells = CellCursor(block, column)
        let (start, length, _) = cells.next()
        guard let spelling = SteadySpelling(start, length: length, code: code) else { return }
        cells = CellCursor(block, column)
        if spelling.rows(&cells, upTo: block.records) == block.records { steady = spelling }
    }

    @inline(never)
    private func newCode(_ start: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
        let text = UnsafeBufferPointer(start: start, count: length)
        if type == .date { dateEvidence.note(text) }
        switch CellReader.read(text, as: type, by: reading, dates: dates, to: &values) {
        case .read: break
        case .rounded: roundedCodes.insert(UInt32(values.count))
        case .null: return 0
        case .refused(let reason):
            reasons[Array(text)] = reason
            return Self.badCode
        }
        return UInt32(values.count)
    }

    private func collectBadCells(_ block: RecordBlock, _ column: Int, from before: Int) {
        var cells = CellCursor(block, column)
        for row in before..<before + block.records {
            let (start, length, _) = cells.next()
            guard codes[row] == Self.badCode else { continue }
            codes[row] = 0
            let text = UnsafeBufferPointer(start: start, count: length)
            refuse(text, row, block, row - before, reasons[Array(text)] ?? "")
        }
    }

    private func refuseEmpty(_ block: RecordBlock, _ column: Int, from before: Int) {
        var cells = CellCursor(block, column)
        for row in before..<before + block.records {
            let (start, length, _) = cells.next()
            guard length == 0 else { continue }
            let nothing = UnsafeBufferPointer(start: start, count: 0)
            refuse(nothing, row, block, row - before, "does not tell the billing period")
        }
    }

    private func refuse(
        _ text: UnsafeBufferPointer<UInt8>, _ row: Int, _ block: RecordBlock, _ record: Int, _ reason: String
    ) {
        refusedCount += 1
        guard refused.count < Self.refusedMax else { return }
        let shown = UnsafeBufferPointer(rebasing: text.prefix(BadCell.textBytesMax))
        refused.append(
            Refusal(
                row: row, line: block.line(ofRecord: record), reason: reason,
                text: String(decoding: shown, as: UTF8.self),
                record: block.text(ofRecord: record, bytesMax: BadCell.recordBytesMax)))
    }

    private func codeDirectly(_ block: RecordBlock, _ column: Int, from before: Int) {
        // Taken out of the object while the loop runs, so that it works on memory that it alone knows.
        var values = self.values.take()
        var rounded = 0
        codes.withUnsafeMutableBufferPointer { codes in
            var cells = CellCursor(block, column)
            var row = before
            while row < codes.count {
                if reading == .typed {
                    row += values.appendPlain(&cells, codes: UnsafeMutableBufferPointer(rebasing: codes[row...]))
                    if row == codes.count { break }
                }
                let (start, length, _) = cells.next()
                defer { row += 1 }
                if length == 0 { continue }
                let text = UnsafeBufferPointer(start: start, count: length)
                if type == .date { dateEvidence.note(text) }
                switch CellReader.read(text, as: type, by: reading, dates: dates, to: &values) {
                case .read: break
                case .rounded: rounded += 1
                case .null: continue
                case .refused(let reason):
                    refuse(text, row, block, row - before, reason)
                    continue
                }
                codes[row] = UInt32(truncatingIfNeeded: values.count)
            }
        }
        roundedCells += rounded
        self.values = values
    }
}
