/// Rows that are stored together, one chunk for each leaf.
package struct RowGroupMetadata: Hashable, Sendable {
    package var chunks: [ColumnChunk]
    package var uncompressedBytes: Int
    package var rowCount: Int
    package var fileOffset: Int?
    package var compressedBytes: Int?
    package var ordinal: Int?

    package init(
        chunks: [ColumnChunk], uncompressedBytes: Int, rowCount: Int, fileOffset: Int? = nil,
        compressedBytes: Int? = nil, ordinal: Int? = nil
    ) {
        self.chunks = chunks
        self.uncompressedBytes = uncompressedBytes
        self.rowCount = rowCount
        self.fileOffset = fileOffset
        self.compressedBytes = compressedBytes
        self.ordinal = ordinal
    }
}

extension RowGroupMetadata: ThriftStructure {
    package init(from reader: inout ThriftReader) throws {
        var chunks: [ColumnChunk]?
        var uncompressedBytes: Int?
        var rowCount: Int?
        var fileOffset: Int?
        var compressedBytes: Int?
        var ordinal: Int?
        var field = ThriftField()
        while try reader.next(&field) {
            switch field.id {
            case 1: chunks = try reader.structures(field)
            case 2: uncompressedBytes = try reader.int64(field)
            case 3: rowCount = try reader.int64(field)
            case 5: fileOffset = try reader.int64(field)
            case 6: compressedBytes = try reader.int64(field)
            case 7: ordinal = try reader.int16(field)
            default: try reader.skip(field)
            }
        }
        self.chunks = try reader.required(chunks, "a row group's chunks")
        self.uncompressedBytes = try reader.required(uncompressedBytes, "a row group's size")
        self.rowCount = try reader.required(rowCount, "a row group's count of rows")
        self.fileOffset = fileOffset
        self.compressedBytes = compressedBytes
        self.ordinal = ordinal
    }

    package func writeFields(to writer: inout ThriftWriter) {
        writer.field(1, chunks)
        writer.field(2, int64: uncompressedBytes)
        writer.field(3, int64: rowCount)
        writer.field(5, int64: fileOffset)
        writer.field(6, int64: compressedBytes)
        writer.field(7, int16: ordinal)
    }
}
