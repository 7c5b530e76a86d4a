import BillingModel
import CArrow

extension Schema {
    /// Reads a result's schema, a struct of columns. The caller still owns and releases it.
    /// - Throws: `bug` for a format that is not known here, naming column and format.
    package init(reading schema: ArrowSchema) throws {
        guard schema.format.map({ String(cString: $0) }) == "+s" else {
            throw BillowError(.bug, "an Arrow stream that does not carry columns was handed over")
        }
        self.init(fields: try Field.children(of: schema))
    }
}

extension Field {
    init(reading schema: ArrowSchema) throws {
        name = schema.name.map { String(cString: $0) } ?? ""
        let format = schema.format.map { String(cString: $0) } ?? ""
        var type: ArrowType?
        if let dictionary = schema.dictionary {
            if case .integer(let bits, let isSigned) = ArrowType.plain(format: format) {
                let values = try Field(reading: dictionary.pointee).type
                type = .dictionary(indexBits: bits, indexIsSigned: isSigned, values: values)
            }
        } else {
            type = try ArrowType.plain(format: format) ?? .nested(format: format, schema)
        }
        guard let type else {
            throw BillowError(
                .bug, "column \(name) has the Arrow format \(format), which is not supported",
                hint: "Cast the column to VARCHAR in the query.")
        }
        self.type = ArrowExtension(metadata: schema.metadata)?.type(storage: type) ?? type
    }

    static func children(of schema: ArrowSchema) throws -> [Field] {
        try (0..<Int(schema.n_children)).map { index in
            guard let child = schema.children?[index] else {
                throw BillowError(.bug, "an Arrow schema lacks the child \(index) that it announces")
            }
            return try Field(reading: child.pointee)
        }
    }
}

extension ArrowType {
    /// The types without children; nil for others.
    static func plain(format: String) -> ArrowType? {
        if let type = single[format] { return type }
        let parts = format.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = parts.first, let argument = parts.last else { return nil }
        switch kind {
        case "w": return Int(argument).map { .bytes(.fixed(width: $0)) }
        case "d": return decimal(argument)
        case "tss": return .timestamp(.seconds, hasZone: !argument.isEmpty)
        case "tsm": return .timestamp(.millis, hasZone: !argument.isEmpty)
        case "tsu": return .timestamp(.micros, hasZone: !argument.isEmpty)
        case "tsn": return .timestamp(.nanos, hasZone: !argument.isEmpty)
        default: return nil
        }
    }

    private static let single: [String: ArrowType] = [
        "n": .null, "b": .boolean(.bits),
        "c": .integer(bits: 8, isSigned: true), "C": .integer(bits: 8, isSigned: false),
        "s": .integer(bits: 16, isSigned: true), "S": .integer(bits: 16, isSigned: false),
        "i": .integer(bits: 32, isSigned: true), "I": .integer(bits: 32, isSigned: false),
        "l": .integer(bits: 64, isSigned: true), "L": .integer(bits: 64, isSigned: false),
        "f": .float(bits: 32), "g": .float(bits: 64),
        "u": .text(.offsets32, .plain), "U": .text(.offsets64, .plain), "vu": .text(.views, .plain),
        "z": .bytes(.offsets32), "Z": .bytes(.offsets64), "vz": .bytes(.views),
        "tdD": .date(bits: 32), "tdm": .date(bits: 64),
        "tts": .time(.seconds), "ttm": .time(.millis), "ttu": .time(.micros), "ttn": .time(.nanos),
        "tDs": .duration(.seconds), "tDm": .duration(.millis), "tDu": .duration(.micros), "tDn": .duration(.nanos),
        "tiM": .interval(.months), "tiD": .interval(.daysAndMillis), "tin": .interval(.monthsDaysNanos),
    ]

    /// `38,18` or, with the width in bits, `18,2,64`.
    private static func decimal(_ argument: Substring) -> ArrowType? {
        let numbers = argument.split(separator: ",").compactMap { Int($0) }
        guard numbers.count == 2 || numbers.count == 3 else { return nil }
        let bits = numbers.count == 3 ? numbers[2] : 128
        guard [32, 64, 128].contains(bits) else { return nil }
        return .decimal(precision: numbers[0], scale: numbers[1], bits: bits)
    }

    static func nested(format: String, _ schema: ArrowSchema) throws -> ArrowType? {
        guard format.hasPrefix("+") else { return nil }
        let children = try Field.children(of: schema)
        let argument = format.split(separator: ":").dropFirst().first ?? ""
        if format == "+s" { return .structure(children) }
        if format.hasPrefix("+ud:") || format.hasPrefix("+us:") || format == "+ud" || format == "+us" {
            let typeIDs = argument.split(separator: ",").compactMap { Int8($0) }
            return typeIDs.count == children.count
                ? .union(children, typeIDs: typeIDs, isDense: format.hasPrefix("+ud")) : nil
        }
        guard let element = children.first, children.count == 1 else { return nil }
        switch format {
        case "+l": return .list(element, .offsets32)
        case "+L": return .list(element, .offsets64)
        case "+vl": return .list(element, .views32)
        case "+vL": return .list(element, .views64)
        case "+m":
            guard case .structure(let entry) = element.type, entry.count == 2 else { return nil }
            return .map(key: entry[0], value: entry[1])
        default:
            guard format.hasPrefix("+w:"), let count = Int(argument) else { return nil }
            return .list(element, .fixed(count: count))
        }
    }
}
