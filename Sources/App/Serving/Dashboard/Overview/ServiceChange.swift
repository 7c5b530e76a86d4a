import BillingModel
import Reporting
import SQLEngine

/// What a service cost more or less than in the time before, and where most of that comes from.
struct ServiceChange: Sendable {
    /// The account and region with the largest change the same way, however small a part of the whole.
    struct Cause: Sendable {
        let account: String?
        let region: String?
        let difference: ExactDecimal
    }

    let name: String?
    let current: ExactDecimal?
    let previous: ExactDecimal?
    let difference: ExactDecimal
    var cause: Cause?
    /// In percent, signed, with one decimal: how much more or less of it was used. Nil where its units cannot be
    /// compared, or nothing tells.
    var use: String?

    private static let shownMax = 8

    /// Largest difference first. None where there is no time before.
    static func largest(_ whole: CostReport, on session: any SQLSession) async throws -> [ServiceChange] {
        let changes = try await all(["service"], whole, on: session).prefix(shownMax)
        guard !changes.isEmpty else { return [] }
        let parts = try await all(["service", "account", "region"], whole, on: session)
        let uses = try await uses(whole, on: session)
        return changes.map { change in
            // The largest part that goes the same way; parts are in the order of size.
            let part = parts.first {
                $0.values[0] == change.values[0] && ($0.difference > .zero) == (change.difference > .zero)
            }
            return ServiceChange(
                name: change.values[0], current: change.current, previous: change.previous,
                difference: change.difference,
                cause: part.map { Cause(account: $0.values[1], region: $0.values[2], difference: $0.difference) },
                use: uses[change.values[0]] ?? nil)
        }
    }

    private struct Part {
        let values: [String?]
        let current: ExactDecimal?
        let previous: ExactDecimal?
        let difference: ExactDecimal
    }

    private static func all(
        _ dimensions: [String], _ whole: CostReport, on session: any SQLSession
    ) async throws -> [Part] {
        let report = try CostReport(
            dimensions: dimensions, range: whole.range, measure: whole.measure, conditions: whole.filters)
        let result = try await report.run(on: session, rowsMax: LakeState.rowsMax)
        guard let before = try await LikeForLike(report, on: session, rowsMax: LakeState.rowsMax) else { return [] }
        let now = result.rows.compactMap { row -> Part? in
            let change = before.change(row, in: result)
            guard let difference = change.difference, !difference.isZero else { return nil }
            return Part(values: row.values, current: row.amount, previous: change.previous, difference: difference)
        }
        let gone = before.gone(in: result).map {
            Part(values: $0.values, current: nil, previous: $0.amount, difference: $0.amount.negated())
        }
        return (now + gone).sorted { $0.difference.units.magnitude > $1.difference.units.magnitude }
    }

    /// By service, of those that are measured in one unit, the same in both times.
    private static func uses(_ whole: CostReport, on session: any SQLSession) async throws -> [String?: String?] {
        guard let range = try whole.range.previous() else { return [:] }
        func quantities(_ range: ReportRange) async throws -> [String?: [CostReport.Usage]] {
            let report = try CostReport(dimensions: ["service"], range: range, conditions: whole.filters)
            return Dictionary(
                grouping: try await report.usage(on: session, rowsMax: LakeState.rowsMax), by: { $0.values[0] })
        }
        let (now, before) = (try await quantities(whole.range), try await quantities(range))
        return now.mapValues { used in
            let then = before[used[0].values[0]] ?? []
            guard used.count == 1, then.count == 1, used[0].unit == then[0].unit else { return nil }
            return LikeForLike.Change(current: used[0].quantity, previous: then[0].quantity).percent
        }
    }
}
