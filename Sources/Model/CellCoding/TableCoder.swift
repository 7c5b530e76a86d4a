import BillingModel
import CodedColumns
import DelimitedText
import Dispatch
import Synchronization

/// Blocks of CSV records in, row groups of coded columns out: every cell read exactly once, clustered by usage day,
/// with rows and billed cost added up from the source's own text on the way. A row with a cell that cannot be read is
/// left out and told.
///
/// Memory stays bounded whatever the export's size: rows wait in their clusters until one is full or all together need
/// too much, and columns give up dictionaries that grow too large.
package final class TableCoder {
    /// Columns by position, as the coder's columns have them.
    package struct Roles: Sendable {
        /// Timestamp or date that tells a row's usage day.
        package var usageStart: Int?
        /// Timestamp or date that tells a row's billing period, where the delivery does not.
        package var period: Int?
        /// Decimals, the first that is not null is what was billed.
        package var billed: [Int]
        /// Decimals that add to it; null is nothing.
        package var added: [Int]
        package var currency: Int?
        /// Texts whose rows bill nothing, whatever their amounts say.
        package var unbilled: [(column: Int, values: Set<String>)]

        package init(
            usageStart: Int?, period: Int?, billed: [Int], added: [Int] = [], currency: Int?,
            unbilled: [(column: Int, values: Set<String>)] = []
        ) {
            self.usageStart = usageStart
            self.period = period
            self.billed = billed
            self.added = added
            self.currency = currency
            self.unbilled = unbilled
        }
    }

    package struct Limits: Sendable {
        package var rowsInGroup = 65_536
        /// Rows that are coded before they are handed to their clusters.
        package var rowsInBatch = 16_384
        /// Of the text of such rows: long ones are handed over earlier.
        package var batchBytes = 32 << 20
        /// Rows that wait, in all clusters.
        package var waitingBytes = 128 << 20
        package var dictionaryBytes = 96 << 20
        /// A month has 31 days; what belongs to a few others, refunds and corrections, is kept apart too.
        package var clusters = 96
        package var badCells = 1000

        package init() {}
    }

    package let columns: [Column]
    /// Of the current file up to its latest whole batch, without the rows that were left out.
    package var totals: ControlTotals { billing.totals }
    /// Rows of the current file that were left out, and what was billed in them as far as it can be read. Not all of
    /// them when there are more bad cells than ``badCells`` holds.
    package var leftOut: ControlTotals { unreadable.totals }
    /// Of the current file up to its latest whole batch, at most ``Limits/badCells``, column by column.
    package private(set) var badCells: [BadCell] = []
    package private(set) var badCellCount = 0
    /// Whether a column tells what was billed, or in which currency.
    package func isMoney(_ column: Int) -> Bool {
        (roles.billed + roles.added + [roles.currency].compactMap(\.self)).contains(column)
            || roles.unbilled.contains { $0.column == column }
    }
    /// What a column's dates show of their order, in all files so far.
    package func dateEvidence(_ column: Int) -> DateEvidence { lanes[column].coder.dateEvidence }
    package var roundedCells: Int { lanes.reduce(0) { $0 + $1.coder.roundedCells } - roundedBefore }

    private static let neighboursMax = 4

    private let roles: Roles
    private let limits: Limits
    private let emit: (CodedRows) throws -> Void
    private let lanes: [ColumnLane]
    private var clusters: [Cluster: Int] = [:]
    private var origins: [RowOrigins] = []
    private var billing = BilledSums()
    private var unreadable = BilledSums()
    /// Position of each column in the current file.
    private var positions: [Int] = []
    /// Columns that lie side by side in the current file: a block's bytes are in the nearest cache still when it is the
    /// next column's turn.
    private var neighbours: [ArraySlice<Int>] = []
    private var file: UInt32 = 0
    private var rows: Int64 = 0
    private var batchRows = 0
    private var batchBytes = 0
    private var roundedBefore = 0

    /// `emit` gets each row group when it is full; what it throws ends the coding. Columns without a reading of their
    /// own are read as their types say.
    package init(
        columns: [Column], readings: [String: CellReading] = [:], roles: Roles, dates: DateOrder = .monthFirst,
        limits: Limits = Limits(),
        emit: @escaping (CodedRows) throws -> Void
    ) {
        self.columns = columns
        self.roles = roles
        self.limits = limits
        self.emit = emit
        lanes = columns.enumerated().map {
            ColumnLane(
                $1.type, mayBeEmpty: $0 != roles.period, reading: readings[$1.name] ?? .typed, dates: dates)
        }
    }

    /// The blocks that follow are of another file, which has each column at the position given; two columns may read
    /// the same cells.
    package func beginFile(positions: [Int]) {
        precondition(positions.count == columns.count)
        self.positions = positions
        let inOrder = positions.indices.sorted { positions[$0] < positions[$1] }
        neighbours = stride(from: 0, to: inOrder.count, by: Self.neighboursMax).map {
            inOrder[$0..<min($0 + Self.neighboursMax, inOrder.count)]
        }
        file += 1
        rows = 0
        badCells = []
        badCellCount = 0
        roundedBefore = lanes.reduce(0) { $0 + $1.coder.roundedCells }
        billing = BilledSums()
        unreadable = BilledSums()
    }

    /// Blocks that follow one another: the more at once, the less often do threads wait for each other.
    package func code(_ blocks: [RecordBlock]) throws {
        let job = Coding(lanes: lanes, positions: positions, neighbours: neighbours, blocks: blocks)
        DispatchQueue.concurrentPerform(iterations: neighbours.count) { job.run($0) }
        for block in blocks {
            batchRows += block.records
            batchBytes += block.byteCount
        }
        if batchRows >= limits.rowsInBatch || batchBytes >= limits.batchBytes { try endBatch() }
    }

    /// Takes in the rows that wait for a batch to fill: totals and bad cells are those of all blocks then.
    package func endFile() throws {
        try endBatch()
    }

    /// Emits all rows that still wait.
    package func flush() throws {
        try endBatch()
        for cluster in origins.indices { try emit(cluster) }
    }

    private func endBatch() throws {
        guard batchRows > 0 else { return }
        let bad = Set(lanes.flatMap { $0.coder.refused.map(\.row) })
        let clustering = cluster(batchRows, without: bad)
        let job = Distribution(lanes: lanes, clustering: clustering)
        DispatchQueue.concurrentPerform(iterations: lanes.count) { job.run($0) }
        let bytes = lanes.reduce(0) { $0 + $1.batchBytes }
        for (cluster, range) in clustering.segments {
            let order = clustering.isIdentity ? nil : clustering.order[range]
            origins[cluster].append(file: file, rows: order, count: range.count, after: rows)
            origins[cluster].bytes += bytes / batchRows * range.count
        }
        try addUp(without: bad)
        collectBadCells()
        rows += Int64(batchRows)
        (batchRows, batchBytes) = (0, 0)
        shrinkDictionaries()
        for lane in lanes { lane.coder.beginBatch() }
        try emitFull()
    }

    private func addUp(without bad: Set<Int>) throws {
        let columns = BilledSums.Columns(
            billed: roles.billed.map { lanes[$0].batch }, added: roles.added.map { lanes[$0].batch },
            currency: roles.currency.map { lanes[$0].batch },
            unbilled: roles.unbilled.map { (lanes[$0.column].batch, $0.values) })
        if bad.isEmpty { return try billing.add(0..<batchRows, columns) }
        try billing.add((0..<batchRows).filter { !bad.contains($0) }, columns)
        try unreadable.add(bad.sorted(), columns)
    }

    /// Work on blocks, shared by the threads that take its columns one after the other.
    private struct Coding: @unchecked Sendable {
        let lanes: [ColumnLane]
        let positions: [Int]
        let neighbours: [ArraySlice<Int>]
        let blocks: [RecordBlock]

        func run(_ index: Int) {
            for block in blocks {
                for lane in neighbours[index] { lanes[lane].coder.code(block, column: positions[lane]) }
            }
        }
    }

    private struct Distribution: @unchecked Sendable {
        let lanes: [ColumnLane]
        let clustering: Clustering

        func run(_ index: Int) {
            lanes[index].distribute(clustering)
        }
    }

    private struct Taking: @unchecked Sendable {
        let lanes: [ColumnLane]
        let cluster: Int

        func run(_ index: Int) -> CodedColumn {
            lanes[index].take(cluster)
        }
    }

    // MARK: Clusters

    private func cluster(_ count: Int, without bad: Set<Int>) -> Clustering {
        let days = roles.usageStart.map { Days(lanes[$0].batch, columns[$0].type) }
        let periods = roles.period.map { Days(lanes[$0].batch, columns[$0].type) }
        var numbers = Array(repeating: Int32(0), count: count)
        // Of each day's code the latest period's code and cluster: few rows need more than this look.
        var known = Array(repeating: (period: UInt32.max, number: Int32(0)), count: (days?.values.count ?? 0) + 1)
        for row in 0..<count {
            let (day, period) = (Int(days?.codes[row] ?? 0), periods?.codes[row] ?? 0)
            if known[day].period != period {
                let date = periods?[row].map { TimestampText.calendar(days: $0) }
                let month = date.flatMap { BillingPeriod(year: $0.year, month: $0.month) }
                known[day] = (period, Int32(number(Cluster(period: month, day: days?[row]))))
            }
            numbers[row] = known[day].number
        }
        if !bad.isEmpty {
            let number = Int32(self.number(.unreadable))
            for row in bad { numbers[row] = number }
        }
        return Clustering(numbers, count: clusters.count)
    }

    private func number(_ cluster: Cluster) -> Int {
        if let number = clusters[cluster] { return number }
        if clusters.count >= limits.clusters, cluster.day != nil {
            return number(Cluster(period: cluster.period, day: nil))
        }
        let number = clusters.count
        clusters[cluster] = number
        origins.append(RowOrigins())
        for lane in lanes { lane.openCluster() }
        return number
    }

    // MARK: Row groups

    private func emitFull() throws {
        for cluster in origins.indices where origins[cluster].count >= limits.rowsInGroup { try emit(cluster) }
        var total = origins.reduce(0) { $0 + $1.bytes }
        while total > limits.waitingBytes,
            let largest = origins.indices.max(by: { origins[$0].bytes < origins[$1].bytes })
        {
            total -= origins[largest].bytes
            try emit(largest)
        }
    }

    private func emit(_ cluster: Int) throws {
        let origin = origins[cluster]
        guard origin.count > 0, let key = clusters.first(where: { $0.value == cluster })?.key else { return }
        origins[cluster] = RowOrigins()
        let columns = take(cluster)
        if key.isUnreadable { return }
        try emit(
            CodedRows(
                period: key.period, rows: origin.count, columns: columns, files: origin.files,
                rowNumbers: origin.numbers))
    }

    /// The rows that wait in a cluster. Columns are put together side by side: together they are as much as is written.
    private func take(_ cluster: Int) -> [CodedColumn] {
        let job = Taking(lanes: lanes, cluster: cluster)
        let columns = Mutex([CodedColumn?](repeating: nil, count: lanes.count))
        DispatchQueue.concurrentPerform(iterations: lanes.count) { lane in
            let column = job.run(lane)
            columns.withLock { $0[lane] = column }
        }
        return columns.withLock { $0.compactMap(\.self) }
    }

    private func shrinkDictionaries() {
        for lane in lanes where lane.coder.hardlyRepeats { lane.giveUpDictionary() }
        var total = lanes.reduce(0) { $0 + $1.coder.dictionaryBytes }
        while total > limits.dictionaryBytes,
            let largest = lanes.max(by: { $0.coder.dictionaryBytes < $1.coder.dictionaryBytes })
        {
            total -= largest.coder.dictionaryBytes
            largest.giveUpDictionary()
        }
    }

    // MARK: Bad cells

    private func collectBadCells() {
        for (column, lane) in lanes.enumerated() {
            badCellCount += lane.coder.refusedCount - lane.coder.refused.count
            for cell in lane.coder.refused { refuse(cell, column) }
        }
    }

    private func refuse(_ cell: ColumnCoder.Refusal, _ column: Int) {
        badCellCount += 1
        guard badCells.count < limits.badCells else { return }
        badCells.append(
            BadCell(
                row: Int(rows) + cell.row + 1, line: cell.line, column: column, reason: cell.reason, text: cell.text,
                record: cell.record))
    }
}

/// Where a cluster's rows came from.
private struct RowOrigins {
    var files: [UInt32] = []
    var numbers: [Int64] = []
    /// What the rows take in memory, about.
    var bytes = 0
    var count: Int { files.count }

    /// `rows` are rows of a block whose first row follows row `after` of the file; nil for all of it in order.
    mutating func append(file: UInt32, rows: ArraySlice<Int32>?, count: Int, after: Int64) {
        files.append(contentsOf: repeatElement(file, count: count))
        if let rows {
            for row in rows { numbers.append(after + Int64(row) + 1) }
        } else {
            numbers.append(contentsOf: (after + 1)...(after + Int64(count)))
        }
    }
}
