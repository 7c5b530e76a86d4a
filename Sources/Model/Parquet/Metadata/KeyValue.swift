/// A remark of whoever wrote the file.
package struct KeyValue: Hashable, Sendable {
    package var key: String
    package var value: String?

    package init(key: String, value: String? = nil) {
        self.key = key
        self.value = value
    }
}

extension KeyValue: ThriftStructure {
    package init(from reader: inout ThriftReader) throws {
        var key: String?
        var value: String?
        var field = ThriftField()
        while try reader.next(&field) {
            switch field.id {
            case 1: key = try reader.text(field)
            case 2: value = try reader.text(field)
            default: try reader.skip(field)
            }
        }
        self.key = try reader.required(key, "a remark's key")
        self.value = value
    }

    package func writeFields(to writer: inout ThriftWriter) {
        writer.field(1, key)
        writer.field(2, value)
    }
}
