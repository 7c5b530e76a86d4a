import BillingModel
import BillingSources
import CellCoding
import DelimitedText

/// Lands text files one behind the other: cells to codes, codes to Parquet, every sum on the way.
final class TextLanding {
    private let request: LandingRequest
    private let dates: DateOrder
    private var evidence = DatesOfDelivery()
    private let output: RawFiles
    private var coder: TableCoder?
    /// Every column of any file, in order of appearance.
    private var columns: [Column] = []
    private var totals = ControlTotals.empty
    private var rowsByFile: [String: Int] = [:]
    private var roundedCells = 0
    private var quarantine: [Quarantine.Cell] = []
    private var shortages: [String: Quarantine.Shortage] = [:]
    private var discarded = Set<String>()

    init(_ request: LandingRequest, dates: DateOrder) throws {
        self.request = request
        self.dates = dates
        output = try RawFiles(request)
    }

    func land(_ file: LandingFile, _ source: RecordSource) async throws {
        do {
            try await code(file, source)
        } catch let error as BillowError where error.source == nil {
            throw BillowError(error.code, error.message, hint: error.hint, source: file.name, cause: error.cause)
        }
    }

    private func code(_ file: LandingFile, _ source: RecordSource) async throws {
        var blocks = try await source.next()
        var coder: TableCoder?
        while let current = blocks {
            async let following = source.next()
            if coder == nil, !current.isEmpty { coder = try begin(file, header: await source.header) }
            try coder?.code(current)
            blocks = try await following
        }
        if let failure = await source.failure {
            try coder?.endFile()
            if let coder {
                try checkDates(coder)
                try quarantine(of: coder, file, isLines: source.isLines)
            }
            throw failure
        }
        if coder == nil { coder = try begin(file, header: await source.header) }
        try coder.map { try end(file, $0, isLines: source.isLines) }
    }

