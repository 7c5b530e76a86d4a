import BillingModel
import CodedColumns

/// Rows and billed cost per currency, added up from what the cells say.
struct BilledSums {
    private var rows = 0
    private var currencies: [String] = []
    private var sums: [ExactDecimal] = []

    /// Columns of a batch: the first of `billed` that is not null and all of `added` are what was billed.
    struct Amounts {
        let billed: [CodedColumn]
        let added: [CodedColumn]
        let currency: CodedColumn?
    }

    mutating func add(_ numbers: some Collection<Int>, _ columns: Amounts) throws {
        rows += numbers.count
        let billed = columns.billed.compactMap(Units.init)
        let added = columns.added.compactMap(Units.init)
        let currency = columns.currency
        // Where each code's currency stands among the sums, found out once.
        var places = Array(repeating: -1, count: (currency?.values.count ?? 0) + 1)
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
            let code = Int(currency?.codes[row] ?? 0)
            if places[code] < 0 { places[code] = place(currency, code) }
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
