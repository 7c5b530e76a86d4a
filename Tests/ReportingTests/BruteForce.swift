import BillingModel
import Reporting

/// A report worked out row by row, without SQL.
struct BruteForce {
    let request: CostReport
    let rows: [DailyRow]

    private struct Group: Hashable {
        var currency: String?
        var values: [String?]
    }

    private struct Cell: Hashable {
        var currency: String?
        var bucket: String?
        var place: Int
    }

    init(_ request: CostReport, over rows: [DailyRow]) {
        self.request = request
        self.rows = rows.filter { Self.matches($0, request) }
    }

    private static func matches(_ row: DailyRow, _ request: CostReport) -> Bool {
        switch request.range {
        case .all: break
        case .months(let from, let through):
            guard let month = row.texts["x_billing_period"], from.description <= month, month <= through.description
            else { return false }
        case .days(let from, let through):
            guard from.description <= row.day, row.day <= through.description else { return false }
        }
        let byDimension = Dictionary(grouping: request.filters, by: \.dimension)
        return byDimension.allSatisfy { dimension, filters in filters.contains { $0.value == row.value(dimension) } }
    }

    private func amount(_ row: DailyRow) -> ExactDecimal? { row.costs[request.measure] }

    private func sum(_ amounts: [ExactDecimal?]) -> ExactDecimal? {
        let known = amounts.compactMap { $0 }
        return known.isEmpty ? nil : known.reduce(ExactDecimal.zero) { $0.adding($1) ?? .zero }
    }

    private func bucket(_ row: DailyRow) -> String? {
        switch request.granularity {
        case .none: nil
        case .day: row.day
        case .month: row.texts["x_billing_period"]
        }
    }

    private static func before(_ left: String?, _ right: String?) -> Bool? {
        guard left != right else { return nil }
        guard let left else { return false }
        guard let right else { return true }
        return left < right
    }

    /// Places per currency, from 1, by size, ties by values.
    private var places: [Group: Int] {
        let groups = Dictionary(grouping: rows) { row in
            Group(currency: row.texts["BillingCurrency"], values: request.dimensions.map(row.value))
        }
        let weighed = groups.map { (group: $0.key, weight: sum($0.value.map(amount))?.units.magnitude) }
        var places: [Group: Int] = [:]
        for (_, members) in Dictionary(grouping: weighed, by: \.group.currency) {
            let sorted = members.sorted { left, right in
                if left.weight != right.weight {
                    guard let one = left.weight else { return false }
                    guard let other = right.weight else { return true }
                    return one > other
                }
                for (one, other) in zip(left.group.values, right.group.values) {
                    if let isBefore = Self.before(one, other) { return isBefore }
                }
                return false
            }
            for (place, member) in sorted.enumerated() { places[member.group] = place + 1 }
        }
        return places
    }

    var reportRows: [CostReportResult.Row] {
        let places = places
        let limit = request.dimensions.isEmpty ? Int.max : request.top ?? Int.max
        var cells: [Cell: (values: [String?], amounts: [ExactDecimal?])] = [:]
        for row in rows {
            let group = Group(currency: row.texts["BillingCurrency"], values: request.dimensions.map(row.value))
            let place = min(places[group] ?? 0, limit == .max ? .max : limit + 1)
            let cell = Cell(currency: group.currency, bucket: bucket(row), place: place)
            cells[cell, default: (group.values, [])].amounts.append(amount(row))
        }
        let sorted = cells.sorted { left, right in
            if let isBefore = Self.before(left.key.currency, right.key.currency) { return isBefore }
            if let isBefore = Self.before(left.key.bucket, right.key.bucket) { return isBefore }
            return left.key.place < right.key.place
        }
        return sorted.map { cell, content in
            let isRest = cell.place > limit
            return CostReportResult.Row(
                bucket: cell.bucket, values: isRest ? content.values.map { _ in nil } : content.values,
                currency: cell.currency, amount: sum(content.amounts), isRest: isRest)
        }
    }

    var totals: [CostReportResult.Total] {
        let currencies = Dictionary(grouping: rows) { $0.texts["BillingCurrency"] }
        return currencies.sorted { Self.before($0.key, $1.key) ?? false }.map { currency, rows in
            CostReportResult.Total(
                currency: currency, amount: sum(rows.map(amount)), rows: rows.reduce(0) { $0 + $1.weight },
                rowsUnknown: rows.filter { amount($0) == nil }.reduce(0) { $0 + $1.weight })
        }
    }
}
