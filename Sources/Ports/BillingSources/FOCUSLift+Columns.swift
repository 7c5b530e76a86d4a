import BillingModel

extension FOCUSLift {
    /// Lower-cased header → lake column, older names included.
    private static let known: [String: Column] = {
        var known: [String: Column] = [:]
        for column in FOCUS.columns {
            known[column.name.lowercased()] = Column(column.name, column.type)
            for old in olderNames[column.name] ?? [] { known[old.lowercased()] = Column(old, column.type) }
        }
        known["chargesubcategory"] = Column("ChargeSubcategory", .text)
        return known
    }()

    /// Text columns of FOCUS that hold a JSON object, which Parquet may deliver as a MAP.
    private static let objects: Set<String> = [
        "SkuPriceDetails", "AllocatedMethodDetails", "ContractApplied",
    ]

    /// The lake column for a delivered one: FOCUS columns (older names too) have FOCUS's spelling and type, others the
    /// type that the Parquet file says, or text in a CSV. Tags are a map only if the file holds a MAP, else JSON text.
    package static func column(forHeader header: String, sqlType: String?) -> Column {
        let trimmed = trim(header)
        guard let column = known[trimmed.lowercased()] else {
            let name = lakeName(trimmed)
            let delivered = type(ofParquet: sqlType)
            // An account number that is text in one file and a number in the next stays one column.
            let isNumberedId = delivered == .integer && name.lowercased().hasSuffix("id")
            return Column(name, isNumberedId ? .text : delivered, sourceName: header)
        }
        let mayBeMap = column.type == .map || objects.contains(column.name)
        guard mayBeMap else { return Column(column.name, column.type, sourceName: header) }
        return Column(column.name, type(ofParquet: sqlType) == .map ? .map : .text, sourceName: header)
    }

    /// The header without what Delta does not allow in a column's name: space , ; { } ( ) newline tab = become `_`.
    package static func lakeName(_ header: String) -> String {
        let forbidden: Set<Unicode.Scalar> = [" ", ",", ";", "{", "}", "(", ")", "\n", "\r", "\t", "="]
        var name = ""
        for scalar in trim(header).unicodeScalars {
            name.unicodeScalars.append(forbidden.contains(scalar) ? "_" : scalar)
        }
        return name.isEmpty ? "_" : name
    }

    /// The lake's type for a type of a Parquet file in DuckDB's spelling; text for nil and for all that has no column
    /// type.
    package static func type(ofParquet sqlType: String?) -> ColumnType {
        guard let type = sqlType?.uppercased() else { return .text }
        if type.hasSuffix("]") { return .text }
        if type.hasPrefix("MAP(") { return .map }
        if type.hasPrefix("DECIMAL") || type.hasPrefix("NUMERIC") { return .decimal }
        if type.hasPrefix("TIMESTAMP") || type == "DATETIME" { return .timestamp }
        switch type {
        case "DOUBLE", "FLOAT", "REAL", "UBIGINT", "HUGEINT", "UHUGEINT": return .decimal
        case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER": return .integer
        case "DATE": return .date
        case "BOOLEAN": return .boolean
        default: return .text
        }
    }

    private static func trim(_ header: String) -> String {
        var text = Substring(header)
        while let first = text.first, first.isWhitespace || first == "\u{FEFF}" { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
