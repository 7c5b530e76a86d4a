/// Before each page.
package struct PageHeader: Hashable, Sendable {
    package var type: PageType
    package var uncompressedBytes: Int
    package var compressedBytes: Int
    package var crc: Int?
    package var data: DataPageHeader?
    package var dictionary: DictionaryPageHeader?
    package var dataV2: DataPageHeaderV2?

    package init(
        type: PageType, uncompressedBytes: Int, compressedBytes: Int, crc: Int? = nil, data: DataPageHeader? = nil,
        dictionary: DictionaryPageHeader? = nil, dataV2: DataPageHeaderV2? = nil
    ) {
        self.type = type
        self.uncompressedBytes = uncompressedBytes
        self.compressedBytes = compressedBytes
        self.crc = crc
        self.data = data
        self.dictionary = dictionary
        self.dataV2 = dataV2
    }
}

extension PageHeader: ThriftStructure {
    package init(from reader: inout ThriftReader) throws {
        var type: PageType?
        var uncompressedBytes: Int?
        var compressedBytes: Int?
        var crc: Int?
        var data: DataPageHeader?
        var dictionary: DictionaryPageHeader?
        var dataV2: DataPageHeaderV2?
        var field = ThriftField()
        while try reader.next(&field) {
            switch field.id {
            case 1: type = PageType(rawValue: try reader.int32(field))
            case 2: uncompressedBytes = try reader.int32(field)
            case 3: compressedBytes = try reader.int32(field)
            case 4: crc = try reader.int32(field)
            case 5: data = try reader.structure(field)
            case 7: dictionary = try reader.structure(field)
            case 8: dataV2 = try reader.structure(field)
            default: try reader.skip(field)
            }
        }
        self.type = try reader.required(type, "a page's type")
        self.uncompressedBytes = try reader.required(uncompressedBytes, "a page's size")
        self.compressedBytes = try reader.required(compressedBytes, "a page's size in the file")
        self.crc = crc
        self.data = data
        self.dictionary = dictionary
        self.dataV2 = dataV2
    }

    package func writeFields(to writer: inout ThriftWriter) {
        writer.field(1, int32: type.rawValue)
        writer.field(2, int32: uncompressedBytes)
        writer.field(3, int32: compressedBytes)
        writer.field(4, int32: crc)
        writer.field(5, data)
        writer.field(7, dictionary)
        writer.field(8, dataV2)
    }
}
