/// What a leaf's values, or a group, mean. A union in Thrift: one field is set.
package enum LogicalType: Hashable, Sendable {
    case text
    case map
    case list
    case enumeration
    case decimal(precision: Int, scale: Int)
    case date
    case time(isUTC: Bool, TimeUnit)
    case timestamp(isUTC: Bool, TimeUnit)
    case integer(bits: Int, isSigned: Bool)
    case null
    case json
    case bson
    case uuid
    /// Something newer, or that we have no use for.
    case other(Int)

    private static let plain: [Int: LogicalType] = [
        1: .text, 2: .map, 3: .list, 4: .enumeration, 6: .date, 11: .null, 12: .json, 13: .bson, 14: .uuid,
    ]
    private static let plainIDs = Dictionary(uniqueKeysWithValues: plain.map { ($1, $0) })
}

extension LogicalType: ThriftStructure {
    package init(from reader: inout ThriftReader) throws {
        var type: LogicalType?
        var field = ThriftField()
        while try reader.next(&field) {
            switch field.id {
            case 5:
                let decimal: DecimalParameters = try reader.structure(field)
                type = .decimal(precision: decimal.precision, scale: decimal.scale)
            case 7, 8:
                let time: TimeParameters = try reader.structure(field)
                type = field.id == 7 ? .time(isUTC: time.isUTC, time.unit) : .timestamp(isUTC: time.isUTC, time.unit)
            case 10:
                let integer: IntegerParameters = try reader.structure(field)
                type = .integer(bits: integer.bits, isSigned: integer.isSigned)
            default:
                type = Self.plain[field.id] ?? .other(field.id)
                try reader.skip(field)
            }
        }
        self = try reader.required(type, "a logical type")
    }

    package func writeFields(to writer: inout ThriftWriter) {
        switch self {
        case .decimal(let precision, let scale):
            writer.field(5, DecimalParameters(precision: precision, scale: scale))
        case .time(let isUTC, let unit): writer.field(7, TimeParameters(isUTC: isUTC, unit: unit))
        case .timestamp(let isUTC, let unit): writer.field(8, TimeParameters(isUTC: isUTC, unit: unit))
        case .integer(let bits, let isSigned): writer.field(10, IntegerParameters(bits: bits, isSigned: isSigned))
        case .other(let id): writer.field(id, EmptyStructure())
        case .text, .map, .list, .enumeration, .date, .null, .json, .bson, .uuid:
            if let id = Self.plainIDs[self] { writer.field(id, EmptyStructure()) }
        }
    }
}
