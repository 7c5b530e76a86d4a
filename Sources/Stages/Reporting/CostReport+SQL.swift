import SQLEngine

extension CostReport {
    /// Rows of: bucket, currency, amount as text, rows, rows whose cost is unknown, then one column for each dimension.
    ///
    /// In the order of the answer: groups are ranked per currency by the size of their sum over the whole range. A
    /// group whose cost is unknown comes last, and ties go by the dimensions' values, so that the same question has the
    /// same answer.
    var groupsStatement: SQLText {
        // To plan a statement takes longer than to add up a month, and a window as long as all the rest.
        guard granularity != .none, !dimensions.isEmpty else {
            return "\(sql: shown) FROM (\(sql: cells)) \(sql: order("abs(amount)"))"
        }
        return """
            WITH cells AS MATERIALIZED (\(sql: cells)) \(sql: shown) FROM cells
            \(sql: order("abs(sum(amount) OVER (PARTITION BY currency\(sql: list(slots))))"))
            """
    }

    private var shown: SQLText {
        "SELECT bucket, currency, CAST(amount AS VARCHAR), counted, unknown\(sql: list(slots))"
    }

    private func order(_ weight: SQLText) -> SQLText {
        "ORDER BY currency NULLS LAST, bucket NULLS LAST, \(sql: weight) DESC NULLS LAST\(sql: list(ties))"
    }

    /// Rows of: bucket, currency, amount as text, is rest, then one column for each dimension; ordered as
    /// ``groupsStatement``.
    ///
    /// Groups beyond the first `top` are one row in each bucket.
    func topStatement(_ top: Int) -> SQLText {
        let kept = slots.map { "CASE WHEN is_rest THEN NULL ELSE \(sql: $0) END" as SQLText }
        return """
            WITH cells AS (\(sql: cells)),
            weighed AS (
              SELECT *, abs(sum(amount) OVER (PARTITION BY currency\(sql: list(slots)))) AS weight FROM cells),
            ranked AS (
              SELECT *, dense_rank() OVER (
                PARTITION BY currency ORDER BY weight DESC NULLS LAST\(sql: list(ties))) AS place FROM weighed),
            cut AS (SELECT *, place > \(top) AS is_rest FROM ranked)
            SELECT bucket, currency, CAST(sum(amount) AS VARCHAR), is_rest\(sql: list(kept))
            FROM cut GROUP BY bucket, currency, is_rest\(sql: list(kept))
            ORDER BY currency NULLS LAST, bucket NULLS LAST, min(place)
            """
    }

    private var cells: SQLText {
        let values = zip(dimensions, slots).map { "\(sql: $0.sql) AS \(sql: $1)" as SQLText }
        return """
            SELECT \(sql: bucket) AS bucket, BillingCurrency AS currency, sum(\(sql: amount)) AS amount,
              \(sql: counts)\(sql: list(values))
            FROM daily\(sql: whereClause) GROUP BY ALL
            """
    }

    /// What the dimensions' columns are called.
    private var slots: [SQLText] { dimensions.indices.map { "\(name: "d\($0)")" } }

    private var ties: [SQLText] { slots.map { "\(sql: $0) NULLS LAST" } }

    /// Rows of: currency, amount as text, rows, rows whose cost is unknown.
    var totalsStatement: SQLText {
        """
        SELECT BillingCurrency, CAST(sum(\(sql: amount)) AS VARCHAR), \(sql: counts)
        FROM daily\(sql: whereClause) GROUP BY BillingCurrency ORDER BY BillingCurrency NULLS LAST
        """
    }

    private var counts: SQLText {
        """
        CAST(sum(x_row_count) AS BIGINT) AS counted,
        CAST(coalesce(sum(x_row_count) FILTER (WHERE \(sql: amount) IS NULL), 0) AS BIGINT) AS unknown
        """
    }

    var bucket: SQLText {
        switch granularity {
        case .none: "CAST(NULL AS VARCHAR)"
        case .day: "CAST(UsageDate AS VARCHAR)"
        case .month: "x_billing_period"
        }
    }

    var whereClause: SQLText {
        let conditions = (range.condition.map { [$0] } ?? []) + Filter.conditions(filters)
        return conditions.isEmpty ? "" : " WHERE \(sql: .joined(conditions, separator: " AND "))"
    }

    private func list(_ parts: [SQLText]) -> SQLText {
        SQLText(unsafe: parts.map { ", \($0.text)" }.joined())
    }
}
