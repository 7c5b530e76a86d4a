import BillingModel

/// Rows and billed cost per currency, added up from what the cells say.
struct BilledSums {
    private var rows = 0
    private var currencies: [String] = []
    private var sums: [ExactDecimal] = []
    /// The latest currency's code and its place.
    private var latest: (code: UInt32, at: Int)?

    /// Adds the lanes' latest block.
    mutating func add(_ lanes: [ColumnLane], _ roles: TableCoder.Roles, rows count: Int) throws {
        rows += count
        if roles.currency.map({ lanes[$0].coder.isDirect }) ?? false { latest = nil }
        for row in 0..<count {
            guard let units = roles.billed.lazy.compactMap({ lanes[$0].units(row) }).first else { continue }
            let at = place(row, roles.currency.map { lanes[$0] })
            guard let amount = ExactDecimal(units: units), let sum = sums[at].adding(amount) else {
                throw BillowError(.badData, "the sum of the billed cost needs more than 38 digits")
            }
            sums[at] = sum
        }
    }

    private mutating func place(_ row: Int, _ lane: ColumnLane?) -> Int {
        let code = lane?.coder.codes[row] ?? 0
        if let latest, latest.code == code { return latest.at }
        let currency = lane?.text(row) ?? ControlTotals.noCurrency
        let at = currencies.firstIndex(of: currency) ?? currencies.count
        if at == currencies.count {
            currencies.append(currency)
            sums.append(.zero)
        }
        latest = (code, at)
        return at
    }

    var totals: ControlTotals {
        var costs: [String: ControlTotals.Costs] = [:]
        for (currency, sum) in zip(currencies, sums) {
            costs[currency] = ControlTotals.Costs(billed: sum)
        }
        return ControlTotals(rows: rows, costs: costs)
    }
}
