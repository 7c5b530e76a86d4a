import BillingModel
import CodedColumns

/// A Parquet file of lake columns, its footer read once. Reads what Billow and DuckDB write.
///
/// ``UnsupportedParquet`` is thrown where a file uses what is not read here, `badData` where it is damaged. Bytes may
/// come from anywhere: whatever they are, nothing traps, and memory is bounded by what a file of that size could hold.
package struct ParquetReader: Sendable {
    package let columns: [Column]
    package let rowGroups: [RowGroup]
    package let rows: Int

    let storedColumns: [StoredColumn]
    private let chunks: [[ColumnMetadata]]
    private let bytes: any RandomAccessBytes
    private let decompressors = Decompressors()

    package init(_ bytes: some RandomAccessBytes) throws {
        let footer = try Footer(bytes)
        self.bytes = bytes
        storedColumns = footer.columns
        chunks = footer.chunks
        columns = footer.columns.map(\.column)
        rows = footer.metadata.rowCount
        rowGroups = footer.rowGroups
    }

    /// The cells of a column in a row group. The values are those of the chunk's dictionary, in its order, before those
    /// that no dictionary holds.
    package func read(column: Int, rowGroup: Int) throws -> CodedColumn {
        let stored = storedColumns[column]
        let cells = try decompressors.lend { decompressor in
            try stored.leaves.indices.map { try self.cells(stored, leaf: $0, rowGroup, decompressor) }
        }
        if stored.leaves.count == 1 { return CodedColumn(codes: cells[0].codes, values: cells[0].values) }
        return try MapAssembly(stored, keys: cells[0], values: cells[1]).cells(rows: rowGroups[rowGroup].rows)
    }

    private func cells(
        _ column: StoredColumn, leaf index: Int, _ rowGroup: Int, _ decompressor: Decompressor
    ) throws -> LeafCells {
        let leaf = column.leaves[index]
        let chunk = chunk(column, leaf: index, rowGroup)
        var decoder = try ChunkDecoder(leaf, entries: chunk.valueCount, sizeBytes: chunk.uncompressedBytes)
        var pages = try PageReader(try storedBytes(chunk), leaf: leaf, codec: chunk.codec)
        while !decoder.isComplete {
            guard !pages.isAtEnd else { throw BillowError.damagedParquet("fewer values than the footer says") }
            try pages.next(decompressor) { try decoder.add($0) }
        }
        return decoder.finish()
    }

    func chunk(_ column: StoredColumn, leaf: Int, _ rowGroup: Int) -> ColumnMetadata {
        chunks[rowGroup][column.firstLeaf + leaf]
    }

    /// A chunk's pages as they stand in the file.
    func storedBytes(_ chunk: ColumnMetadata) throws -> [UInt8] {
        try bytes.read(chunk.start..<(chunk.start + chunk.compressedBytes))
    }
}

extension ColumnMetadata {
    /// Where the first page is. Some writers say 0 where there is no dictionary.
    var start: Int {
        guard let dictionaryPageOffset, dictionaryPageOffset > 0 else { return dataPageOffset }
        return min(dictionaryPageOffset, dataPageOffset)
    }
}
