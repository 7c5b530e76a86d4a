/// An element of the schema; all of them stand in one list, each group before its children.
package struct SchemaElement: Hashable, Sendable {
    package var type: PhysicalType?
    package var typeLength: Int?
    package var repetition: Repetition?
    package var name: String
    package var childCount: Int?
    package var convertedType: ConvertedType?
    package var scale: Int?
    package var precision: Int?
    package var fieldID: Int?
    package var logicalType: LogicalType?

    package init(
        type: PhysicalType? = nil, typeLength: Int? = nil, repetition: Repetition? = nil, name: String,
        childCount: Int? = nil, convertedType: ConvertedType? = nil, scale: Int? = nil, precision: Int? = nil,
        fieldID: Int? = nil, logicalType: LogicalType? = nil
    ) {
        self.type = type
        self.typeLength = typeLength
        self.repetition = repetition
        self.name = name
        self.childCount = childCount
        self.convertedType = convertedType
        self.scale = scale
        self.precision = precision
        self.fieldID = fieldID
        self.logicalType = logicalType
    }
}

extension SchemaElement: ThriftStructure {
    package init(from reader: inout ThriftReader) throws {
        var type: PhysicalType?
        var typeLength: Int?
        var repetition: Repetition?
        var name: String?
        var childCount: Int?
        var convertedType: ConvertedType?
        var scale: Int?
        var precision: Int?
        var fieldID: Int?
        var logicalType: LogicalType?
        var field = ThriftField()
        while try reader.next(&field) {
            switch field.id {
            case 1: type = PhysicalType(rawValue: try reader.int32(field))
            case 2: typeLength = try reader.int32(field)
            case 3: repetition = Repetition(rawValue: try reader.int32(field))
            case 4: name = try reader.text(field)
            case 5: childCount = try reader.int32(field)
            case 6: convertedType = ConvertedType(rawValue: try reader.int32(field))
            case 7: scale = try reader.int32(field)
            case 8: precision = try reader.int32(field)
            case 9: fieldID = try reader.int32(field)
            case 10: logicalType = try reader.structure(field)
            default: try reader.skip(field)
            }
        }
        self.type = type
        self.typeLength = typeLength
        self.repetition = repetition
        self.name = try reader.required(name, "a column's name")
        self.childCount = childCount
        self.convertedType = convertedType
        self.scale = scale
        self.precision = precision
        self.fieldID = fieldID
        self.logicalType = logicalType
    }

    package func writeFields(to writer: inout ThriftWriter) {
        writer.field(1, int32: type?.rawValue)
        writer.field(2, int32: typeLength)
        writer.field(3, int32: repetition?.rawValue)
        writer.field(4, name)
        writer.field(5, int32: childCount)
        writer.field(6, int32: convertedType?.rawValue)
        writer.field(7, int32: scale)
        writer.field(8, int32: precision)
        writer.field(9, int32: fieldID)
        writer.field(10, logicalType)
    }
}
