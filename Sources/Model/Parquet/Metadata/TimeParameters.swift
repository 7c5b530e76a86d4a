struct TimeParameters: ThriftStructure {
    let isUTC: Bool
    let unit: TimeUnit

    init(isUTC: Bool, unit: TimeUnit) {
        self.isUTC = isUTC
        self.unit = unit
    }

    init(from reader: inout ThriftReader) throws {
        var (isUTC, unit): (Bool?, TimeUnit?)
        var field = ThriftField()
        while try reader.next(&field) {
            switch field.id {
            case 1: isUTC = try reader.bool(field)
            case 2: unit = try reader.structure(field)
            default: try reader.skip(field)
            }
        }
        self.isUTC = try reader.required(isUTC, "whether a time is in UTC")
        self.unit = try reader.required(unit, "the unit of a time")
    }

    func writeFields(to writer: inout ThriftWriter) {
        writer.field(1, isUTC)
        writer.field(2, unit)
    }
}
