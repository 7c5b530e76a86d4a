import BillingModel
import BillingSources
import DelimitedText

/// Adds up the rows of a CSV text, one cell after the other.
final class SlowRows: SlowText {
    private let dataset: any Dataset
    private let discarded: Set<String>
    private let skipped: Set<Int>
    private let parser = CSVParser()
    private var header: Header?
    private var row = 0
    private var totals = ControlTotals.empty

    /// Where the cells are that count.
    private struct Header {
        let cells: Int
        let billed: [Int]
        let added: [(place: Int, member: String)]
        let currency: Int?
        let unbilled: [(place: Int, values: Set<String>)]
    }

    init(dataset: any Dataset, discarded: Set<String>, skipped: Set<Int>) {
        self.dataset = dataset
        self.discarded = discarded
        self.skipped = skipped
    }

    func feed(_ bytes: [UInt8]) throws {
        try naming { try bytes.withUnsafeBytes { try parser.feed($0, take) } }
    }

    func finish() throws -> ControlTotals {
        try naming { try parser.finish(take) }
        return totals
    }

    private func naming(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let failure as CSVFailure {
            throw BillowError(.badData, "\(failure.what) on line \(failure.line)")
        }
    }

    private func take(_ record: CSVParser.Record) throws {
        guard let header else {
            header = try read(record.cells.map { record.text($0) })
            return
        }
        row += 1
        guard record.cells.count == header.cells else {
            throw BillowError(
                .badData, "row \(row) has \(record.cells.count) cells where the header has \(header.cells)")
        }
        guard !skipped.contains(row) else { return }
        var costs: [String: ControlTotals.Costs] = [:]
        if let billed = try billed(record, header) {
            let currency = header.currency.map { record.text(record.cells[$0]) } ?? ""
            costs[currency.isEmpty ? ControlTotals.noCurrency : currency] = ControlTotals.Costs(billed: billed)
        }
        totals = try totals.adding(ControlTotals(rows: 1, costs: costs))
    }

    private func billed(_ record: CSVParser.Record, _ header: Header) throws -> ExactDecimal? {
        var sum: ExactDecimal?
        if let at = header.billed.first(where: { !record.cells[$0].isEmpty }) {
            let text = record.text(record.cells[at])
            guard let billed = ExactDecimal.parse(text).value else {
                throw BillowError(.badData, "'\(text.prefix(100))' in row \(row) is no decimal number")
            }
            sum = header.unbilled.contains { $0.values.contains(record.text(record.cells[$0.place])) } ? .zero : billed
        }
        for (place, member) in header.added where !record.cells[place].isEmpty {
            let list = try SlowJSON(record.text(record.cells[place]))
            if let more = try list.sum(of: member) { sum = (sum ?? .zero).adding(more) }
        }
        return sum
    }

    private func read(_ names: [String]) throws -> Header {
        var columns: [Column] = []
        var places: [String: Int] = [:]
        for (place, cell) in names.enumerated() {
            let name = Self.trimmed(cell)
            guard !name.isEmpty, !discarded.contains(name) else { continue }
            let column = dataset.column(forHeader: name, sqlType: nil)
            guard places[column.name] == nil else { continue }
            places[column.name] = place
            columns.append(column)
        }
        let schema = RawSchema(columns)
        let control = try dataset.control(schema.landed(as: dataset))
        return Header(
            cells: names.count, billed: control.billed.compactMap { places[$0] },
            added: dataset.sums(of: control, schema).compactMap { sum in places[sum.source].map { ($0, sum.member) } },
            currency: control.currency.flatMap { places[$0] },
            unbilled: control.unbilled.compactMap { rows in places[rows.column].map { ($0, rows.values) } })
    }

    private static func trimmed(_ cell: String) -> String {
        let name = cell.drop { $0 == " " }
        return String(name.prefix(name.count - name.reversed().prefix { $0 == " " }.count))
    }
}
