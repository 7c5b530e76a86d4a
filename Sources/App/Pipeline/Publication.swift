import BillingModel
import Fetching
import Foundation
import Landing
import Normalising
import ObjectStorage
import SQLEngine
import Summarising
import TableLog
import Tables

/// Takes finished files into the lake and commits them.
struct Publication: Sendable {
    let lake: Lake
    let nowMillis: @Sendable () -> Int64
    /// Of the files that are taken in, some of which may be known.
    var hashes = StagedHashes()

    enum Outcome: Sendable {
        case committed(Snapshot)
        /// Somebody else was faster; what was taken into the lake is deleted again.
        case conflicted(reason: String)
    }

    /// What one commit changes in one table.
    struct Change: Sendable {
        var files: [(parquet: ParquetFile, partition: [String: String], tags: [String: String])] = []
        var removes: [String] = []
        /// Files of an earlier version that come back as they were.
        var restores: [AddFile] = []
        var operation = "WRITE"
        /// All columns that the files have, without partition columns.
        var columns: [Column]
        var partitionColumns: [String]
        var configuration: [String: String] = [:]
        var transactions: [(appID: String, version: Int)] = []
        var record: [String: JSONValue] = [:]
    }

    func publish(_ change: Change, to table: Table, on snapshot: Snapshot?) async throws -> Outcome {
        let now = nowMillis()
        let metadata = try Self.metadata(change, snapshot, nowMillis: now)
        let columns = metadata?.columns ?? snapshot?.metadata.columns ?? []
        var adds: [AddFile] = []
        do {
            for file in change.files {
                adds.append(try await adopt(file, into: table, change, columns, nowMillis: now))
            }
            let info = CommitInfo(
                timestampMillis: now, operation: snapshot == nil ? "CREATE TABLE AS SELECT" : change.operation,
                engineInfo: "billow/\(Billow.version)", billow: change.record)
            let transactions = change.transactions.map {
                Transaction(appID: $0.appID, version: Int64($0.version), lastUpdatedMillis: now)
            }
            let commit = TableChange(
                adds: adds + change.restores, removes: change.removes, metadata: metadata, transactions: transactions,
                info: info)
            switch try await table.commit(commit, on: snapshot) {
            case .committed(let after): return .committed(after)
            case .conflicted(let reason, _):
                await discard(adds, table)
                return .conflicted(reason: reason)
            }
        } catch {
            // Whether the commit stands may be unknown: files are deleted only where the log was read and lacks them.
            guard let now = try? await table.snapshot() else { throw error }
            if let first = adds.first ?? change.restores.first, now.file(first.path) != nil {
                // A disk that could not save has promised nothing, even where the commit can be read.
                if (error as? BillowError)?.code == .inputOutput { throw error }
                return .committed(now)
            }
            await discard(adds, table)
            throw error
        }
    }

    private func adopt(
        _ file: (parquet: ParquetFile, partition: [String: String], tags: [String: String]), into table: Table,
        _ change: Change, _ columns: [Column], nowMillis: Int64
    ) async throws -> AddFile {
        let values = change.partitionColumns.map { (column: $0, value: file.partition[$0]) }
        let path = PartitionPath.folder(values) + "/part-\(UUID().uuidString.lowercased()).parquet"
        let sha256 = try await hashes.sha256(file.parquet.path)
        let outcome = try await lake.store.adopt(file: file.parquet.path, as: try table.key(path), mode: .ifAbsent)
        guard outcome == .written else { throw BillowError(.bug, "a new file's name is taken", source: path) }
        var statistics = FileStatistics(rows: file.parquet.rows)
        for column in columns {
            guard let facts = file.parquet.statistics[column.name] else { continue }
            statistics.record(column, min: facts.minimum, max: facts.maximum, nullCount: facts.nullCount)
        }
        return AddFile(
            path: path, partitionValues: Dictionary(uniqueKeysWithValues: values.map { ($0.column, $0.value) }),
            sizeBytes: file.parquet.sizeBytes, modificationMillis: nowMillis, statistics: statistics,
            tags: file.tags.merging([AddFile.hashTag: sha256]) { $1 })
    }

    private func discard(_ files: [AddFile], _ table: Table) async {
        for file in files {
            if let key = try? table.key(file.path) { try? await lake.store.delete(key) }
        }
    }

    /// New metadata when the table is new, gains columns or is configured in another way, otherwise nil.
    private static func metadata(_ change: Change, _ snapshot: Snapshot?, nowMillis: Int64) throws -> TableMetadata? {
        let partitions = change.partitionColumns.map { Column($0, .text) }
        guard let known = snapshot?.metadata else {
            return TableMetadata(
                id: UUID().uuidString.lowercased(), columns: change.columns + partitions,
                partitionColumns: change.partitionColumns, configuration: change.configuration, createdMillis: nowMillis
            )
        }
        let new = change.columns.filter { known.column($0.name) == nil }
        for column in change.columns {
            guard let type = known.column(column.name)?.type, type != column.type else { continue }
            throw BillowError(.bug, "the column \(column.name) would change from \(type) to \(column.type)")
        }
        let configuration = known.configuration.merging(change.configuration) { $1 }
        guard !new.isEmpty || configuration != known.configuration else { return nil }
        var metadata = known
        metadata.columns = known.columns + new
        metadata.configuration = configuration
        return metadata
    }
}
