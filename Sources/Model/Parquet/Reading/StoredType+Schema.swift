import BillingModel

extension StoredType {
    /// What an element of the schema stores, by its logical type or by the older converted type.
    init(_ element: SchemaElement) throws {
        let meaning = try Meaning(element)
        switch (element.type, meaning) {
        case (.boolean, .none): self.init(.boolean, .boolean)
        case (.int32, .date): self.init(.int32, .date)
        case (.int32, .none), (.int32, .integer): self.init(.int32, .integer)
        case (.int64, .none), (.int64, .integer): self.init(.int64, .integer)
        case (.int64, .timestamp(let factor)): self.init(.int64, .timestamp, factor: factor)
        case (.int32, .decimal(let scale)): self.init(.int32, .decimal, scale: scale)
        case (.int64, .decimal(let scale)): self.init(.int64, .decimal, scale: scale)
        case (.fixedLengthByteArray, .decimal(let scale)):
            guard let length = element.typeLength, (1...16).contains(length) else { throw Self.unknown(element) }
            self.init(.fixed(length), .decimal, scale: scale)
        case (.byteArray, .text): self.init(.text, .text)
        default: throw Self.unknown(element)
        }
    }

    private enum Meaning {
        case none, text, date, integer
        case decimal(scale: Int)
        case timestamp(factor: Int64)

        init(_ element: SchemaElement) throws {
            switch element.logicalType {
            case .text: self = .text
            case .date: self = .date
            case .decimal(let precision, let scale): self = try .decimal(precision, scale, element)
            case .timestamp(_, .micros): self = .timestamp(factor: 1)
            case .timestamp(_, .millis): self = .timestamp(factor: 1000)
            case .integer(_, true): self = .integer
            case .none: self = try Self.converted(element)
            default: throw StoredType.unknown(element)
            }
        }

        private static func converted(_ element: SchemaElement) throws -> Meaning {
            switch element.convertedType {
            case .utf8: .text
            case .date: .date
            case .decimal: try .decimal(element.precision ?? 0, element.scale ?? 0, element)
            case .timestampMicros: .timestamp(factor: 1)
            case .timestampMillis: .timestamp(factor: 1000)
            case .int8, .int16, .int32, .int64: .integer
            case nil: .none
            default: throw StoredType.unknown(element)
            }
        }

        private static func decimal(_ precision: Int, _ scale: Int, _ element: SchemaElement) throws -> Meaning {
            guard (0...38).contains(scale), precision <= 38 else { throw StoredType.unknown(element) }
            return .decimal(scale: scale)
        }
    }

    private static func unknown(_ element: SchemaElement) -> UnsupportedParquet {
        let type = element.type.map { "\($0.rawValue)" } ?? "none"
        let meaning = element.logicalType.map { "\($0)" } ?? element.convertedType.map { "\($0.rawValue)" } ?? "none"
        return UnsupportedParquet("the column '\(element.name)' of physical type \(type), logical type \(meaning)")
    }
}
