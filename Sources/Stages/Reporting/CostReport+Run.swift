import BillingModel
import Columnar
import SQLEngine

extension CostReport {
    /// Asks the view `daily` of a session. An answer of more than `rowsMax` rows is an error (`usage`).
    package func run(on session: any SQLSession, rowsMax: Int = .max) async throws -> CostReportResult {
        if let top, !dimensions.isEmpty { return try await self.top(top, on: session, rowsMax: rowsMax) }
        let groups = try await rows(groupsStatement, on: session, rowsMax: rowsMax).map(Self.group)
        return CostReportResult(request: self, rows: groups.map(\.row), totals: try Self.totals(of: groups))
    }

    /// Rows and totals come from two statements, and an answer whose parts do not add up to its totals is an error
    /// (`bug`): what is cut to its first groups may lose none.
    private func top(_ top: Int, on session: any SQLSession, rowsMax: Int) async throws -> CostReportResult {
        let rows = try await rows(topStatement(top), on: session, rowsMax: rowsMax).map { cells in
            guard cells.count >= 4, case .boolean(let isRest) = cells[3] else { throw Self.wrongShape(cells) }
            return try Self.row(cells, from: 4, isRest: isRest)
        }
        let totals = try await session.rows(totalsStatement).map { cells in
            guard cells.count == 4 else { throw Self.wrongShape(cells) }
            return CostReportResult.Total(
                currency: try Self.text(cells[0]), amount: try Self.amount(cells[1]), rows: Self.count(cells[2]),
                rowsUnknown: Self.count(cells[3]))
        }
        let result = CostReportResult(request: self, rows: rows, totals: totals)
        try result.check()
        return result
    }

    private func rows(_ statement: SQLText, on session: any SQLSession, rowsMax: Int) async throws -> [[Value]] {
        let limit: SQLText = rowsMax == .max ? "" : " LIMIT \(rowsMax + 1)"
        let rows = try await session.rows("\(sql: statement)\(sql: limit)")
        guard rows.count <= rowsMax else {
            throw BillowError(
                .usage, "the answer has more than \(rowsMax) rows",
                hint: "ask for fewer groups (limit), a shorter time or a coarser resolution")
        }
        return rows
    }

    private typealias Group = (row: CostReportResult.Row, rows: Int, rowsUnknown: Int)

    private static func group(_ cells: [Value]) throws -> Group {
        guard cells.count >= 5 else { throw wrongShape(cells) }
        return (try row(cells, from: 5, isRest: false), count(cells[3]), count(cells[4]))
    }

    /// Of all groups, which come currency by currency.
    private static func totals(of groups: [Group]) throws -> [CostReportResult.Total] {
        var totals: [CostReportResult.Total] = []
        for group in groups {
            // Bytes tell currencies apart in the engine, too.
            if totals.isEmpty || !isSame(totals[totals.count - 1].currency, group.row.currency) {
                totals.append(.init(currency: group.row.currency, amount: nil, rows: 0, rowsUnknown: 0))
            }
            totals[totals.count - 1].rows += group.rows
            totals[totals.count - 1].rowsUnknown += group.rowsUnknown
            guard let amount = group.row.amount else { continue }
            guard let sum = (totals[totals.count - 1].amount ?? .zero).adding(amount) else { throw tooLarge }
            totals[totals.count - 1].amount = sum
        }
        return totals
    }

    private static func isSame(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        return one.utf8.elementsEqual(other.utf8)
    }

    fileprivate static var tooLarge: BillowError {
        BillowError(.badData, "a report's total needs more than 38 digits")
    }

    private static func row(_ cells: [Value], from first: Int, isRest: Bool) throws -> CostReportResult.Row {
        CostReportResult.Row(
            bucket: try text(cells[0]), values: try cells[first...].map(text), currency: try text(cells[1]),
            amount: try amount(cells[2]), isRest: isRest)
    }

    private static func count(_ value: Value) -> Int {
        if case .integer(let count) = value { Int(count) } else { 0 }
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
                throw CostReport.tooLarge
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
