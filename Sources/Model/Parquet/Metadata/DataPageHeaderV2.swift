/// Of a data page of the second version, whose levels stand uncompressed before the values.
package struct DataPageHeaderV2: Hashable, Sendable {
    package var valueCount: Int
    package var nullCount: Int
    package var rowCount: Int
    package var encoding: PageEncoding
    package var definitionBytes: Int
    package var repetitionBytes: Int
    package var isCompressed: Bool?

    package init(
        valueCount: Int, nullCount: Int, rowCount: Int, encoding: PageEncoding, definitionBytes: Int,
        repetitionBytes: Int, isCompressed: Bool? = nil
    ) {
        self.valueCount = valueCount
        self.nullCount = nullCount
        self.rowCount = rowCount
        self.encoding = encoding
        self.definitionBytes = definitionBytes
        self.repetitionBytes = repetitionBytes
        self.isCompressed = isCompressed
    }
}

extension DataPageHeaderV2: ThriftStructure {
    package init(from reader: inout ThriftReader) throws {
        var valueCount: Int?
        var nullCount: Int?
        var rowCount: Int?
        var encoding: PageEncoding?
        var definitionBytes: Int?
        var repetitionBytes: Int?
        var isCompressed: Bool?
        var field = ThriftField()
        while try reader.next(&field) {
            switch field.id {
            case 1: valueCount = try reader.int32(field)
            case 2: nullCount = try reader.int32(field)
            case 3: rowCount = try reader.int32(field)
            case 4: encoding = PageEncoding(rawValue: try reader.int32(field))
            case 5: definitionBytes = try reader.int32(field)
            case 6: repetitionBytes = try reader.int32(field)
            case 7: isCompressed = try reader.bool(field)
            default: try reader.skip(field)
            }
        }
        self.valueCount = try reader.required(valueCount, "a page's count of values")
        self.nullCount = try reader.required(nullCount, "a page's count of nulls")
        self.rowCount = try reader.required(rowCount, "a page's count of rows")
        self.encoding = try reader.required(encoding, "a page's encoding")
        self.definitionBytes = try reader.required(definitionBytes, "the size of a page's definition levels")
        self.repetitionBytes = try reader.required(repetitionBytes, "the size of a page's repetition levels")
        self.isCompressed = isCompressed
    }

    package func writeFields(to writer: inout ThriftWriter) {
        writer.field(1, int32: valueCount)
        writer.field(2, int32: nullCount)
        writer.field(3, int32: rowCount)
        writer.field(4, int32: encoding.rawValue)
        writer.field(5, int32: definitionBytes)
        writer.field(6, int32: repetitionBytes)
        writer.field(7, isCompressed)
    }
}
