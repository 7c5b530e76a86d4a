/// Of a data page of the first version, whose levels are compressed with the values.
package struct DataPageHeader: Hashable, Sendable {
    package var valueCount: Int
    package var encoding: PageEncoding
    package var definitionEncoding: PageEncoding
    package var repetitionEncoding: PageEncoding

    package init(
        valueCount: Int, encoding: PageEncoding, definitionEncoding: PageEncoding, repetitionEncoding: PageEncoding
    ) {
        self.valueCount = valueCount
        self.encoding = encoding
        self.definitionEncoding = definitionEncoding
        self.repetitionEncoding = repetitionEncoding
    }
}

extension DataPageHeader: ThriftStructure {
    package init(from reader: inout ThriftReader) throws {
        var valueCount: Int?
        var encoding: PageEncoding?
        var definitionEncoding: PageEncoding?
        var repetitionEncoding: PageEncoding?
        var field = ThriftField()
        while try reader.next(&field) {
            switch field.id {
            case 1: valueCount = try reader.int32(field)
            case 2: encoding = PageEncoding(rawValue: try reader.int32(field))
            case 3: definitionEncoding = PageEncoding(rawValue: try reader.int32(field))
            case 4: repetitionEncoding = PageEncoding(rawValue: try reader.int32(field))
            default: try reader.skip(field)
            }
        }
        self.valueCount = try reader.required(valueCount, "a page's count of values")
        self.encoding = try reader.required(encoding, "a page's encoding")
        self.definitionEncoding = try reader.required(definitionEncoding, "the encoding of a page's definition levels")
        self.repetitionEncoding = try reader.required(repetitionEncoding, "the encoding of a page's repetition levels")
    }

    package func writeFields(to writer: inout ThriftWriter) {
        writer.field(1, int32: valueCount)
        writer.field(2, int32: encoding.rawValue)
        writer.field(3, int32: definitionEncoding.rawValue)
        writer.field(4, int32: repetitionEncoding.rawValue)
    }
}
