/// What a time or timestamp counts.
package enum TimeUnit: Int, Sendable {
    case millis = 1
    case micros, nanos
}

extension TimeUnit: ThriftStructure {
    package init(from reader: inout ThriftReader) throws {
        var unit: TimeUnit?
        var field = ThriftField()
        while try reader.next(&field) {
            unit = TimeUnit(rawValue: field.id)
            try reader.skip(field)
        }
        self = try reader.required(unit, "the unit of a time")
    }

    package func writeFields(to writer: inout ThriftWriter) {
        writer.field(rawValue, EmptyStructure())
    }
}
