import BillingModel
import Foundation
import LakeFiles
import Parquet
import SQLEngine

/// Row groups one behind the other in Parquet files of a bounded size.
struct FileSeries {
    let columns: [Column]
    let folder: String
    private var done: [ParquetFile] = []
    private var current: ParquetOutput?

    private static let sizeBytesMax = 256 << 20

    init(columns: [Column], folder: String) {
        self.columns = columns
        self.folder = folder
    }

    mutating func append(_ rowGroup: [EncodedColumn], rows: Int) throws {
        if let full = current, full.sizeBytes >= Self.sizeBytesMax {
            done.append(try full.finish())
            current = nil
        }
        let output = try current ?? begin()
        try output.append(rowGroup, rows: rows)
        current = output
    }

    /// At least one file, even when there is no row.
    mutating func finish() throws -> [ParquetFile] {
        if let last = try current ?? (done.isEmpty ? begin() : nil) { done.append(try last.finish()) }
        current = nil
        return done
    }

    private func begin() throws -> ParquetOutput {
        try ParquetOutput(path: "\(folder)/part-\(UUID().uuidString.lowercased()).parquet", columns: columns)
    }
}
