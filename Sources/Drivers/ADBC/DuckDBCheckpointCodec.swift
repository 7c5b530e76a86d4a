import BillingModel
import Columnar
import Foundation
import SQLEngine
import TableLog
import Tables

/// Delta's classic checkpoints, written and read by DuckDB: a row for each action, a column for each kind of action.
///
/// Paths are taken as names, so they must not hold `*`, `?` or `[`.
package struct DuckDBCheckpointCodec: CheckpointCodec {
    private let driver: any SQLDriver
    private let settings: SessionSettings

    /// A session is opened for each checkpoint.
    package init(driver: any SQLDriver, settings: SessionSettings) {
        self.driver = driver
        self.settings = settings
    }

    package func read(file: String) async throws -> [Action] {
        let session = try await driver.open(settings)
        let stream = try await session.query(
            """
            SELECT to_json(checkpoint)::VARCHAR
            FROM read_parquet(\(file), hive_partitioning = false) checkpoint
            """)
        var actions: [Action] = []
        while let batch = try await stream.next() {
            for row in 0..<batch.rowCount {
                guard case .text(let line) = batch.value(row: row, column: 0) else {
                    throw BillowError(.badData, "a checkpoint has a row that is null", source: file)
                }
                actions.append(try Action(jsonLine: line))
            }
        }
        return actions
    }

    /// Goes through a file of JSON lines beside `file`, which is gone afterwards.
    package func write(_ actions: [Action], to file: String) async throws {
        let lines = file + ".jsonl"
        defer { try? FileManager.default.removeItem(atPath: lines) }
        let bytes = try Commit(version: 0, actions: actions).bytes()
        try Data(bytes).write(to: URL(fileURLWithPath: lines))
        // The engine sets twice this aside, so no more than the longest line asks for.
        let lineBytesMax = bytes.split(separator: UInt8(ascii: "\n")).reduce(1 << 20) { max($0, $1.count + 1) }
        let session = try await driver.open(settings)
        let columns = SQLText.joined(
            Self.columns.map { "\(name: $0.name): \($0.type)" }, separator: ", ")
        let written = try await session.execute(
            """
            COPY (
                SELECT * FROM read_json(
                    \(lines), format = 'newline_delimited', maximum_object_size = \(lineBytesMax),
                    columns = {\(sql: columns)})
            ) TO \(file) (FORMAT parquet, COMPRESSION zstd)
            """)
        guard written == nil || written == actions.count else {
            throw BillowError(.bug, "a checkpoint of \(actions.count) actions got \(written ?? 0)", source: file)
        }
    }

    private static let columns: [(name: String, type: String)] = [
        ("protocol", "STRUCT(minReaderVersion INTEGER, minWriterVersion INTEGER)"),
        (
            "metaData",
            """
            STRUCT(id VARCHAR, "format" STRUCT(provider VARCHAR, "options" MAP(VARCHAR, VARCHAR)), \
            schemaString VARCHAR, partitionColumns VARCHAR[], configuration MAP(VARCHAR, VARCHAR), createdTime BIGINT)
            """
        ),
        ("txn", #"STRUCT(appId VARCHAR, "version" BIGINT, lastUpdated BIGINT)"#),
        (
            "remove",
            """
            STRUCT("path" VARCHAR, deletionTimestamp BIGINT, dataChange BOOLEAN, extendedFileMetadata BOOLEAN, \
            partitionValues MAP(VARCHAR, VARCHAR), size BIGINT, tags MAP(VARCHAR, VARCHAR))
            """
        ),
        (
            "add",
            """
            STRUCT("path" VARCHAR, partitionValues MAP(VARCHAR, VARCHAR), size BIGINT, modificationTime BIGINT, \
            dataChange BOOLEAN, stats VARCHAR, tags MAP(VARCHAR, VARCHAR))
            """
        ),
    ]
}
