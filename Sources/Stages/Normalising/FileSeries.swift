import BillingModel
import Foundation
import ObjectStorage
import Parquet
import SQLEngine

/// Row groups one behind the other in Parquet files of a bounded size.
struct FileSeries {
    let columns: [Column]
    let folder: String
    private var done: [ParquetFile] = []
    private var current: (file: StagedFile, writer: ParquetWriter)?

    private static let sizeBytesMax = 256 << 20

    init(columns: [Column], folder: String) {
        self.columns = columns
        self.folder = folder
    }

    mutating func append(_ rowGroup: [EncodedColumn], rows: Int) throws {
        if let writer = current?.writer, writer.sizeBytes >= Self.sizeBytesMax { try close() }
        var (file, writer) = try current ?? begin()
        try writer.append(rowGroup, rows: rows) { try Self.write($0, file) }
        current = (file, writer)
    }

    /// At least one file, even when there is no row.
    mutating func finish() throws -> [ParquetFile] {
        if done.isEmpty, current == nil { current = try begin() }
        try close()
        return done
    }

    private func begin() throws -> (file: StagedFile, writer: ParquetWriter) {
        let path = "\(folder)/part-\(UUID().uuidString.lowercased()).parquet"
        return (try StagedFile(path: path), ParquetWriter(columns: columns))
    }

    private mutating func close() throws {
        guard let (file, open) = current else { return }
        var writer = open
        try writer.finish { try Self.write($0, file) }
        try file.finish()
        let statistics = zip(columns, writer.statistics).map { column, known in
            (
                column.name,
                ParquetFile.ColumnStatistics(
                    column.type, minimum: known.minimum, maximum: known.maximum, nullCount: known.nullCount)
            )
        }
        done.append(
            ParquetFile(
                path: file.path, rows: writer.rows, sizeBytes: writer.sizeBytes, partition: [:],
                statistics: Dictionary(statistics) { first, _ in first }))
        current = nil
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, _ file: StagedFile) throws {
        file.append(bytes.bindMemory(to: UInt8.self))
        try file.flushIfFull()
    }
}
