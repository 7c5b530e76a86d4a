import BillingModel
import SQLEngine

@testable import Summarising

extension DailySummary {
    /// The summary a second time, as the engine computes it: what `Summariser` must equal. `relation` has the columns
    /// of `focus`.
    static func select(from relation: SQLText, markup: ExactDecimal?) -> SQLText {
        let sums = (costs + ["x_usage_quantity"]).map { "sum(\(name: $0)) AS \(name: $0)" as SQLText }
        return """
            WITH units AS (\(sql: UnitRuleInSQL.table(from: relation))),
            summed AS (
              SELECT \(sql: names(keys)), \(sql: .joined(sums, separator: ", ")),
                count(DISTINCT ResourceId) AS x_resource_count, count(*) AS x_row_count,
                max(x_generation) AS x_generation
              FROM (\(sql: rows(from: relation))) GROUP BY \(sql: names(keys)))
            SELECT \(sql: names(keys)), BilledCost, EffectiveCost, ListCost, ContractedCost,
              \(sql: markedUp(markup)) AS x_markup_cost,
              x_usage_quantity, x_resource_count, x_row_count, x_generation
            FROM summed
            """
    }

    /// `focus` rows in the columns of `daily`, still one each.
    private static func rows(from relation: SQLText) -> SQLText {
        let cells = keys.map { column -> SQLText in
            switch column.name {
            // The UTC date, whatever time zone the session has.
            case "UsageDate": "CAST(make_timestamp(epoch_us(f.ChargePeriodStart)) AS DATE) AS UsageDate"
            case "ServiceProviderName": "coalesce(f.ServiceProviderName, f.ProviderName) AS ServiceProviderName"
            case "x_unit": "u.unit AS x_unit"
            default: "f.\(name: column.name)"
            }
        }
        return """
            SELECT \(sql: .joined(cells, separator: ", ")),
              f.BilledCost, f.EffectiveCost, f.ListCost, f.ContractedCost,
              CAST(f.ConsumedQuantity * coalesce(u.factor, 1::DECIMAL(9,0)) AS DECIMAL(38,18)) AS x_usage_quantity,
              f.ResourceId, f.x_generation
            FROM \(sql: relation) f LEFT JOIN units u ON u.source = f.ConsumedUnit
            """
    }

    private static func markedUp(_ markup: ExactDecimal?) -> SQLText {
        guard let markup else { return "CAST(NULL AS DECIMAL(38,18))" }
        // The literal without its trailing zeros: the engine adds the decimals of both factors.
        var text = Substring(markup.description)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ".") }.count
        let decimals = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
        let factor: SQLText = "CAST(\(String(text)) AS DECIMAL(\(digits),\(decimals)))"
        return "CAST(BilledCost * \(sql: factor) AS DECIMAL(38,18))"
    }

    private static func names(_ columns: [Column]) -> SQLText {
        .joined(columns.map { "\(name: $0.name)" }, separator: ", ")
    }
}
