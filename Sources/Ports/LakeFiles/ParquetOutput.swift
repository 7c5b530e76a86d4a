import BillingModel
import ObjectStorage
import Parquet
import SQLEngine

/// A Parquet file of a lake table in a staging folder, written row group by row group.
package final class ParquetOutput {
    package let path: String
    private let file: StagedFile
    private var writer: ParquetWriter

    /// `path` must be free.
    package init(path: String, columns: [Column]) throws {
        self.path = path
        file = try StagedFile(path: path)
        writer = ParquetWriter(columns: columns)
    }

    /// So far, without the footer.
    package var sizeBytes: Int { writer.sizeBytes }
    package var rows: Int { writer.rows }

    package func append(_ columns: [EncodedColumn], rows: Int) throws {
        try writer.append(columns, rows: rows) { try file.append($0) }
    }

    /// Writes the footer and answers what the lake's log says of the file. Nothing may be appended afterwards.
    package func finish() throws -> ParquetFile {
        try writer.finish { try file.append($0) }
        try file.finish()
        var statistics: [String: ParquetFile.ColumnStatistics] = [:]
        for (column, facts) in zip(writer.columns, writer.statistics) {
            statistics[column.name] = ParquetFile.ColumnStatistics(
                column.type, minimum: facts.minimum, maximum: facts.maximum, nullCount: facts.nullCount)
        }
        return ParquetFile(
            path: path, rows: writer.rows, sizeBytes: writer.sizeBytes, partition: [:], statistics: statistics)
    }
}
