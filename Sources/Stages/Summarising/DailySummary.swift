import BillingModel
import SQLEngine

/// The daily summary: what `daily` holds, and the statement that computes it from `focus`.
package enum DailySummary {
    /// What tells one row of `daily` from another. Names are part of it, so that an id with two names loses neither.
    static let keys: [Column] = [
        Column("UsageDate", .date),
        Column("x_source", .text),
        Column("x_export", .text),
        Column("x_billing_period", .text),
        Column("ServiceProviderName", .text),
        Column("BillingAccountId", .text),
        Column("BillingAccountName", .text),
        Column("SubAccountId", .text),
        Column("SubAccountName", .text),
        Column("RegionId", .text),
        Column("RegionName", .text),
        Column("ServiceCategory", .text),
        Column("ServiceName", .text),
        Column("x_instance_type", .text),
        Column("ChargeCategory", .text),
        Column("PricingCategory", .text),
        Column("CommitmentDiscountId", .text),
        Column("CommitmentDiscountName", .text),
        Column("CommitmentDiscountType", .text),
        Column("CommitmentDiscountStatus", .text),
        Column("x_unit", .text),
        Column("BillingCurrency", .text),
        Column("Tags", .map),
    ]

    /// `x_markup_cost` is null where no markup is configured, `x_usage_quantity` where no quantity is known: unknown
    /// is not zero. `x_resource_count` counts distinct resource ids, `x_row_count` the `focus` rows behind the row.
    static let measures: [Column] = [
        Column("BilledCost", .decimal),
        Column("EffectiveCost", .decimal),
        Column("ListCost", .decimal),
        Column("ContractedCost", .decimal),
        Column("x_markup_cost", .decimal),
        Column("x_usage_quantity", .decimal),
        Column("x_resource_count", .integer),
        Column("x_row_count", .integer),
        Column("x_generation", .integer),
    ]

    package static let columns: [Column] = keys + measures

    /// One row per key over `relation`, which has the FOCUS 1.3 columns and `focus`'s `x_` columns, in no set order.
    ///
    /// Sums are DECIMAL(38,18): one that needs more digits is an error, never a wrong number. NULL keys are a group
    /// of their own. `markup` is a fraction (0.1 is 10 %) of billed cost; with d decimals it leaves 20 − d digits
    /// before the point, and the product is rounded half away from zero to 18 decimals. `relation` is read four
    /// times and must give the same rows each time.
    ///
    /// Grouping by 23 columns, a map among them, costs most where it merges least. So rows whose key's hash occurs
    /// once are passed on as they are, since equal keys have equal hashes, and only the others are grouped, by the
    /// keys themselves: a hash that two keys share costs time, not exactness. Resources are counted by grouping
    /// twice, as the engine's `count(DISTINCT)` keeps a wide hash table of its own. `keyed` is computed anew for each
    /// of its readers: holding every row costs more than reading and hashing it again.
    package static func select(from relation: SQLText, markup: ExactDecimal?) -> SQLText {
        """
        WITH units AS MATERIALIZED (\(sql: UnitRule.table(from: relation))),
        keyed AS NOT MATERIALIZED (
          SELECT *, hash(\(sql: names(keys))) AS key_hash
          FROM (\(sql: rows(from: relation)))),
        shared AS MATERIALIZED (SELECT key_hash FROM keyed GROUP BY key_hash HAVING count(*) > 1),
        resources AS (\(sql: groupedByResource)),
        summed AS (
          \(sql: singleRows)
          UNION ALL
          \(sql: groupedRows))
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

    private static var singleRows: SQLText {
        """
        SELECT \(sql: names(keys)), BilledCost, EffectiveCost, ListCost, ContractedCost, x_usage_quantity,
          CAST(ResourceId IS NOT NULL AS BIGINT) AS x_resource_count, 1::BIGINT AS x_row_count, x_generation
        FROM keyed WHERE key_hash NOT IN (SELECT key_hash FROM shared)
        """
    }

    private static var groupedByResource: SQLText {
        """
        SELECT \(sql: names(keys)), ResourceId, \(sql: sums), count(*) AS x_row_count, max(x_generation) AS x_generation
        FROM keyed WHERE key_hash IN (SELECT key_hash FROM shared)
        GROUP BY \(sql: names(keys)), ResourceId
        """
    }

    private static var groupedRows: SQLText {
        """
        SELECT \(sql: names(keys)), \(sql: sums), count(ResourceId) AS x_resource_count,
          CAST(sum(x_row_count) AS BIGINT) AS x_row_count, max(x_generation) AS x_generation
        FROM resources GROUP BY \(sql: names(keys))
        """
    }

    private static var sums: SQLText {
        let columns = ["BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "x_usage_quantity"]
        return .joined(columns.map { "sum(\(name: $0)) AS \(name: $0)" }, separator: ", ")
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
