/// What Parquet's footer and page headers are made of. Fields that a type does not name are skipped when reading.
package protocol ThriftStructure {
    init(from reader: inout ThriftReader) throws
    /// Without the stop that ends a structure.
    func writeFields(to writer: inout ThriftWriter)
}

extension ThriftStructure {
    package var thriftBytes: [UInt8] {
        var writer = ThriftWriter()
        writer.append(self)
        return writer.bytes
    }
}
