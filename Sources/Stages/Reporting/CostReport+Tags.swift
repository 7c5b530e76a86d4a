import BillingModel
import Columnar
import SQLEngine

extension CostReport {
    package struct TagKey: Sendable {
        package let key: String
        package let currency: String?
        /// Cost of what has a value of the key, whichever.
        package let amount: ExactDecimal
        package let values: Int
    }

    /// The keys on the cost that is asked about, most cost first in each currency; grouping does not matter.
    package func tagKeys(on session: any SQLSession, keysMax: Int = 1000) async throws -> [TagKey] {
        let rows = try await session.rows(
            """
            SELECT tag.key, BillingCurrency, CAST(coalesce(sum(amount), 0) AS VARCHAR),
              count(DISTINCT tag.value)::BIGINT
            FROM (SELECT unnest(map_entries(Tags)) AS tag, BillingCurrency, \(sql: amount) AS amount
              FROM daily\(sql: whereClause))
            WHERE tag.value IS NOT NULL
            GROUP BY 1, 2 ORDER BY 2 NULLS LAST, abs(coalesce(sum(amount), 0)) DESC, 1 LIMIT \(keysMax)
            """)
        return try rows.map { row in
            guard row.count == 4, case .text(let key) = row[0], case .text(let text) = row[2],
                case .exact(let amount) = ExactDecimal.parse(text), case .integer(let values) = row[3]
            else { throw BillowError(.bug, "tag keys came back in another shape: \(row)") }
            var currency: String?
            if case .text(let text) = row[1] { currency = text }
            return TagKey(key: key, currency: currency, amount: amount, values: Int(values))
        }
    }
}

extension CostReport {
    /// Values of each key on the cost that is asked about, ascending.
    package func tagValues(on session: any SQLSession, valuesMax: Int = 10_000) async throws -> [String: [String]] {
        let rows = try await session.rows(
            """
            SELECT DISTINCT tag.key, tag.value
            FROM (SELECT unnest(map_entries(Tags)) AS tag FROM daily\(sql: whereClause))
            WHERE tag.value IS NOT NULL ORDER BY 1, 2 LIMIT \(valuesMax)
            """)
        return rows.reduce(into: [:]) { values, row in
            guard case .text(let key) = row[0], case .text(let value) = row[1] else { return }
            values[key, default: []].append(value)
        }
    }
}

extension CostReport {
    /// Rows that a session must have to answer it, ``tagRemarks(on:)`` too, which look at all of them.
    package var needs: ReportRange {
        (dimensions + filters.map(\.dimension)).contains { $0.tagKey != nil } ? .all : range
    }

    /// What somebody asks about and no charge of the lake has, as a sentence for each such tag key.
    package func tagRemarks(on session: any SQLSession) async throws -> [String] {
        var asked: [String] = []
        for key in (dimensions + filters.map(\.dimension)).compactMap(\.tagKey) where !asked.contains(key) {
            asked.append(key)
        }
        guard !asked.isEmpty else { return [] }
        let known = try await session.rows("SELECT DISTINCT unnest(map_keys(Tags)) FROM daily ORDER BY 1").compactMap {
            if case .text(let key) = $0[0] { key } else { nil }
        }
        return asked.filter { !known.contains($0) }.map { key in
            let nearest = EditDistance.nearest(to: key, in: known)
            return "no charge has the tag \(key)"
                + (nearest.isEmpty ? ", nor any other" : "; there is \(nearest.joined(separator: ", "))")
        }
    }
}
