import BillingModel
import Foundation
import ObjectStorage
import StorageLocal
import TableLog
import Testing

@testable import Tables

@Suite("Witnesses: delta-rs and polars read what we commit", .enabled(if: Witness.canBeCalled, Witness.comment))
struct WitnessTests {
    private static let columns = [
        Column("p", .text), Column("cost", .decimal, sourceName: "lineItem/Cost"), Column("n", .integer),
        Column("at", .timestamp), Column("day", .date), Column("flag", .boolean), Column("tags", .map),
        Column("s", .text),
    ]

    private struct Written: Decodable {
        let rows: Int
        let size: Int
        let columns: [String: [String: String]]
    }

    /// A lake in a folder; files are made by DuckDB.
    private struct Lake {
        let folder: TemporaryFolder
        let table: Table

        init(codec: (any CheckpointCodec)? = nil) throws {
            folder = try TemporaryFolder()
            table = Table(
                store: LocalStore(root: folder.url.path), root: try ObjectKey("raw/aws-main"), codec: codec
            ) { Issue.record($0) }
        }

        var path: String { folder.url.appendingPathComponent("raw/aws-main").path }

        /// Writes `sql` as one file of a partition.
        func file(_ partition: String?, _ sql: String, columns: [Column] = WitnessTests.columns) throws -> AddFile {
            let name = PartitionPath.folder([("p", partition)]) + "/part-\(UUID().uuidString).parquet"
            let output = try Witness.run("make_parquet.py", [sql, "\(path)/\(name)"])
            let written = try JSONDecoder().decode(Written.self, from: output)
            var statistics = FileStatistics(rows: written.rows)
            for column in columns where column.name != "p" {
                let found = written.columns[column.name]
                statistics.record(
                    column, min: found?["min"], max: found?["max"], nullCount: found?["null_count"].flatMap { Int($0) })
            }
            return AddFile(
                path: name, partitionValues: ["p": partition], sizeBytes: written.size,
                modificationMillis: 1_700_000_000_000,
                statistics: statistics, tags: ["billow.sha256": "ab\(written.size)"])
        }
    }

    private static func rows(_ count: Int, cost: String = "i * 1.000000000000000001::decimal(38,18)") -> String {
        """
        select (\(cost))::decimal(38,18) as cost, i::bigint as n,
            timestamptz '2025-10-01 00:00:00.0009+00' + to_days(i::int) as at, date '2025-10-01' + i::int as day,
            case when i % 2 = 0 then true end as flag,
            case when i % 3 <> 0 then map {'user:Team': 'a' || i, 'none': null} end as tags, 's' || i as s
        from range(\(count)) t(i)
        """
    }

    private static func metadata(_ columns: [Column] = columns) -> TableMetadata {
        TableMetadata(id: "5f0b8f6e-0000-4000-8000-000000000003", columns: columns, partitionColumns: ["p"])
    }

    @Test("every type, odd partitions, a replaced month, a new column, time travel")
    func life() async throws {
        let lake = try Lake()
        defer { lake.folder.remove() }
        let odd: [String?] = [
            "a b", "a/b", "a%b", "ü", "e\u{301}", "a=b", "x:y", nil, "a#?b", "[*]", "a+b&c", "\"q\"'",
        ]
        var adds = [try lake.file("2025-10", Self.rows(10))]
        for value in odd { adds.append(try lake.file(value, Self.rows(1, cost: "0.1"))) }
        let create = TableChange(
            adds: adds, metadata: Self.metadata(), transactions: [Transaction(appID: "aws/2025-10", version: 1)],
            info: CommitInfo(timestampMillis: 1_700_000_000_000, operation: "CREATE TABLE", billow: ["rows": 22]))
        let created = try await lake.table.commit(create, on: nil).committed()
        try expectBoth(lake, version: 0, rows: 22, files: 13, cost: "46.200000000000000045", groups: odd.count + 1)

        var replace = TableChange(
            transactions: [Transaction(appID: "aws/2025-10", version: 2)],
            info: CommitInfo(timestampMillis: 1_700_000_001_000, operation: "WRITE"))
        let fresh = try lake.file("2025-10", Self.rows(4, cost: "-0.000000000000000001"))
        replace.replace(PartitionScope(["p": "2025-10"]), in: created, with: [fresh])
        let replaced = try await lake.table.commit(replace, on: created).committed()
        try expectBoth(lake, version: 1, rows: 16, files: 13, cost: "1.199999999999999996", groups: odd.count + 1)

        let wider = Self.columns + [Column("extra", .text)]
        let widened = TableChange(
            adds: [
                try lake.file("2025-11", "select 'new' as extra, * from (\(Self.rows(2, cost: "i")))", columns: wider)
            ],
            metadata: Self.metadata(wider), info: CommitInfo(timestampMillis: 1_700_000_002_000, operation: "WRITE"))
        _ = try await lake.table.commit(widened, on: replaced)
        try expectBoth(lake, version: 2, rows: 18, files: 14, cost: "2.199999999999999996", groups: odd.count + 2)

        let first = try Seen.both(lake.path, "--version", "0")
        #expect(first.deltalake.rows == 22 && first.polars.rows == 22)
        let last = try Seen.both(lake.path, "--transaction", "aws/2025-10")
        #expect(last.deltalake.transactions == ["aws/2025-10": 2])
    }

