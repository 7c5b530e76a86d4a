/// What is known of the values in a chunk or page; minimum and maximum are in PLAIN without a length.
package struct ChunkStatistics: Hashable, Sendable {
    package var deprecatedMaximum: [UInt8]?
    package var deprecatedMinimum: [UInt8]?
    package var nullCount: Int?
    package var distinctCount: Int?
    package var maximum: [UInt8]?
    package var minimum: [UInt8]?
    package var isMaximumExact: Bool?
    package var isMinimumExact: Bool?

    package init(
        deprecatedMaximum: [UInt8]? = nil, deprecatedMinimum: [UInt8]? = nil, nullCount: Int? = nil,
        distinctCount: Int? = nil, maximum: [UInt8]? = nil, minimum: [UInt8]? = nil, isMaximumExact: Bool? = nil,
        isMinimumExact: Bool? = nil
    ) {
        self.deprecatedMaximum = deprecatedMaximum
        self.deprecatedMinimum = deprecatedMinimum
        self.nullCount = nullCount
        self.distinctCount = distinctCount
        self.maximum = maximum
        self.minimum = minimum
        self.isMaximumExact = isMaximumExact
        self.isMinimumExact = isMinimumExact
    }
}

extension ChunkStatistics: ThriftStructure {
    package init(from reader: inout ThriftReader) throws {
        var deprecatedMaximum: [UInt8]?
        var deprecatedMinimum: [UInt8]?
        var nullCount: Int?
        var distinctCount: Int?
        var maximum: [UInt8]?
        var minimum: [UInt8]?
        var isMaximumExact: Bool?
        var isMinimumExact: Bool?
        var field = ThriftField()
        while try reader.next(&field) {
            switch field.id {
            case 1: deprecatedMaximum = try reader.binary(field)
            case 2: deprecatedMinimum = try reader.binary(field)
            case 3: nullCount = try reader.int64(field)
            case 4: distinctCount = try reader.int64(field)
            case 5: maximum = try reader.binary(field)
            case 6: minimum = try reader.binary(field)
            case 7: isMaximumExact = try reader.bool(field)
            case 8: isMinimumExact = try reader.bool(field)
            default: try reader.skip(field)
            }
        }
        self.deprecatedMaximum = deprecatedMaximum
        self.deprecatedMinimum = deprecatedMinimum
        self.nullCount = nullCount
        self.distinctCount = distinctCount
        self.maximum = maximum
        self.minimum = minimum
        self.isMaximumExact = isMaximumExact
        self.isMinimumExact = isMinimumExact
    }

    package func writeFields(to writer: inout ThriftWriter) {
        writer.field(1, deprecatedMaximum)
        writer.field(2, deprecatedMinimum)
        writer.field(3, int64: nullCount)
        writer.field(4, int64: distinctCount)
        writer.field(5, maximum)
        writer.field(6, minimum)
        writer.field(7, isMaximumExact)
        writer.field(8, isMinimumExact)
    }
}
