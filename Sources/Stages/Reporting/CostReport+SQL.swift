import SQLEngine

extension CostReport {
    /// Rows of: bucket, currency, amount as text, is rest, rank, then one column for each dimension.
    ///
    /// Groups are ranked per currency by the size of their sum over the whole range. A group whose cost is unknown
    /// comes last, and ties go by the dimensions' values, so that the same question has the same answer.
    var statement: SQLText {
        let slots = dimensions.indices.map { "d\($0)" }
        let names = slots.map { "\(name: $0)" as SQLText }
        let cells = zip(dimensions, slots).map { "\(sql: $0.sql) AS \(name: $1)" as SQLText }
        let ties = names.map { "\(sql: $0) NULLS LAST" as SQLText }
        let kept = names.map { "CASE WHEN is_rest THEN NULL ELSE \(sql: $0) END AS \(sql: $0)" as SQLText }
        return """
            WITH cells AS (
              SELECT \(sql: bucket) AS bucket, BillingCurrency AS currency,
                sum(\(sql: amount)) AS amount\(sql: list(cells))
              FROM daily\(sql: whereClause) GROUP BY ALL),
            weighed AS (
              SELECT *, abs(sum(amount) OVER (PARTITION BY currency\(sql: list(names)))) AS weight FROM cells),
            ranked AS (
              SELECT *, dense_rank() OVER (
                PARTITION BY currency ORDER BY \(sql: .joined(["weight DESC NULLS LAST"] + ties, separator: ", "))
              ) AS place FROM weighed),
            cut AS (SELECT *, \(sql: rest) AS is_rest FROM ranked)
            SELECT bucket, currency, CAST(sum(amount) AS VARCHAR) AS amount, is_rest, min(place) AS place\
            \(sql: list(kept))
            FROM cut GROUP BY \(sql: .joined(["bucket", "currency", "is_rest"] + grouping(names), separator: ", "))
            ORDER BY currency NULLS LAST, bucket NULLS LAST, place
            """
    }

    /// Rows of: currency, amount as text, rows, rows whose cost is unknown.
    var totalsStatement: SQLText {
        """
        SELECT BillingCurrency, CAST(sum(\(sql: amount)) AS VARCHAR),
          CAST(sum(x_row_count) AS BIGINT),
          CAST(coalesce(sum(x_row_count) FILTER (WHERE \(sql: amount) IS NULL), 0) AS BIGINT)
        FROM daily\(sql: whereClause) GROUP BY BillingCurrency ORDER BY BillingCurrency NULLS LAST
        """
    }

    var bucket: SQLText {
        switch granularity {
        case .none: "CAST(NULL AS VARCHAR)"
        case .day: "CAST(UsageDate AS VARCHAR)"
        case .month: "x_billing_period"
        }
    }

    private var rest: SQLText {
        guard let top, !dimensions.isEmpty else { return "false" }
        return "place > \(top)"
    }

    var whereClause: SQLText {
        let conditions = (range.condition.map { [$0] } ?? []) + Filter.conditions(filters)
        return conditions.isEmpty ? "" : " WHERE \(sql: .joined(conditions, separator: " AND "))"
    }

    private func list(_ parts: [SQLText]) -> SQLText {
        SQLText(unsafe: parts.map { ", \($0.text)" }.joined())
    }

    private func grouping(_ names: [SQLText]) -> [SQLText] {
        names.map { "CASE WHEN is_rest THEN NULL ELSE \(sql: $0) END" }
    }
}
