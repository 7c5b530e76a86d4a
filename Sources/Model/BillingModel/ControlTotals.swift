/// Row count and sums per currency that must agree from hop to hop: source, raw, focus, daily.
package struct ControlTotals: Hashable, Sendable {
    /// Costs of one currency; a measure that a hop does not know is nil, which is not zero.
    package struct Costs: Hashable, Sendable {
        package var billed: ExactDecimal
        package var effective: ExactDecimal?
        package var list: ExactDecimal?
        package var contracted: ExactDecimal?

        package init(
            billed: ExactDecimal, effective: ExactDecimal? = nil, list: ExactDecimal? = nil,
            contracted: ExactDecimal? = nil
        ) {
            self.billed = billed
            self.effective = effective
            self.list = list
            self.contracted = contracted
        }
    }

    package var rows: Int
    /// By ISO 4217 code; rows without a currency are under ``noCurrency``.
    package var costs: [String: Costs]

    /// The key for rows whose currency the source leaves empty.
    package static let noCurrency = "unknown"
    package static let empty = ControlTotals(rows: 0, costs: [:])

    package init(rows: Int, costs: [String: Costs]) {
        self.rows = rows
        self.costs = costs
    }

    /// Where billed cost differs, a sentence for each currency; empty when all agree. A currency that one side lacks
    /// counts as zero there, since a sum over no rows is zero.
    package func billedDifferences(to other: ControlTotals) -> [String] {
        Set(costs.keys).union(other.costs.keys).sorted().compactMap { currency in
            let mine = costs[currency]?.billed ?? .zero
            let theirs = other.costs[currency]?.billed ?? .zero
            return mine == theirs ? nil : "\(currency): \(mine) against \(theirs)"
        }
    }

    /// Billed cost per currency over several deliveries.
    package static func billed(_ costs: [[String: Costs]]) throws -> [String: ExactDecimal] {
        try costs.reduce(ControlTotals.empty) { try $0.adding(ControlTotals(rows: 0, costs: $1)) }.costs
            .mapValues(\.billed)
    }

    package func adding(_ other: ControlTotals) throws -> ControlTotals {
        var sum = self
        sum.rows += other.rows
        for (currency, costs) in other.costs {
            sum.costs[currency] = try sum.costs[currency].map { try $0.adding(costs) } ?? costs
        }
        return sum
    }
}

extension ControlTotals.Costs {
    package func adding(_ other: Self) throws -> Self {
        func sum(_ left: ExactDecimal, _ right: ExactDecimal) throws -> ExactDecimal {
            guard let sum = left.adding(right) else {
                throw BillowError(.badData, "a control total needs more than 38 digits")
            }
            return sum
        }
        func sum(_ left: ExactDecimal?, _ right: ExactDecimal?) throws -> ExactDecimal? {
            guard let left, let right else { return nil }
            return try sum(left, right)
        }
        return Self(
            billed: try sum(billed, other.billed), effective: try sum(effective, other.effective),
            list: try sum(list, other.list), contracted: try sum(contracted, other.contracted))
    }
}
