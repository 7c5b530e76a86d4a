import BillingModel
import SQLEngine

/// What the groups of an answer cost in the time before: for deltas.
package struct LikeForLike: Sendable {
    package struct Change: Equatable, Sendable {
        /// Nil where the time before knows nothing of it.
        package let previous: ExactDecimal?
        /// Nil where either is unknown and neither is zero for it.
        package let difference: ExactDecimal?

        package init(current: ExactDecimal?, previous: ExactDecimal?) {
            self.previous = previous
            difference = current.flatMap { current in (previous ?? .zero).negated().adding(current) }
        }

        /// Of the size of what was, in percent with one decimal; nil where that was nothing.
        package var percent: String? {
            guard let previous, let difference, !previous.isZero else { return nil }
            let (thousandths, base) = Ratio.scaled(difference.units, previous.units.magnitude)
            let tenths = Ratio.divided(thousandths * 1000, by: base)
            let digits = String(tenths.magnitude)
            let padded = digits.count < 2 ? "0" + digits : digits
            return "\(tenths < 0 ? "-" : "")\(padded.dropLast()).\(padded.suffix(1))"
        }
    }

    private struct Group: Hashable {
        let currency: String?
        let values: [String?]
    }

    package let range: ReportRange
    private let groups: [Group: ExactDecimal]
    private let totals: [String?: ExactDecimal]

    /// Asks for all groups of the time before, since those that are large now need not have been so then. Nil for a
    /// report on all time.
    package init?(_ report: CostReport, on session: any SQLSession, rowsMax: Int = .max) async throws {
        guard let range = try report.range.previous() else { return nil }
        var before = report
        before.range = range
        before.granularity = .none
        before.top = nil
        let result = try await before.run(on: session, rowsMax: rowsMax)
        self.range = range
        groups = result.rows.reduce(into: [:]) { sums, row in
            sums[Group(currency: row.currency, values: row.values)] = row.amount
        }
        totals = result.totals.reduce(into: [:]) { $0[$1.currency] = $1.amount }
    }

    package func change(_ total: CostReportResult.Total) -> Change {
        Change(current: total.amount, previous: totals[total.currency])
    }

    /// For a result without buckets. The rest's is what the total's leaves of the shown groups'.
    package func change(_ row: CostReportResult.Row, in result: CostReportResult) -> Change {
        guard row.isRest else {
            return Change(
                current: row.amount, previous: groups[Group(currency: row.currency, values: row.values)])
        }
        let shown = result.rows.filter { !$0.isRest && $0.currency == row.currency }.compactMap {
            groups[Group(currency: $0.currency, values: $0.values)]
        }
        let left = shown.reduce(totals[row.currency]) { left, part in left.flatMap { $0.adding(part.negated()) } }
        return Change(current: row.amount, previous: left)
    }

    /// Groups that cost something then and nothing is known of now, largest first.
    package func gone(in result: CostReportResult) -> [(currency: String?, values: [String?], amount: ExactDecimal)] {
        let now = Set(result.rows.map { Group(currency: $0.currency, values: $0.values) })
        return groups.filter { !now.contains($0.key) && !$0.value.isZero }
            .map { ($0.key.currency, $0.key.values, $0.value) }
            .sorted { $0.amount.units.magnitude > $1.amount.units.magnitude }
    }
}
