/// One cell of a result, as a value that owns its memory.
package enum Value: Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case unsigned(UInt64)
    /// Whole units and the scale: 12.34 is (1234, 2).
    case decimal(units: Int128, scale: Int)
    case double(Double)
    case text(String)
    case bytes([UInt8])
    /// Days since 1970-01-01.
    case date(Int32)
    /// Microseconds since midnight.
    case time(Int64)
    /// Microseconds since 1970; `isUTC` tells an instant from a wall clock reading.
    case timestamp(micros: Int64, isUTC: Bool)
    case interval(months: Int32, days: Int32, nanos: Int64)
    case list([Value])
    case structure([(name: String, value: Value)])
    case map([(key: Value, value: Value)])
}

extension Value {
    package var isNull: Bool {
        if case .null = self { true } else { false }
    }
}
