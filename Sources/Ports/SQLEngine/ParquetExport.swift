import BillingModel
import Columnar

/// A Parquet file that was written just now.
package struct ParquetFile: Sendable {
    package let path: String
    package let rows: Int
    package let sizeBytes: Int
    /// Values of the columns that it was partitioned by; these are not in the file.
    package let partition: [String: String]
    package let statistics: [String: ColumnStatistics]

    /// Smallest and largest value as the engine spells them, present only where exact.
    package struct ColumnStatistics: Sendable {
        package let minimum: String?
        package let maximum: String?
        package let nullCount: Int?

        package init(minimum: String?, maximum: String?, nullCount: Int?) {
            self.minimum = minimum
            self.maximum = maximum
            self.nullCount = nullCount
        }
    }

    package init(
        path: String, rows: Int, sizeBytes: Int, partition: [String: String], statistics: [String: ColumnStatistics]
    ) {
        self.path = path
        self.rows = rows
        self.sizeBytes = sizeBytes
        self.partition = partition
        self.statistics = statistics
    }
}

extension SQLSession {
    /// Writes what `select` returns as zstd Parquet files below `folder`, which must be empty or absent.
    ///
    /// No file holds more than about 256 MiB. Row groups are small, since the engine holds one for each thread in
    /// memory, with all its columns, and spills when that is more than it may have.
    /// With `partitionedBy` there is at least one file for each combination of
    /// values; without, at least one file even when there is no row.
    package func writeParquet(
        _ select: SQLText, folder: String, partitionedBy columns: [String] = []
    ) async throws -> [ParquetFile] {
        let names = SQLText.joined(columns.map { "\(name: $0)" }, separator: ", ")
        let split: SQLText = columns.isEmpty ? "FILE_SIZE_BYTES '256MB'" : "PARTITION_BY (\(sql: names))"
        // Rows in no set order: the engine need not hold back what later threads have ready.
        try await execute("SET preserve_insertion_order = false")
        let written = try await rows(
            """
            COPY (\(sql: select)) TO \(folder) (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 40960, \(sql: split),
            FILENAME_PATTERN 'part-{uuidv7}', RETURN_STATS)
            """)
        try await execute("SET preserve_insertion_order = true")
        let files = written.compactMap(ParquetFile.init(statsRow:))
        guard files.count == written.count else {
            throw BillowError(.bug, "the engine describes its Parquet files in an unknown way", source: folder)
        }
        return files
    }
}

extension ParquetFile {
    /// A row of `COPY … RETURN_STATS`: file name, rows, bytes, footer bytes, statistics, partition keys, …
    init?(statsRow row: [Value]) {
        guard row.count >= 6, case .text(let path) = row[0], let rows = row[1].count, let size = row[2].count else {
            return nil
        }
        self.init(
            path: path, rows: rows, sizeBytes: size, partition: row[5].texts, statistics: Self.statistics(row[4]))
    }

    private static func statistics(_ value: Value) -> [String: ColumnStatistics] {
        guard case .map(let entries) = value else { return [:] }
        var statistics: [String: ColumnStatistics] = [:]
        for (key, value) in entries {
            guard case .text(let quoted) = key, let name = unquoted(quoted) else { continue }
            let facts = value.texts
            statistics[name] = ColumnStatistics(
                minimum: facts["min_is_exact"] == "true" ? facts["min"] : nil,
                maximum: facts["max_is_exact"] == "true" ? facts["max"] : nil,
                nullCount: facts["null_count"].flatMap(Int.init))
        }
        return statistics
    }

    /// `"a ""b"""` → `a "b"`; nil for a path into a nested column.
    private static func unquoted(_ text: String) -> String? {
        guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        let inner = text.dropFirst().dropLast().split(separator: "\"\"", omittingEmptySubsequences: false)
        return inner.contains { $0.contains("\"") } ? nil : inner.joined(separator: "\"")
    }
}

extension Value {
    fileprivate var count: Int? {
        switch self {
        case .integer(let number): Int(number)
        case .unsigned(let number): Int(exactly: number)
        default: nil
        }
    }

    fileprivate var texts: [String: String] {
        guard case .map(let entries) = self else { return [:] }
        var texts: [String: String] = [:]
        for case (.text(let key), .text(let value)) in entries { texts[key] = value }
        return texts
    }
}
