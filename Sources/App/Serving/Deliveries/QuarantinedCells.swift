import BillingModel
import Columnar
import Reporting
import SQLEngine

/// Cells for which rows went to quarantine, by what is wrong with them.
struct QuarantinedCells: Sendable {
    struct Group: Sendable {
        let source: String?
        let export: String?
        let period: String?
        let file: String?
        let column: String?
        let reason: String?
        let rows: Int
        let firstRow: Int?
        /// The cell of that row.
        let example: String?
    }

    /// Most rows first.
    let groups: [Group]
    static let groupsMax = 1000

    /// Throws `usage` where there are more than `groupsMax`.
    init(on session: any SQLSession) async throws {
        let rows = try await session.rows(
            """
            SELECT x_source, x_export, x_billing_period, x_file, column_name, reason, count(*)::BIGINT,
              min(x_row)::BIGINT, arg_min(cell, x_row)
            FROM quarantine GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 7 DESC, 1, 2, 3, 4, 5, 6 LIMIT \(Self.groupsMax)
            """)
        groups = rows.map { row in
            let texts = row.map { cell -> String? in if case .text(let text) = cell { text } else { nil } }
            let numbers = row.map { cell -> Int? in if case .integer(let number) = cell { Int(number) } else { nil } }
            return Group(
                source: texts[0], export: texts[1], period: texts[2], file: texts[3], column: texts[4],
                reason: texts[5], rows: numbers[6] ?? 0, firstRow: numbers[7], example: texts[8])
        }
    }
}

extension QuarantinedCells.Group {
    var json: String {
        let texts = [
            ("source", source), ("export", export), ("period", period), ("file", file), ("column", column),
            ("reason", reason),
        ]
        return JSONText.object(
            texts.map { ($0.0, JSONText.string($0.1)) } + [
                ("rows", String(rows)), ("first_row", firstRow.map(String.init) ?? "null"),
                ("example", JSONText.string(example)),
            ])
    }
}
