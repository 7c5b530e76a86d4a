/// A leaf's part of a row group. Its metadata is missing where a file has it elsewhere or encrypted.
package struct ColumnChunk: Hashable, Sendable {
    package var filePath: String?
    package var fileOffset: Int
    package var metadata: ColumnMetadata?

    package init(filePath: String? = nil, fileOffset: Int, metadata: ColumnMetadata? = nil) {
        self.filePath = filePath
        self.fileOffset = fileOffset
        self.metadata = metadata
    }
}

extension ColumnChunk: ThriftStructure {
    package init(from reader: inout ThriftReader) throws {
        var filePath: String?
        var fileOffset: Int?
        var metadata: ColumnMetadata?
        var field = ThriftField()
        while try reader.next(&field) {
            switch field.id {
            case 1: filePath = try reader.text(field)
            case 2: fileOffset = try reader.int64(field)
            case 3: metadata = try reader.structure(field)
            default: try reader.skip(field)
            }
        }
        self.filePath = filePath
        self.fileOffset = try reader.required(fileOffset, "a chunk's place")
        self.metadata = metadata
    }

    package func writeFields(to writer: inout ThriftWriter) {
        writer.field(1, filePath)
        writer.field(2, int64: fileOffset)
        writer.field(3, metadata)
    }
}
