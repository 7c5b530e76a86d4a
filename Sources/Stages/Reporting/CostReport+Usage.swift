import BillingModel
import Columnar
import SQLEngine

extension CostReport {
    /// Quantities of one unit; those of different units are never added.
    package struct Usage: Sendable {
        package let bucket: String?
        package let values: [String?]
        package let unit: String?
        package let quantity: ExactDecimal
    }

    /// How much was used, by the same time, groups and filters; of all groups, whatever ``top`` is.
    package func usage(on session: any SQLSession, rowsMax: Int = .max) async throws -> [Usage] {
        let cells = dimensions.enumerated().map { ", \(sql: $1.sql) AS \(name: "d\($0)")" as SQLText }
        let limit: SQLText = rowsMax == .max ? "" : " LIMIT \(rowsMax)"
        let rows = try await session.rows(
            """
            SELECT \(sql: bucket) AS bucket, x_unit, CAST(sum(x_usage_quantity) AS VARCHAR) AS quantity\
            \(sql: .joined(cells, separator: ""))
            FROM daily\(sql: whereClause) GROUP BY ALL HAVING sum(x_usage_quantity) IS NOT NULL ORDER BY ALL\
            \(sql: limit)
            """)
        return try rows.map { row in
            let texts = row.map { cell -> String? in if case .text(let text) = cell { text } else { nil } }
            guard let quantity = texts[2].flatMap({ ExactDecimal.parse($0).value }) else {
                throw BillowError(.bug, "usage came back in another shape: \(row)")
            }
            return Usage(bucket: texts[0], values: Array(texts[3...]), unit: texts[1], quantity: quantity)
        }
    }
}
