import BillingModel
import BillingSources
import SQLEngine

/// Partitions of a billing export by day, as names tell them: days add up, so a dump of everything so far that somebody
/// names by its date would be counted again every day.
enum PartitionDays {
    /// Deliveries named by a day, or by days from and to, with rows that were exported on others. BigQuery takes rows
    /// in within hours of their export, and begins its days at midnight UTC or in California.
    static func refusals(_ schema: RawSchema, exported: String, raw: SQLText) -> SQLText? {
        guard let column = schema.first(exported) else { return nil }
        let day = "20[0-9]{2}-[0-9]{2}-[0-9]{2}"
        return """
            SELECT rows || ' rows of ' || x_run || ' were exported on other days: days add up, so a dump of more than \
            a partition must be named by its month' \
            FROM (SELECT x_run, count(*) FILTER (\(name: column.name) < days[1]::DATE - INTERVAL 6 HOUR \
            OR \(name: column.name) >= days[-1]::DATE + INTERVAL 2 DAY) AS rows \
            FROM (SELECT x_run, regexp_extract_all(x_run, \(day)) AS days, \
            make_timestamp(epoch_us(\(name: column.name))) AS \(name: column.name) FROM \(sql: raw)) \
            WHERE len(days) > 0 GROUP BY x_run) WHERE rows > 0
            """
    }
}
