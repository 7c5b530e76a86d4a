import BillingModel
import Foundation
import Randomness
import SQLEngine
import Summarising

/// A row of `daily`, and of `focus` as far as an explanation reads it.
struct CostRow {
    var day: String
    var texts: [String: String]
    var tags: [String: String]
    var cost: ExactDecimal?
    var list: ExactDecimal?
    var quantity: ExactDecimal?

    static let columns = [
        "x_source", "x_export", "x_billing_period", "ServiceProviderName", "SubAccountId", "RegionId", "ServiceName",
        "BillingCurrency", "ChargeCategory", "BillingAccountId", "CommitmentDiscountId", "CommitmentDiscountName",
        "CommitmentDiscountType", "CommitmentDiscountStatus", "x_unit",
    ]

    init(_ day: String, _ cost: String, _ texts: [String: String] = [:], tags: [String: String] = [:]) {
        let usual = [
            "x_source": "one", "x_export": "daily@1", "x_billing_period": String(day.prefix(7)),
            "ServiceProviderName": "Cloud", "SubAccountId": "a-1", "RegionId": "r-1", "ServiceName": "Compute",
            "BillingCurrency": "USD", "ChargeCategory": "Usage", "BillingAccountId": "b-1",
        ]
        self.day = day
        self.texts = usual.merging(texts) { $1 }
        self.tags = tags
        self.cost = ExactDecimal.parse(cost).value
    }

    func value(_ dimension: String) -> String? {
        dimension.hasPrefix("tag:")
            ? tags[String(dimension.dropFirst(4))] : dimension == "UsageDate" ? day : texts[dimension]
    }

    static func random(_ random: inout SeededGenerator) -> CostRow {
        let month = random.pick(["2025-09", "2025-10", "2025-11"])
        var row = CostRow("\(month)-\(random.pick(["01", "02", "15", "30"]))", "0")
        for column in ["ServiceName", "SubAccountId", "RegionId", "ServiceProviderName"] {
            row.texts[column] = random.pick([
                nil, "\(column)-1", "\(column.lowercased())-12", "it's %_ \"2\"", "Ünïcode 3",
            ])
        }
        row.texts["x_source"] = random.pick(["one", "one", "two"])
        row.texts["BillingAccountId"] = random.pick([nil, "b-1", "b-2"])
        row.texts["BillingCurrency"] = random.pick(["USD", "USD", "EUR", nil])
        row.tags = random.pick([[:], ["env": "prod"], ["env": "dev", "a,b:c": "x"], ["env": ""]])
        row.cost = random.pick([random.amount(), random.amount(), .zero, nil])
        return row
    }

    /// Statements that make the tables.
    static func tables(_ rows: [CostRow]) -> [SQLText] {
        let cells = DailySummary.columns.map { "\(name: $0.name) \(unsafe: $0.type.sqlName)" as SQLText }
        let names =
            (columns + [
                "UsageDate", "Tags", "BilledCost", "EffectiveCost", "ListCost", "x_usage_quantity", "x_row_count",
            ]).map {
                "\(name: $0)" as SQLText
            }
        let inserts: [SQLText] =
            rows.isEmpty
            ? []
            : [
                """
                INSERT INTO daily (\(sql: .joined(names, separator: ", ")))
                VALUES \(sql: .joined(rows.map(\.literal), separator: ", "))
                """
            ]
        return ["CREATE TABLE daily (\(sql: .joined(cells, separator: ", ")))"] + inserts + [
            focus,
            """
            CREATE TABLE quarantine AS SELECT 'one' AS x_source, 'daily@1' AS x_export, '2025-11' AS x_billing_period,
              'bad.csv' AS x_file, 'cost' AS column_name, 'no number' AS reason, 7::BIGINT AS x_row, '1,5' AS cell
            """,
        ]
    }

    /// A view over `daily`.
    static let focus: SQLText = """
        CREATE VIEW focus AS SELECT *, CAST(UsageDate AS TIMESTAMP) AS ChargePeriodStart, 'run-1' AS x_run,
          'file.csv' AS x_file, row_number() OVER () AS x_row, 'r-<b>' AS ResourceId, 'd' AS ChargeDescription,
          CASE WHEN CommitmentDiscountId IS NOT NULL THEN 'Usage' END AS CommitmentDiscountCategory
        FROM (SELECT * EXCLUDE (UsageDate, x_generation), UsageDate, 1::BIGINT AS x_generation FROM daily)
        """

    private var literal: SQLText {
        let values = Self.columns.map { "\(texts[$0])" as SQLText }
        let entries = tags.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" as SQLText }
        let amount: SQLText = "CAST(\(cost?.description) AS DECIMAL(38,18))"
        let map: SQLText =
            entries.isEmpty ? "MAP {}::MAP(VARCHAR, VARCHAR)" : "MAP {\(sql: .joined(entries, separator: ", "))}"
        let rest: [SQLText] = [
            "CAST(\(day) AS DATE)", map, amount, amount, "CAST(\(list?.description) AS DECIMAL(38,18))",
            "CAST(\(quantity?.description) AS DECIMAL(38,18))", "1",
        ]
        return "(\(sql: .joined(values + rest, separator: ", ")))"
    }
}
