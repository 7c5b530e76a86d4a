import BillingModel
import Randomness
import Reporting
import SQLEngine
import Summarising
import TestEngine

/// A row of `daily` with few distinct values, so that groups meet.
struct DailyRow {
    var texts: [String: String] = [:]
    var day: String
    var tags: [String: String]?
    var costs: [CostReport.Measure: ExactDecimal] = [:]
    var weight: Int

    static let textColumns = [
        "x_source", "x_billing_period", "ServiceProviderName", "SubAccountId", "RegionId", "ServiceName",
        "BillingCurrency",
    ]

    static func random(_ random: inout SeededGenerator) -> DailyRow {
        let month = random.pick(["2025-09", "2025-10", "2025-11"])
        var row = DailyRow(day: "\(month)-\(random.pick(["01", "02", "30"]))", weight: random.pick([1, 5]))
        for column in textColumns where random.pick([true, true, true, false]) {
            row.texts[column] = "\(column.prefix(3))-\(Int.random(in: 0..<4, using: &random))"
        }
        // Usage of one month on another month's bill.
        row.texts["x_billing_period"] = random.pick([month, month, "2025-10"])
        row.texts["BillingCurrency"] = random.pick(["EUR", "USD", "USD", nil])
        row.tags = random.pick([
            nil, [:], ["env": "prod"], ["env": "dev", "Team:a/b": "x"], ["env": "", "Team:a/b": "it's"],
        ])
        for measure in CostReport.Measure.allCases where random.pick([true, true, true, false]) {
            let amounts = [random.amount(), random.amount(), .zero, ExactDecimal(3), ExactDecimal(-3)]
            row.costs[measure] = random.pick(amounts)
        }
        return row
    }

    func value(_ dimension: ReportDimension) -> String? {
        switch dimension {
        case .column("UsageDate"): day
        case .column(let name): texts[name]
        case .tag(let key): tags?[key]
        }
    }

    static func fill(_ session: any SQLSession, _ rows: [DailyRow]) async throws {
        let cells = DailySummary.columns.map { "\(name: $0.name) \(unsafe: $0.type.sqlName)" as SQLText }
        try await session.execute("CREATE TABLE daily (\(sql: .joined(cells, separator: ", ")))")
        guard !rows.isEmpty else { return }
        let columns = textColumns + ["BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "UsageDate", "Tags"]
        let names = (columns + ["x_row_count"]).map { "\(name: $0)" as SQLText }
        try await session.execute(
            """
            INSERT INTO daily (\(sql: .joined(names, separator: ", ")))
            VALUES \(sql: .joined(rows.map(\.literal), separator: ", "))
            """)
    }

    private var literal: SQLText {
        let texts = Self.textColumns.map { "\(self.texts[$0])" as SQLText }
        let costs = [CostReport.Measure.billed, .effective, .list, .contracted].map { decimal(self.costs[$0]) }
        let entries = tags?.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" as SQLText }
        let map: SQLText = entries.map { "MAP {\(sql: .joined($0, separator: ", "))}" } ?? "NULL"
        let rest: [SQLText] = ["CAST(\(day) AS DATE)", map, "\(weight)"]
        return "(\(sql: .joined(texts + costs + rest, separator: ", ")))"
    }
}
