import BillingModel
import Reporting
import SQLEngine

/// A question about cost with its answer, in order.
package struct CostReply: Sendable {
    package struct Line: Sendable {
        package let row: CostReportResult.Row
        /// What people read for the row's values.
        package let labels: [String]
        package let change: LikeForLike.Change?
    }

    package let ask: CostAsk
    package let result: CostReportResult
    package let lines: [Line]
    package let before: LikeForLike?

    package init(_ ask: CostAsk, on session: any SQLSession) async throws {
        self.ask = ask
        let result = try await ask.report.run(on: session, rowsMax: LakeState.rowsMax)
        let before =
            ask.delta == .previous
            ? try await LikeForLike(ask.report, on: session, rowsMax: LakeState.rowsMax) : nil
        let hasChanges = ask.resolution == .total
        let lines = result.rows.map { row in
            Line(
                row: row, labels: result.labels(of: row),
                change: hasChanges ? before?.change(row, in: result) : nil)
        }
        self.result = result
        self.before = before
        self.lines = Self.sorted(lines, ask.order)
    }

    /// Currency and date stay as they are, and so do equals.
    private static func sorted(_ lines: [Line], _ order: CostAsk.Order) -> [Line] {
        guard order != .cost else { return lines }
        var sorted: [Line] = []
        var rest = lines[...]
        while let first = rest.first {
            let section = rest.prefix { $0.row.currency == first.row.currency && $0.row.bucket == first.row.bucket }
            rest = rest.dropFirst(section.count)
            sorted += section.enumerated().sorted { left, right in
                if left.element.row.isRest != right.element.row.isRest { return right.element.row.isRest }
                return isBefore(left.element, right.element, order) ?? (left.offset < right.offset)
            }.map(\.element)
        }
        return sorted
    }

    private static func isBefore(_ left: Line, _ right: Line, _ order: CostAsk.Order) -> Bool? {
        func compare(_ one: ExactDecimal?, _ other: ExactDecimal?) -> Bool? {
            guard one != other else { return nil }
            guard let one else { return false }
            guard let other else { return true }
            return one > other
        }
        switch order {
        case .cost: return nil
        case .costAscending: return compare(right.row.amount, left.row.amount)
        case .name: return left.labels == right.labels ? nil : left.labels.lexicographicallyPrecedes(right.labels)
        case .nameDescending:
            return left.labels == right.labels ? nil : right.labels.lexicographicallyPrecedes(left.labels)
        case .delta: return compare(left.change?.difference, right.change?.difference)
        case .deltaAscending: return compare(right.change?.difference, left.change?.difference)
        }
    }
}