    /// Binds the header. Files with the same columns, in whatever order, go on where the one before ended.
    private func begin(_ file: LandingFile, header: [String]) throws -> TableCoder {
        guard !header.isEmpty else { throw BillowError(.badData, "the file is empty") }
        let names = header.map { (name: $0.trimmingSpaces(), sqlType: String?.none) }
        let all = try DeliveredColumns.bind(names, dataset: request.dataset, table: request.tableColumns + columns)
        let positions = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.name, $0) })
        let bound = try withoutDiscarded(all)
        let derived = request.dataset.derived(RawSchema(bound))
        columns += (bound + derived.map(\.column)).filter { column in !columns.contains { $0.name == column.name } }
        let coder = try coder(for: bound, derived)
        output.begin(file)
        let sources = Dictionary(uniqueKeysWithValues: derived.map { ($0.column.name, $0.source) })
        coder.beginFile(positions: coder.columns.compactMap { positions[sources[$0.name] ?? $0.name] })
        return coder
    }

    private func withoutDiscarded(_ all: [Column]) throws -> [Column] {
        guard request.discardsNew else { return all }
        let kept = try ColumnContract.known(all, table: request.tableColumns, dataset: request.dataset)
        discarded.formUnion(Set(all).subtracting(kept).map { $0.sourceName ?? $0.name })
        return kept
    }

    private func coder(for bound: [Column], _ derived: [DerivedColumn]) throws -> TableCoder {
        let all = bound + derived.map(\.column)
        if let coder, Set(coder.columns.map(\.name)) == Set(all.map(\.name)) { return coder }
        try coder?.flush()
        let roles = try roles(RawSchema(all))
        try output.begin(all)
        let readings = Dictionary(uniqueKeysWithValues: derived.map { ($0.column.name, $0.reading) })
        let coder = TableCoder(columns: all, readings: readings, roles: roles, dates: dates) { [output] in
            try output.append($0)
        }
        self.coder = coder
        return coder
    }

    private func roles(_ schema: RawSchema) throws -> TableCoder.Roles {
        try request.dataset.validate(schema)
        let control = try request.dataset.control(schema)
        func position(_ name: String?) -> Int? { schema.columns.firstIndex { $0.name == name } }
        var period: Int?
        if request.period == nil {
            period = position(control.months.first)
            guard period != nil else { throw BillowError(.badData, "no column tells the billing period") }
        }
        return TableCoder.Roles(
            usageStart: position(control.usageStart), period: period,
            billed: control.billed.compactMap { position($0) }, added: control.added.compactMap { position($0) },
            currency: position(control.currency),
            unbilled: control.unbilled.compactMap { rows in position(rows.column).map { ($0, rows.values) } })
    }

    private func end(_ file: LandingFile, _ coder: TableCoder, isLines: Bool) throws {
        try coder.endFile()
        try checkDates(coder)
        let shortage = try quarantine(of: coder, file, isLines: isLines)
        try Lander.checkRows(coder.totals.rows + shortage.rows, declared: file.declaredRows, name: file.name)
        if shortage.rows > 0 { shortages[file.run] = try shortage.adding(shortages[file.run] ?? .none) }
        totals = try totals.adding(coder.totals)
        rowsByFile[file.name, default: 0] += coder.totals.rows
        roundedCells += coder.roundedCells
        if request.period == nil {
            // Each file is a run of its own, and can be replaced alone.
            try coder.flush()
            try output.finishFiles()
        }
    }

    /// Throws where the dates so far are in the other order.
    private func checkDates(_ coder: TableCoder) throws {
        guard request.dates == nil else { return }
        try evidence.take(coder, try request.dataset.control(RawSchema(coder.columns)))
        if evidence.verdict(request) == .order(dates.other) { throw OtherDateOrder() }
    }

    /// Keeps the cells that could not be read. Throws `badData` when the file may not be landed without their rows.
    @discardableResult
    private func quarantine(
        of coder: TableCoder, _ file: LandingFile, isLines: Bool
    ) throws -> Quarantine.Shortage {
        let cells = coder.badCells.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
        guard let first = cells.first else { return .none }
        let unknown = Set(cells.filter { coder.isMoney($0.column) }.map(\.row)).count
        let shortage = Quarantine.Shortage(
            rows: coder.leftOut.rows, rowsOfUnknownCost: unknown, billed: coder.leftOut.costs.mapValues(\.billed))
        let isComplete = coder.badCellCount == cells.count && shortage.rows <= Quarantine.rowsMax
        // A month that stands for itself may be short by all its rows; a file that only adds to one would vanish.
        let isLeft = request.period != nil || coder.totals.rows > 0
        guard isComplete, isLeft, request.quarantines else {
            throw refusal(first, line: isLines ? first.row : first.line, coder, file)
        }
        quarantine += cells.map { cell in
            let column = coder.columns[cell.column]
            return Quarantine.Cell(
                file: file.name, run: file.run, row: cell.row, line: isLines ? cell.row : cell.line,
                column: column.sourceName ?? column.name, reason: cell.reason, text: cell.text, record: cell.record)
        }
        return shortage
    }

    private func refusal(_ first: BadCell, line: Int, _ coder: TableCoder, _ file: LandingFile) -> BillowError {
        let column = coder.columns[first.column]
        let others = coder.badCellCount > 1 ? "; \(coder.badCellCount) cells of the file cannot be read" : ""
        return BillowError(
            .badData,
            "'\(first.text.prefix(200))' in column \(column.sourceName ?? column.name) \(first.reason)"
                + " (line \(line), row \(first.row))\(others)",
            hint: coder.badCellCount <= Quarantine.rowsMax
                ? "--quarantine lands the delivery without such rows and says what it is short by" : nil,
            source: "\(file.name):\(line)")
    }

    func finish() throws -> Landed {
        try coder?.flush()
        if request.dates == nil, evidence.verdict(request) == .unknown { throw DatesOfDelivery.ambiguous }
        if columns.isEmpty { columns = request.deliveredTableColumns }
        guard !columns.isEmpty else { return .nothing }
        return Landed(
            files: try output.finish(emptyColumns: columns), columns: columns, totals: totals, rowsByFile: rowsByFile,
            roundedCells: roundedCells, quarantine: quarantine, shortages: shortages, discarded: discarded.sorted())
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
