import BillingModel

/// Puts encoded columns together to a file: row groups one behind the other, then the footer that finds them.
///
/// Bytes go to a sink in the order of the file. After a sink has thrown, the file is lost.
package struct ParquetWriter {
    package let columns: [Column]
    package private(set) var rows = 0
    /// What has gone to the sink, the footer only after ``finish(to:)``.
    package private(set) var sizeBytes = 0
    /// For each column over all rows.
    package private(set) var statistics: [ColumnStatistics]
    private var rowGroups: [RowGroupMetadata] = []

    private static let magic: [UInt8] = Array("PAR1".utf8)
    /// In the form `name version number`, without which some readers distrust a file's statistics.
    private static let createdBy = "billow version 1"

    package init(columns: [Column]) {
        self.columns = columns
        statistics = columns.map { _ in ColumnStatistics(nullCount: 0) }
    }

    /// `rowGroup` has the same rows of each column, in the order of ``columns``. Without rows nothing is written.
    package mutating func append(
        _ rowGroup: [EncodedColumn], rows: Int, to sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        try check(rowGroup, rows: rows)
        guard rows > 0 else { return }
        try begin(sink)
        let start = sizeBytes
        var chunks: [ColumnChunk] = []
        for (column, encoded) in zip(columns, rowGroup) {
            for (path, leaf) in zip(column.leafPaths, encoded.leaves) {
                var metadata = leaf.metadata
                metadata.path = path
                metadata.dataPageOffset += sizeBytes
                metadata.dictionaryPageOffset? += sizeBytes
                metadata.compressedBytes = leaf.bytes.count
                chunks.append(ColumnChunk(fileOffset: 0, metadata: metadata))
                try write(leaf.bytes, to: sink)
            }
        }
        let uncompressed = chunks.reduce(0) { $0 + ($1.metadata?.uncompressedBytes ?? 0) }
        rowGroups.append(
            RowGroupMetadata(
                chunks: chunks, uncompressedBytes: uncompressed, rowCount: rows, fileOffset: start,
                compressedBytes: sizeBytes - start))
        for index in columns.indices {
            statistics[index].add(rowGroup[index].statistics, rows: rows, to: self.rows)
        }
        self.rows += rows
    }

    /// Writes the footer. Nothing may be appended afterwards.
    package mutating func finish(to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        try begin(sink)
        let elements = columns.flatMap(\.schemaElements)
        let footer = FileMetadata(
            version: 1, schema: [SchemaElement(name: "schema", childCount: columns.count)] + elements, rowCount: rows,
            rowGroups: rowGroups, createdBy: Self.createdBy,
            columnOrders: columns.flatMap(\.leafPaths).map { _ in .byType })
        let bytes = footer.thriftBytes
        guard let length = Int32(exactly: bytes.count) else { throw BillowError(.bug, "a Parquet footer of 2 GiB") }
        try write(bytes + withUnsafeBytes(of: length.littleEndian) { Array($0) } + Self.magic, to: sink)
    }

    private mutating func begin(_ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        if sizeBytes == 0 { try write(Self.magic, to: sink) }
    }

    private mutating func write(_ bytes: [UInt8], to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        try bytes.withUnsafeBytes(sink)
        sizeBytes += bytes.count
    }

    private func check(_ rowGroup: [EncodedColumn], rows: Int) throws {
        guard rowGroup.map(\.type) == columns.map(\.type) else {
            throw BillowError(.bug, "a row group has other columns than its file")
        }
        for (column, encoded) in zip(columns, rowGroup) {
            guard encoded.rows == rows else {
                throw BillowError(.bug, "\(column.name) has \(encoded.rows) rows in a row group of \(rows)")
            }
            guard
                encoded.leaves.map(\.metadata.type)
                    == Array(repeating: column.type.physicalType, count: column.type.leafCount)
            else { throw BillowError(.bug, "\(column.name) is stored in another way than \(column.type) is") }
        }
    }
}
