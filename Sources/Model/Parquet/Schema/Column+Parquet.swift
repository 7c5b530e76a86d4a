import BillingModel

extension Column {
    /// The paths of the leaves; a map's keys before its values.
    var leafPaths: [[String]] {
        type == .map ? [[name, "key_value", "key"], [name, "key_value", "value"]] : [[name]]
    }

    /// Every column is optional, whatever the source promises: the lake's readers merge files of many months.
    var schemaElements: [SchemaElement] {
        switch type {
        case .text: [Self.text(name, .optional)]
        case .decimal:
            [
                SchemaElement(
                    type: .fixedLengthByteArray, typeLength: ColumnType.decimalBytes, repetition: .optional,
                    name: name, convertedType: .decimal, scale: ExactDecimal.scale,
                    precision: ColumnType.decimalPrecision,
                    logicalType: .decimal(precision: ColumnType.decimalPrecision, scale: ExactDecimal.scale))
            ]
        case .integer: [leaf(.int64, .int64, .integer(bits: 64, isSigned: true))]
        case .timestamp: [leaf(.timestampMicros, .int64, .timestamp(isUTC: true, .micros))]
        case .date: [leaf(.date, .int32, .date)]
        case .boolean: [SchemaElement(type: .boolean, repetition: .optional, name: name)]
        case .map:
            [
                SchemaElement(
                    repetition: .optional, name: name, childCount: 1, convertedType: .map, logicalType: .map),
                SchemaElement(repetition: .repeated, name: "key_value", childCount: 2),
                Self.text("key", .required),
                Self.text("value", .optional),
            ]
        }
    }

    private func leaf(_ meaning: ConvertedType, _ type: PhysicalType, _ logicalType: LogicalType) -> SchemaElement {
        SchemaElement(
            type: type, repetition: .optional, name: name, convertedType: meaning, logicalType: logicalType)
    }

    private static func text(_ name: String, _ repetition: Repetition) -> SchemaElement {
        SchemaElement(
            type: .byteArray, repetition: repetition, name: name, convertedType: .utf8, logicalType: .text)
    }
}
