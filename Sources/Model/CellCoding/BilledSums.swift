import BillingModel
import CodedColumns

/// Rows and billed cost per currency, added up from what the cells say.
struct BilledSums {
    private var rows = 0
    private var currencies: [String] = []
    private var sums: [ExactDecimal] = []

    /// A batch's columns that tell what was billed.
    struct Columns {
        /// The first that is not null is what was billed.
        let billed: [CodedColumn]
        /// All that are not null add to it.
        let added: [CodedColumn]
        let currency: CodedColumn?
        /// Rows with one of these texts bill nothing.
        let unbilled: [(column: CodedColumn, values: Set<String>)]
    }

    /// Adds rows of a batch.
    mutating func add(_ numbers: some Collection<Int>, _ columns: Columns) throws {
        rows += numbers.count
        let billed = columns.billed.compactMap(Units.init)
        let added = columns.added.compactMap(Units.init)
        let unbilled = columns.unbilled.map { (codes: $0.column.codes, has: Self.codes(in: $0.column, of: $0.values)) }
        // Where each code's currency stands among the sums, found out once.
        var places = Array(repeating: -1, count: (columns.currency?.values.count ?? 0) + 1)
        for row in numbers {
            var units: Int128?
            for column in billed where units == nil { units = column[row] }
            for more in added {
                guard let amount = more[row] else { continue }
                let (sum, isTooLarge) = (units ?? 0).addingReportingOverflow(amount)
                if isTooLarge { throw Self.tooLarge }
                units = sum
            }
            guard let units else { continue }
            let code = Int(columns.currency?.codes[row] ?? 0)
            if places[code] < 0 { places[code] = place(columns.currency, code) }
            if unbilled.contains(where: { $0.has[Int($0.codes[row])] }) { continue }
            guard let amount = ExactDecimal(units: units), let sum = sums[places[code]].adding(amount) else {
                throw Self.tooLarge
            }
            sums[places[code]] = sum
        }
    }

    private struct Units {
        let codes: [UInt32]
        let values: [Int128]

        init?(_ column: CodedColumn) {
            guard case .decimal(let values) = column.values else { return nil }
            self.values = values
            codes = column.codes
        }

        /// Nil for null.
        subscript(row: Int) -> Int128? { codes[row] == 0 ? nil : values[Int(codes[row]) - 1] }
    }

    private static let tooLarge = BillowError(.badData, "the sum of the billed cost needs more than 38 digits")

    /// For each code of a text column, whether its text is one of these.
    private static func codes(in column: CodedColumn, of values: Set<String>) -> [Bool] {
        guard case .text(let texts) = column.values else {
            return Array(repeating: false, count: column.values.count + 1)
        }
        return [false] + (0..<texts.count).map { values.contains(texts[$0]) }
    }

    private mutating func place(_ column: CodedColumn?, _ code: Int) -> Int {
        var currency = ControlTotals.noCurrency
        if code > 0, case .text(let texts) = column?.values { currency = texts[code - 1] }
        if let place = currencies.firstIndex(of: currency) { return place }
        currencies.append(currency)
        sums.append(.zero)
        return currencies.count - 1
    }

    var totals: ControlTotals {
        var costs: [String: ControlTotals.Costs] = [:]
        for (currency, sum) in zip(currencies, sums) {
            costs[currency] = ControlTotals.Costs(billed: sum)
        }
        return ControlTotals(rows: rows, costs: costs)
    }
}