    private func expectBoth(
        _ lake: Lake, version: Int, rows: Int, files: Int, cost: String, groups: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let (deltalake, polars) = try Seen.both(lake.path, "--by", "p")
        for seen in [deltalake, polars] {
            #expect(seen.version == version, sourceLocation: sourceLocation)
            #expect(seen.rows == rows, sourceLocation: sourceLocation)
            #expect(seen.files == files, sourceLocation: sourceLocation)
            #expect(seen.sums == ["cost": cost], sourceLocation: sourceLocation)
            #expect(seen.groups?.count == groups, sourceLocation: sourceLocation)
        }
        #expect(deltalake.groups == polars.groups, sourceLocation: sourceLocation)
        #expect(deltalake.columns.first { $0.name == "cost" }?.type == "decimal(38,18)", sourceLocation: sourceLocation)
        #expect(deltalake.columns.first { $0.name == "at" }?.type == "timestamp", sourceLocation: sourceLocation)
    }

    @Test(
        "Parquet checkpoints: ours are read by delta-rs, theirs by us, tags and all",
        .enabled(if: Engine.canBeCalled, Engine.comment))
    func checkpoints() async throws {
        let lake = try Lake(codec: try Engine.codec())
        defer { lake.folder.remove() }
        let first = try lake.file("a b", Self.rows(3))
        var snapshot = try await lake.table.commit(
            TableChange(adds: [first], metadata: Self.metadata(), info: Sample.info()), on: nil
        ).committed()
        for index in 1...11 {
            var change = TableChange(
                transactions: [Transaction(appID: "x", version: Int64(index), lastUpdatedMillis: 5)],
                info: Sample.info())
            if index == 5 {
                change.replace(PartitionScope(["p": "a b"]), in: snapshot, with: [try lake.file("a b", Self.rows(7))])
            }
            if index == 11 { change.adds = [try lake.file(nil, Self.rows(1))] }
            snapshot = try await lake.table.commit(change, on: snapshot).committed()
        }
        let log = lake.path + "/_delta_log/"
        #expect(FileManager.default.fileExists(atPath: log + Commit.checkpointName(10)))
        // Without the commits before it, whoever reads has to use the checkpoint.
        for version in 0...9 { try FileManager.default.removeItem(atPath: log + Commit.fileName(version)) }
        try expectSame(try await lake.table.snapshot(), snapshot)
        try expectBoth(lake, version: 11, rows: 8, files: 2, cost: "21.000000000000000021", groups: 2)
        try Witness.run("make_checkpoint.py", [lake.path])
        #expect(FileManager.default.fileExists(atPath: log + Commit.checkpointName(11)))
        for version in 10...11 { try FileManager.default.removeItem(atPath: log + Commit.fileName(version)) }
        try expectSame(try await lake.table.snapshot(), snapshot)
    }

    private func expectSame(_ read: Snapshot?, _ expected: Snapshot) throws {
        let read = try #require(read)
        #expect(read.version == expected.version)
        #expect(read.files.map(\.logPath) == expected.files.map(\.logPath))
        #expect(read.files.map(\.tags) == expected.files.map(\.tags))
        #expect(try read.files.map { try $0.statistics } == expected.files.map { try $0.statistics })
        #expect(read.files.map(\.partitionValues) == expected.files.map(\.partitionValues))
        #expect(read.transactions == expected.transactions)
        #expect(read.metadata == expected.metadata)
    }
}
