import BillingModel

/// Adds up billed cost per currency while rows pass by.
struct ControlSum {
    private var rows = 0
    private var currencies: [[UInt8]] = []
    private var sums: [ExactDecimal] = []
    private var latest = 0

    /// A row that carries no amount.
    mutating func countRow() {
        rows += 1
    }

    mutating func add(_ amount: ExactDecimal, currency: UnsafeBufferPointer<UInt8>) throws {
        if latest >= currencies.count || !currencies[latest].elementsEqual(currency) {
            latest = currencies.firstIndex { $0.elementsEqual(currency) } ?? currencies.count
            if latest == currencies.count {
                currencies.append(Array(currency))
                sums.append(.zero)
            }
        }
        guard let sum = sums[latest].adding(amount) else {
            throw BillowError(.badData, "the sum of the billed cost needs more than 38 digits")
        }
        sums[latest] = sum
    }

    var totals: ControlTotals {
        var costs: [String: ControlTotals.Costs] = [:]
        for (currency, sum) in zip(currencies, sums) {
            costs[String(decoding: currency, as: UTF8.self)] = ControlTotals.Costs(billed: sum)
        }
        return ControlTotals(rows: rows, costs: costs)
    }
}
