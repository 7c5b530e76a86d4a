/// The types a lake column can have, each with one spelling in Parquet, Delta and SQL.
package enum ColumnType: String, Hashable, Sendable, CaseIterable {
    /// UTF-8, unchanged from the source.
    case text
    /// decimal(38,18), see ``ExactDecimal``.
    case decimal
    /// 64-bit signed integer.
    case integer
    /// Microseconds since 1970 in UTC.
    case timestamp
    case date
    case boolean
    /// Text to text, keys as delivered.
    case map

    package var sqlName: String {
        switch self {
        case .text: "VARCHAR"
        case .decimal: "DECIMAL(38,18)"
        case .integer: "BIGINT"
        case .timestamp: "TIMESTAMP WITH TIME ZONE"
        case .date: "DATE"
        case .boolean: "BOOLEAN"
        case .map: "MAP(VARCHAR, VARCHAR)"
        }
    }

    /// The type that holds both without loss: integer → decimal → text.
    package func widened(with other: ColumnType) -> ColumnType {
        if self == other { return self }
        switch (self, other) {
        case (.integer, .decimal), (.decimal, .integer): return .decimal
        case (.date, .timestamp), (.timestamp, .date): return .timestamp
        default: return .text
        }
    }
}

/// A column of a lake table. Names are unique in a table without regard to case.
package struct Column: Hashable, Sendable {
    package let name: String
    package let type: ColumnType
    /// The spelling that the source used, where it differs from ``name``.
    package let sourceName: String?

    package init(_ name: String, _ type: ColumnType, sourceName: String? = nil) {
        self.name = name
        self.type = type
        self.sourceName = sourceName == name ? nil : sourceName
    }
}
