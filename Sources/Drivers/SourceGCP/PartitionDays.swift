import BillingModel
import BillingSources
import SQLEngine

/// Partitions of a billing export by day, as names tell them: days add up, so a dump of everything so far that somebody
/// names by its date would be counted again every day.
enum PartitionDays {
    /// Deliveries named by a day, or by days from and to, with rows of other partitions, or that were exported on other
    /// days where rows do not tell their partition. BigQuery takes rows in within hours of their export, and begins its
    /// days at midnight UTC or in California.
    static func refusals(_ schema: RawSchema, exported: String, raw: SQLText) -> SQLText? {
        let byPartition = schema.first("partition_date").map {
            "TRY_CAST(\(name: $0.name) AS DATE) NOT BETWEEN days[1]::DATE AND days[-1]::DATE" as SQLText
        }
        let byExport = schema.first(exported).map { column -> SQLText in
            let time: SQLText = "make_timestamp(epoch_us(\(name: column.name)))"
            return """
                (\(sql: time) < days[1]::DATE - INTERVAL 6 HOUR OR \(sql: time) >= days[-1]::DATE + INTERVAL 2 DAY)
                """
        }
        let tests = [byPartition, byExport].compactMap(\.self)
        guard !tests.isEmpty else { return nil }
        // A row without partition is told by its export.
        let isOther: SQLText = "COALESCE(\(sql: .joined(tests, separator: ", ")))"
        let day = "20[0-9]{2}-[0-9]{2}-[0-9]{2}"
        return """
            SELECT rows || ' rows of ' || x_run || ' were exported on other days: days add up, so a dump of more than \
            a partition must be named by its month' \
            FROM (SELECT x_run, count(*) FILTER (\(sql: isOther)) AS rows \
            FROM (SELECT *, regexp_extract_all(x_run, \(day)) AS days FROM \(sql: raw)) \
            WHERE len(days) > 0 GROUP BY x_run) WHERE rows > 0
            """
    }
}
