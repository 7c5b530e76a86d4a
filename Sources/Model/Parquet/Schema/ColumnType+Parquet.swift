import BillingModel

/// How lake types are stored. What is written here, every common engine reads as the type that Delta names.
extension ColumnType {
    static let decimalBytes = 16
    static let decimalPrecision = 38

    /// Of the one leaf; of keys and values for maps.
    package var physicalType: PhysicalType {
        switch self {
        case .text, .map: .byteArray
        case .decimal: .fixedLengthByteArray
        case .integer, .timestamp: .int64
        case .date: .int32
        case .boolean: .boolean
        }
    }

    package var leafCount: Int { self == .map ? 2 : 1 }

    /// A value's size in PLAIN, where all have the same.
    var plainBits: Int? {
        switch self {
        case .text, .map: nil
        case .decimal: Self.decimalBytes * 8
        case .integer, .timestamp: 64
        case .date: 32
        case .boolean: 1
        }
    }
}
