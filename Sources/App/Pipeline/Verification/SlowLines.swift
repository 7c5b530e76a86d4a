import BillingModel
import BillingSources

/// Adds up the rows of a text with one JSON object on each line.
final class SlowLines: SlowText {
    private let dataset: any Dataset
    private let discarded: Set<String>
    private let skipped: Set<Int>
    private var rest: [UInt8] = []
    private var row = 0
    private var totals = ControlTotals.empty
    private var plans: [[String]: Plan] = [:]

    /// Which fields of a line count.
    private struct Plan {
        let billed: [String]
        let added: [(field: String, member: String)]
        let currency: String?
        let unbilled: [(field: String, values: Set<String>)]
    }

    init(dataset: any Dataset, discarded: Set<String>, skipped: Set<Int>) {
        self.dataset = dataset
        self.discarded = discarded
        self.skipped = skipped
    }

    func feed(_ bytes: [UInt8]) throws {
        var lines = (rest + bytes).split(separator: 0x0A, omittingEmptySubsequences: false)
        rest = lines.popLast().map(Array.init) ?? []
        for line in lines { try take(line) }
    }

    func finish() throws -> ControlTotals {
        try take(rest[...])
        return totals
    }

    private func take(_ line: ArraySlice<UInt8>) throws {
        let text = String(decoding: line, as: UTF8.self).drop { $0 == "\u{FEFF}" || $0.isWhitespace }
        guard !text.isEmpty else { return }
        row += 1
        guard !skipped.contains(row) else { return }
        let fields = try SlowJSON(String(text)).fields(opensRecords: dataset.opensRecords)
            .filter { !discarded.contains($0.name) }
        let values = Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
        let plan = try plan(fields.map(\.name))
        var amount = try plan.billed.lazy.compactMap { values[$0]?.plain }.first { !$0.isEmpty }.map(Self.decimal)
        let isUnbilled = plan.unbilled.contains { $0.values.contains(values[$0.field]?.plain ?? "") }
        if isUnbilled, amount != nil { amount = .zero }
        for (field, member) in plan.added {
            guard let more = try values[field]?.sum(of: member) else { continue }
            amount = (amount ?? .zero).adding(more)
        }
        var costs: [String: ControlTotals.Costs] = [:]
        if let amount {
            let currency = plan.currency.flatMap { values[$0]?.plain } ?? ""
            costs[currency.isEmpty ? ControlTotals.noCurrency : currency] = ControlTotals.Costs(billed: amount)
        }
        totals = try totals.adding(ControlTotals(rows: 1, costs: costs))
    }

    private static func decimal(_ text: String) throws -> ExactDecimal {
        guard let value = ExactDecimal.parse(text).value else {
            throw BillowError(.badData, "'\(text.prefix(100))' is no decimal number")
        }
        return value
    }

    private func plan(_ names: [String]) throws -> Plan {
        if let known = plans[names] { return known }
        var fields: [String: String] = [:]
        let columns = names.map { name in
            let column = dataset.column(forHeader: name, sqlType: nil)
            fields[column.name] = fields[column.name] ?? name
            return column
        }
        let schema = RawSchema(columns)
        let control = try dataset.control(schema.landed(as: dataset))
        let plan = Plan(
            billed: control.billed.compactMap { fields[$0] },
            added: dataset.sums(of: control, schema).compactMap { sum in fields[sum.source].map { ($0, sum.member) } },
            currency: control.currency.flatMap { fields[$0] },
            unbilled: control.unbilled.compactMap { rows in fields[rows.column].map { ($0, rows.values) } })
        plans[names] = plan
        return plan
    }
}

/// A source's text, from beginning to end, to say what was billed in it.
protocol SlowText: AnyObject {
    func feed(_ bytes: [UInt8]) throws
    func finish() throws -> ControlTotals
}

extension Dataset {
    /// The lists whose amounts are part of what was billed.
    func sums(of control: ControlColumns, _ schema: RawSchema) -> [(source: String, member: String)] {
        derived(schema).compactMap { column in
            guard control.added.contains(column.column.name), case .sum(let member) = column.reading else { return nil }
            return (column.source, member)
        }
    }
}
