/// How a leaf's minimum and maximum were compared.
package enum ColumnOrder: Hashable, Sendable {
    /// Numbers by value, texts by unsigned bytes.
    case byType
    case other
}

extension ColumnOrder: ThriftStructure {
    package init(from reader: inout ThriftReader) throws {
        self = .other
        var field = ThriftField()
        while try reader.next(&field) {
            if field.id == 1 { self = .byType }
            try reader.skip(field)
        }
    }

    package func writeFields(to writer: inout ThriftWriter) {
        if self == .byType { writer.field(1, EmptyStructure()) }
    }
}
