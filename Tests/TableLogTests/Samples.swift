import BillingModel

@testable import TableLog

/// Small values that tests share.
enum Sample {
    static let columns = [
        Column("x_source", .text), Column("x_billing_period", .text),
        Column("lineitem_usagestartdate", .timestamp, sourceName: "lineItem/UsageStartDate"),
        Column("cost", .decimal), Column("n", .integer), Column("day", .date), Column("flag", .boolean),
        Column("tags", .map),
    ]

    static let metadata = TableMetadata(
        id: "5f0b8f6e-0000-4000-8000-000000000001", columns: columns,
        partitionColumns: ["x_source", "x_billing_period"], configuration: ["billow.kind": "raw"], createdMillis: 7)

    static func file(_ name: String, source: String? = "aws", period: String = "2025-10", rows: Int = 1) -> AddFile {
        let values = ["x_source": source, "x_billing_period": period]
        let folder = PartitionPath.folder(columns: ["x_source", "x_billing_period"], values: values)
        return AddFile(
            path: "\(folder)/\(name).parquet", partitionValues: values, sizeBytes: 10, modificationMillis: 5,
            statistics: FileStatistics(rows: rows), tags: ["billow.sha256": name])
    }

    static func info(_ operation: String = "WRITE") -> CommitInfo {
        CommitInfo(timestampMillis: 1_700_000_000_000, operation: operation)
    }

    static func created(adds: [AddFile] = []) throws -> Snapshot {
        try TableChange(adds: adds, metadata: metadata, info: info("CREATE TABLE")).commit(on: nil).after
    }
}
