import BillingModel
import Foundation
import Testing

/// What one dataset's month adds up to, whoever says so.
struct MonthSums: Hashable, CustomStringConvertible {
    var rows = 0
    /// By currency: billed and effective cost, with 18 decimals.
    var billed: [String: String] = [:]
    var effective: [String: String] = [:]

    var description: String { "\(rows) rows, billed \(billed), effective \(effective)" }
}

/// By `dataset month`: `aws-cur 2025-10`.
typealias Sums = [String: MonthSums]

/// What the oracle says of a folder or a file.
enum Oracle {
    private struct Entry: Decodable {
        struct Total: Decodable {
            let billed: String
            let effective: String
        }

        let dataset: String
        let period: String?
        let rows: Int
        let quarantined: Int
        let totals: [String: Total]
    }

    static func folder(_ folder: URL) throws -> Sums {
        try sums(try Python.witness("oracle.py", [folder.path]))
    }

    static func file(_ file: URL, dataset: String) throws -> Sums {
        try sums(try Python.witness("oracle.py", ["--file", file.path, "--dataset", dataset]))
    }

    private static func sums(_ output: Data) throws -> Sums {
        var sums: Sums = [:]
        for entry in try JSONDecoder().decode([Entry].self, from: output) {
            #expect(entry.quarantined == 0, "\(entry.dataset) \(entry.period ?? "-")")
            let key = "\(entry.dataset) \(entry.period ?? "-")"
            #expect(sums[key] == nil, "the oracle sees two exports in \(key)")
            sums[key] = MonthSums(
                rows: entry.rows, billed: entry.totals.mapValues(\.billed),
                effective: entry.totals.mapValues(\.effective))
        }
        return sums
    }
}

extension Scratch {
    /// Costs as `focus` or `daily` adds them up, rows as the raw tables count them.
    func sums(of table: String) async throws -> Sums {
        var sums: Sums = [:]
        for row in try await query(
            """
            SELECT x_source || ' ' || x_billing_period, coalesce(BillingCurrency, 'unknown'), sum(BilledCost)::VARCHAR,
            coalesce(sum(EffectiveCost), 0)::VARCHAR FROM \(name: table) GROUP BY ALL
            """)
        {
            let (key, currency) = (try #require(row[0]), try #require(row[1]))
            sums[key, default: MonthSums()].billed[currency] = row[2]
            sums[key, default: MonthSums()].effective[currency] = row[3]
        }
        for (key, rows) in try await rawRows() where rows > 0 || sums[key] != nil {
            sums[key, default: MonthSums()].rows = rows
        }
        return sums
    }

    /// Rows of each raw table and month.
    func rawRows() async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        let sources = try FileManager.default.contentsOfDirectory(atPath: lake.appendingPathComponent("raw").path)
        for source in sources {
            for row in try await query(
                "SELECT x_billing_period, count(*) FROM raw.\(name: source) GROUP BY 1")
            {
                counts["\(source) \(row[0] ?? "-")"] = row[1].flatMap { Int($0) }
            }
        }
        return counts
    }

    /// All three tables agree with `expected`, and with each other row by row.
    func expectLake(_ expected: Sums, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let focus = try await sums(of: "focus")
        #expect(focus == expected, "focus", sourceLocation: sourceLocation)
        let daily = try await sums(of: "daily")
        #expect(daily == expected, "daily", sourceLocation: sourceLocation)
        let counts = try await query("SELECT (SELECT count(*) FROM focus), (SELECT sum(x_row_count) FROM daily)")
        #expect(counts[0][0] == counts[0][1] ?? "0", "daily counts the rows of focus", sourceLocation: sourceLocation)
    }

    /// The lake holds these billed costs in these months of Azure's actual cost, in euros.
    func expectBilled(_ expected: [String: String], sourceLocation: SourceLocation = #_sourceLocation) async throws {
        for table in ["focus", "daily"] {
            var found: [String: String] = [:]
            for (key, sums) in try await sums(of: table) {
                for (currency, billed) in sums.billed { found["\(key) \(currency)"] = billed }
            }
            let wanted = expected.mapValues { ExactDecimal.parse($0).value?.description ?? $0 }
            #expect(found == wanted, "\(table)", sourceLocation: sourceLocation)
        }
    }
}
