/// Where a chunk's pages are and what they hold. Offsets count from the file's beginning.
package struct ColumnMetadata: Hashable, Sendable {
    package var type: PhysicalType
    package var encodings: [PageEncoding]
    package var path: [String]
    package var codec: CompressionCodec
    package var valueCount: Int
    package var uncompressedBytes: Int
    package var compressedBytes: Int
    package var dataPageOffset: Int
    package var dictionaryPageOffset: Int?
    package var statistics: ChunkStatistics?

    package init(
        type: PhysicalType, encodings: [PageEncoding], path: [String], codec: CompressionCodec, valueCount: Int,
        uncompressedBytes: Int, compressedBytes: Int, dataPageOffset: Int, dictionaryPageOffset: Int? = nil,
        statistics: ChunkStatistics? = nil
    ) {
        self.type = type
        self.encodings = encodings
        self.path = path
        self.codec = codec
        self.valueCount = valueCount
        self.uncompressedBytes = uncompressedBytes
        self.compressedBytes = compressedBytes
        self.dataPageOffset = dataPageOffset
        self.dictionaryPageOffset = dictionaryPageOffset
        self.statistics = statistics
    }
}

extension ColumnMetadata: ThriftStructure {
    package init(from reader: inout ThriftReader) throws {
        var type: PhysicalType?
        var encodings: [PageEncoding]?
        var path: [String]?
        var codec: CompressionCodec?
        var valueCount: Int?
        var uncompressedBytes: Int?
        var compressedBytes: Int?
        var dataPageOffset: Int?
        var dictionaryPageOffset: Int?
        var statistics: ChunkStatistics?
        var field = ThriftField()
        while try reader.next(&field) {
            switch field.id {
            case 1: type = PhysicalType(rawValue: try reader.int32(field))
            case 2: encodings = try reader.int32s(field).map(PageEncoding.init)
            case 3: path = try reader.texts(field)
            case 4: codec = CompressionCodec(rawValue: try reader.int32(field))
            case 5: valueCount = try reader.int64(field)
            case 6: uncompressedBytes = try reader.int64(field)
            case 7: compressedBytes = try reader.int64(field)
            case 9: dataPageOffset = try reader.int64(field)
            case 11: dictionaryPageOffset = try reader.int64(field)
            case 12: statistics = try reader.structure(field)
            default: try reader.skip(field)
            }
        }
        self.type = try reader.required(type, "a chunk's type")
        self.encodings = try reader.required(encodings, "a chunk's encodings")
        self.path = try reader.required(path, "a chunk's path")
        self.codec = try reader.required(codec, "a chunk's codec")
        self.valueCount = try reader.required(valueCount, "a chunk's count of values")
        self.uncompressedBytes = try reader.required(uncompressedBytes, "a chunk's size")
        self.compressedBytes = try reader.required(compressedBytes, "a chunk's size in the file")
        self.dataPageOffset = try reader.required(dataPageOffset, "the place of a chunk's pages")
        self.dictionaryPageOffset = dictionaryPageOffset
        self.statistics = statistics
    }

    package func writeFields(to writer: inout ThriftWriter) {
        writer.field(1, int32: type.rawValue)
        writer.field(2, int32s: encodings.map(\.rawValue))
        writer.field(3, path)
        writer.field(4, int32: codec.rawValue)
        writer.field(5, int64: valueCount)
        writer.field(6, int64: uncompressedBytes)
        writer.field(7, int64: compressedBytes)
        writer.field(9, int64: dataPageOffset)
        writer.field(11, int64: dictionaryPageOffset)
        writer.field(12, statistics)
    }
}
