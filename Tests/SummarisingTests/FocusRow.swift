import BillingModel
import Randomness
import SQLEngine
import TestEngine

/// A `focus` row with what the summary looks at, and its key and measures worked out without SQL.
struct FocusRow {
    var texts: [String: String] = [:]
    /// Hours since 2025-10-01 00:00 UTC.
    var hour: Int
    var tags: [(String, String)]?
    var costs: [String: ExactDecimal] = [:]
    var generation: Int

    static let textColumns = [
        "x_source", "x_export", "x_billing_period", "ProviderName", "ServiceProviderName", "BillingAccountId",
        "SubAccountId", "SubAccountName", "RegionId", "ServiceName", "x_instance_type", "ChargeCategory",
        "ConsumedUnit", "BillingCurrency", "ResourceId",
    ]
    static let costColumns = ["BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "ConsumedQuantity"]

    static func random(_ random: inout SeededGenerator, variety: Int) -> FocusRow {
        var row = FocusRow(hour: Int.random(in: 0..<72, using: &random), generation: random.pick([1, 2, 3]))
        for column in textColumns where random.pick([true, true, true, true, false]) {
            row.texts[column] = "\(column.prefix(3))'\(Int.random(in: 0..<variety, using: &random))"
        }
        row.texts["x_source"] = "one"
        row.texts["x_export"] = "e"
        row.texts["x_billing_period"] = "2025-10"
        row.texts["ConsumedUnit"] = random.pick(["Hours", "100 Hours", "10 GB", "GB-Mo", "1 GB/Month", nil])
        row.texts["BillingCurrency"] = random.pick(["EUR", "USD", nil])
        row.tags = random.pick([nil, [], [("a", "1")], [("a", "1"), ("b", "2")], [("a", ""), ("b=2, c", "\"x\"")]])
        for column in costColumns where random.pick([true, true, true, false]) {
            row.costs[column] = random.amount()
        }
        return row
    }

    var literal: SQLText {
        let texts = Self.textColumns.map { "\(self.texts[$0])" as SQLText }
        let costs = Self.costColumns.map { decimal(self.costs[$0]) }
        let tags: SQLText =
            self.tags.map { "MAP {\(sql: .joined($0.map { "\($0.0): \($0.1)" }, separator: ", "))}" } ?? "NULL"
        let start: SQLText = "CAST('2025-10-01 00:00:00+00' AS TIMESTAMPTZ) + \(hour) * INTERVAL 1 HOUR"
        return "(\(sql: .joined([start, tags, "\(generation)"] + texts + costs, separator: ", ")))"
    }

    static let columnList: SQLText = .joined(
        (["ChargePeriodStart", "Tags", "x_generation"] + textColumns + costColumns).map { "\(name: $0)" },
        separator: ", ")

    /// The key as text, columns in a fixed order.
    var key: String {
        let unit = Self.units[texts["ConsumedUnit"] ?? ""]?.unit
        let provider = texts["ServiceProviderName"] ?? texts["ProviderName"]
        let rest = [
            "x_source", "BillingAccountId", "SubAccountId", "SubAccountName", "RegionId", "ServiceName",
            "x_instance_type", "ChargeCategory", "BillingCurrency",
        ].map { texts[$0] }
        let tagText = tags.map { "{" + $0.map { "\($0.0)→\($0.1)" }.joined(separator: "¦") + "}" }
        let day = "2025-10-0\(hour / 24 + 1)"
        return ([day, provider, unit] + rest + [tagText]).map { $0 ?? "∅" }.joined(separator: "|")
    }

    static let units: [String: (factor: Int128, unit: String)] = [
        "Hours": (1, "Hrs"), "100 Hours": (100, "Hrs"), "10 GB": (10, "GB"), "GB-Mo": (1, "GB-Mo"),
        "1 GB/Month": (1, "GB-Mo"),
    ]

    var quantity: ExactDecimal? {
        costs["ConsumedQuantity"].flatMap { quantity in
            ExactDecimal(units: quantity.units * (Self.units[texts["ConsumedUnit"] ?? ""]?.factor ?? 1))
        }
    }
}
