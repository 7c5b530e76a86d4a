import BillingModel

/// A file's footer, checked: every chunk lies within the file and has the type and rows that the schema says.
struct Footer {
    /// A footer of a larger file is no use in memory.
    static let sizeBytesMax = 1 << 25
    static let magic = Array("PAR1".utf8)

    let metadata: FileMetadata
    let columns: [StoredColumn]
    /// By row group and leaf.
    let chunks: [[ColumnMetadata]]
    let rowGroups: [RowGroup]

    init(_ bytes: some RandomAccessBytes) throws {
        let (metadata, start) = try Self.metadata(bytes)
        let columns = try SchemaReader.columns(metadata.schema)
        let leaves = columns.flatMap(\.leaves)
        let orders = metadata.columnOrders ?? []
        var rows = 0
        var chunks: [[ColumnMetadata]] = []
        var rowGroups: [RowGroup] = []
        for group in metadata.rowGroups {
            guard group.rowCount >= 0, group.rowCount <= metadata.rowCount - rows, group.chunks.count == leaves.count
            else { throw BillowError.damagedParquet("the rows or columns of a row group") }
            rows += group.rowCount
            let found = try zip(group.chunks, leaves).map { chunk, leaf in
                try Self.checked(chunk, leaf, rows: group.rowCount, pagesEnd: start)
            }
            chunks.append(found)
            rowGroups.append(
                RowGroup(
                    rows: group.rowCount,
                    columns: columns.map { column in
                        let leaves = found[column.firstLeaf..<(column.firstLeaf + column.leaves.count)]
                        let order = orders.indices.contains(column.firstLeaf) ? orders[column.firstLeaf] : .other
                        return RowGroup.Part(
                            sizeBytes: leaves.reduce(0) { $0 + $1.uncompressedBytes },
                            statistics: leaves.first.flatMap {
                                column.statistics($0, isOrderedByType: order == .byType)
                            })
                    }))
        }
        guard rows == metadata.rowCount else { throw BillowError.damagedParquet("the count of rows") }
        self.metadata = metadata
        self.columns = columns
        self.chunks = chunks
        self.rowGroups = rowGroups
    }

    /// The footer, and where it starts.
    private static func metadata(_ bytes: some RandomAccessBytes) throws -> (FileMetadata, start: Int) {
        let size = bytes.sizeBytes
        guard size >= 12, try bytes.read(0..<4) == magic else { throw BillowError.damagedParquet("no Parquet file") }
        let tail = try bytes.read((size - 8)..<size)
        guard Array(tail.suffix(4)) == magic else { throw BillowError.damagedParquet("the file's end is missing") }
        let length = tail.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= size - 12 else { throw BillowError.damagedParquet("the footer's length") }
        guard length <= sizeBytesMax else { throw UnsupportedParquet("a footer of \(length) bytes") }
        let start = size - 8 - length
        var reader = ThriftReader(try bytes.read(start..<(size - 8)))
        return (try reader.structure(), start)
    }

    private static func checked(
        _ chunk: ColumnChunk, _ leaf: StoredLeaf, rows: Int, pagesEnd: Int
    ) throws -> ColumnMetadata {
        guard var metadata = chunk.metadata, chunk.filePath == nil else {
            throw UnsupportedParquet("columns in another file, or encrypted")
        }
        if metadata.valueCount == 0 {
            // Nobody needs its pages, and some writers say no place where they would be.
            metadata.compressedBytes = 0
            metadata.dataPageOffset = magic.count
            metadata.dictionaryPageOffset = nil
        }
        guard metadata.type == leaf.type.storage.physicalType,
            leaf.repetitionMax > 0 ? metadata.valueCount >= rows : metadata.valueCount == rows,
            metadata.start >= magic.count, metadata.start <= pagesEnd,
            (0...(pagesEnd - metadata.start)).contains(metadata.compressedBytes),
            (metadata.start...(metadata.start + metadata.compressedBytes)).contains(metadata.dataPageOffset)
        else { throw BillowError.damagedParquet("what the footer says of a column") }
        return metadata
    }
}

extension StoredType.Storage {
    var physicalType: PhysicalType {
        switch self {
        case .boolean: .boolean
        case .int32: .int32
        case .int64: .int64
        case .text: .byteArray
        case .fixed: .fixedLengthByteArray
        }
    }
}
