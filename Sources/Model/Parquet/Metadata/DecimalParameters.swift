struct DecimalParameters: ThriftStructure {
    let precision: Int
    let scale: Int

    init(precision: Int, scale: Int) {
        self.precision = precision
        self.scale = scale
    }

    init(from reader: inout ThriftReader) throws {
        var (precision, scale): (Int?, Int?)
        var field = ThriftField()
        while try reader.next(&field) {
            switch field.id {
            case 1: scale = try reader.int32(field)
            case 2: precision = try reader.int32(field)
            default: try reader.skip(field)
            }
        }
        self.precision = try reader.required(precision, "a decimal's precision")
        self.scale = try reader.required(scale, "a decimal's scale")
    }

    func writeFields(to writer: inout ThriftWriter) {
        writer.field(1, int32: scale)
        writer.field(2, int32: precision)
    }
}
