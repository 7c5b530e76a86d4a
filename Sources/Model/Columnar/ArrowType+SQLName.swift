extension ArrowType {
    /// The type as DuckDB's SQL writes it: `DECIMAL(38,18)`, `VARCHAR[]`, `STRUCT(a INTEGER)`.
    package var sqlName: String {
        switch self {
        case .null: "\"NULL\""
        case .boolean: "BOOLEAN"
        case .integer(let bits, let isSigned): Self.integerName(bits: bits, isSigned: isSigned)
        case .hugeInteger(let isSigned): isSigned ? "HUGEINT" : "UHUGEINT"
        case .float(let bits): bits == 64 ? "DOUBLE" : "FLOAT"
        case .decimal(let precision, let scale, _): "DECIMAL(\(precision),\(scale))"
        case .text(_, let meaning): meaning == .json ? "JSON" : "VARCHAR"
        case .bytes: "BLOB"
        case .uuid: "UUID"
        case .bitString: "BIT"
        case .date(let bits): bits == 32 ? "DATE" : "TIMESTAMP_MS"
        case .time(let unit): unit == .nanos ? "TIME_NS" : "TIME"
        case .timeWithZone: "TIME WITH TIME ZONE"
        case .timestamp(let unit, let hasZone): Self.timestampName(unit, hasZone: hasZone)
        case .duration, .interval: "INTERVAL"
        case .list(let element, .fixed(let count)): "\(element.type.sqlName)[\(count)]"
        case .list(let element, _): "\(element.type.sqlName)[]"
        case .structure(let members): "STRUCT(\(Self.members(members)))"
        case .map(let key, let value): "MAP(\(key.type.sqlName), \(value.type.sqlName))"
        case .dictionary(_, _, let values): values.sqlName
        case .union(let members, _, _): "UNION(\(Self.members(members)))"
        case .opaque(let name, _): name.uppercased()
        }
    }

    private static func integerName(bits: Int, isSigned: Bool) -> String {
        let name =
            switch bits {
            case 8: "TINYINT"
            case 16: "SMALLINT"
            case 32: "INTEGER"
            default: "BIGINT"
            }
        return isSigned ? name : "U" + name
    }

    private static func timestampName(_ unit: TimeUnit, hasZone: Bool) -> String {
        if hasZone { return unit == .nanos ? "TIMESTAMP_NS WITH TIME ZONE" : "TIMESTAMP WITH TIME ZONE" }
        return switch unit {
        case .seconds: "TIMESTAMP_S"
        case .millis: "TIMESTAMP_MS"
        case .micros: "TIMESTAMP"
        case .nanos: "TIMESTAMP_NS"
        }
    }

    private static func members(_ fields: [Field]) -> String {
        fields.map { "\(identifier($0.name)) \($0.type.sqlName)" }.joined(separator: ", ")
    }

    /// Quoted unless it is a plain lower-case word, so that the name can be pasted back into SQL.
    private static func identifier(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || $0 == UInt8(ascii: "_")
        }
        let startsWithLetter = name.first.map { $0.isLetter || $0 == "_" } ?? false
        guard isPlain, startsWithLetter else {
            return "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }
        return name
    }
}
