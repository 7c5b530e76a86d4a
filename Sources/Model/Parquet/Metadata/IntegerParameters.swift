struct IntegerParameters: ThriftStructure {
    let bits: Int
    let isSigned: Bool

    init(bits: Int, isSigned: Bool) {
        self.bits = bits
        self.isSigned = isSigned
    }

    init(from reader: inout ThriftReader) throws {
        var (bits, isSigned): (Int?, Bool?)
        var field = ThriftField()
        while try reader.next(&field) {
            switch field.id {
            case 1: bits = Int(try reader.byte(field))
            case 2: isSigned = try reader.bool(field)
            default: try reader.skip(field)
            }
        }
        self.bits = try reader.required(bits, "an integer's width")
        self.isSigned = try reader.required(isSigned, "an integer's sign")
    }

    func writeFields(to writer: inout ThriftWriter) {
        writer.field(1, byte: Int8(truncatingIfNeeded: bits))
        writer.field(2, isSigned)
    }
}
