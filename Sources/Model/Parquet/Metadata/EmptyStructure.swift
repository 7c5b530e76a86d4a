/// A structure that says all by being there.
struct EmptyStructure: ThriftStructure {
    init() {}

    init(from reader: inout ThriftReader) throws {
        var field = ThriftField()
        while try reader.next(&field) { try reader.skip(field) }
    }

    func writeFields(to writer: inout ThriftWriter) {}
}
