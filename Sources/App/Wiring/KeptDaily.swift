import Reporting
import SQLEngine

/// The daily summary in memory, in the place of the view `daily`: compressed, which makes it a tenth of its size and
/// is read faster, too.
package enum KeptDaily {
    /// Statements for a session that has the view, which is over these files.
    ///
    /// - Parameter monthsAtOnce: Months that are read at once: what is not yet compressed takes ten times as much.
    package static func statements(_ daily: TableView, monthsAtOnce: Int = 6) -> [SQLText] {
        let months = Set(daily.files.compactMap { $0.partitionValues["x_billing_period"] ?? nil }).sorted()
        let begins = stride(from: 0, to: months.count, by: monthsAtOnce).map { months[$0] }
        let ends = begins.dropFirst().map(Optional.some) + [nil]
        let hasUnknown = daily.files.contains { ($0.partitionValues["x_billing_period"] ?? nil) == nil }
        let parts: [SQLText] =
            (hasUnknown ? ["x_billing_period IS NULL"] : [])
            + zip(begins, ends).map { begin, end in
                let from: SQLText = "x_billing_period >= \(begin)"
                return end.map { "\(sql: from) AND x_billing_period < \($0)" } ?? from
            }
        return ["ATTACH ':memory:' AS kept (COMPRESS)", "CREATE TABLE kept.main.daily AS SELECT * FROM daily LIMIT 0"]
            + parts.flatMap { part -> [SQLText] in
                [
                    "INSERT INTO kept.main.daily SELECT * FROM daily WHERE \(sql: part) ORDER BY UsageDate",
                    "CHECKPOINT kept",
                ]
            } + [Self.isWhole, "CREATE OR REPLACE VIEW daily AS SELECT * FROM kept.main.daily"]
    }

    /// Fails where a row was left behind: all that is served would be short of it.
    private static let isWhole: SQLText = """
        SELECT CASE WHEN (SELECT count(*) FROM kept.main.daily) <> (SELECT count(*) FROM daily)
          THEN error('the daily summary in memory has other rows than its files') END
        """

    /// What an engine takes besides its rows, about.
    private static let engineBytes = 8 << 20

    /// What a session's database takes in memory.
    static func heldBytes(_ session: any SQLSession) async throws -> Int {
        let held = try await session.rows("SELECT CAST(sum(memory_usage_bytes) AS BIGINT) FROM duckdb_memory()")
        guard case .integer(let bytes)? = held.first?.first else { return engineBytes }
        return Int(bytes) + engineBytes
    }
}
