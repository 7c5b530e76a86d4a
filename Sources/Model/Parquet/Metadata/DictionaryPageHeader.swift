/// Of the page that a chunk's codes refer to.
package struct DictionaryPageHeader: Hashable, Sendable {
    package var valueCount: Int
    package var encoding: PageEncoding
    package var isSorted: Bool?

    package init(valueCount: Int, encoding: PageEncoding, isSorted: Bool? = nil) {
        self.valueCount = valueCount
        self.encoding = encoding
        self.isSorted = isSorted
    }
}

extension DictionaryPageHeader: ThriftStructure {
    package init(from reader: inout ThriftReader) throws {
        var valueCount: Int?
        var encoding: PageEncoding?
        var isSorted: Bool?
        var field = ThriftField()
        while try reader.next(&field) {
            switch field.id {
            case 1: valueCount = try reader.int32(field)
            case 2: encoding = PageEncoding(rawValue: try reader.int32(field))
            case 3: isSorted = try reader.bool(field)
            default: try reader.skip(field)
            }
        }
        self.valueCount = try reader.required(valueCount, "a dictionary's count of values")
        self.encoding = try reader.required(encoding, "a dictionary's encoding")
        self.isSorted = isSorted
    }

    package func writeFields(to writer: inout ThriftWriter) {
        writer.field(1, int32: valueCount)
        writer.field(2, int32: encoding.rawValue)
        writer.field(3, isSorted)
    }
}
