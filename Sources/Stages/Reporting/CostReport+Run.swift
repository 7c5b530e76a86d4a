import BillingModel
import Columnar
import SQLEngine

extension CostReport {
    /// Asks the view `daily` of a session. Rows and totals come from two statements, and an answer whose parts do
    /// not add up to its totals is an error (`bug`), one of more than `rowsMax` rows another (`usage`).
    package func run(on session: any SQLSession, rowsMax: Int = .max) async throws -> CostReportResult {
        let limit: SQLText = rowsMax == .max ? "" : " LIMIT \(rowsMax + 1)"
        let rows = try await session.rows("\(sql: statement)\(sql: limit)").map(Self.row)
        guard rows.count <= rowsMax else {
            throw BillowError(
                .usage, "the answer has more than \(rowsMax) rows",
                hint: "ask for fewer groups (limit), a shorter time or a coarser resolution")
        }
        let totals = try await session.rows(totalsStatement).map(Self.total)
        let result = CostReportResult(request: self, rows: rows, totals: totals)
        try result.check()
        return result
    }

    private static func row(_ cells: [Value]) throws -> CostReportResult.Row {
        guard cells.count >= 5, case .boolean(let isRest) = cells[3] else { throw wrongShape(cells) }
        return CostReportResult.Row(
            bucket: try text(cells[0]), values: try cells[5...].map(text), currency: try text(cells[1]),
            amount: try amount(cells[2]), isRest: isRest)
    }

    private static func total(_ cells: [Value]) throws -> CostReportResult.Total {
        guard cells.count == 4, case .integer(let unknown) = cells[3] else { throw wrongShape(cells) }
        var rows: Int64 = 0
        if case .integer(let count) = cells[2] { rows = count }
        return CostReportResult.Total(
            currency: try text(cells[0]), amount: try amount(cells[1]), rows: Int(rows), rowsUnknown: Int(unknown))
    }

    private static func text(_ value: Value) throws -> String? {
        switch value {
        case .null: nil
        case .text(let text): text
        default: throw wrongShape([value])
        }
    }

    private static func amount(_ value: Value) throws -> ExactDecimal? {
        guard let text = try text(value) else { return nil }
        guard case .exact(let amount) = ExactDecimal.parse(text) else { throw wrongShape([value]) }
        return amount
    }

    private static func wrongShape(_ cells: [Value]) -> BillowError {
        BillowError(.bug, "a report came back in another shape: \(cells)")
    }
}

extension CostReportResult {
    func check() throws {
        var sums: [String?: ExactDecimal] = [:]
        for row in rows {
            guard let amount = row.amount else { continue }
            guard let sum = (sums[row.currency] ?? .zero).adding(amount) else {
                throw BillowError(.badData, "a report's total needs more than 38 digits")
            }
            sums[row.currency] = sum
        }
        for total in totals where sums[total.currency] != total.amount {
            let parts = sums[total.currency]?.description ?? "nothing"
            throw BillowError(
                .bug, "a report's parts add up to \(parts), its total is \(total.amount?.description ?? "nothing")",
                hint: "daily may have changed between the two statements: ask again", source: total.currency)
        }
    }
}
