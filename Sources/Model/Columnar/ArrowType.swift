/// How a column's values lie in memory and what they mean.
package indirect enum ArrowType: Hashable, Sendable {
    case null
    case boolean(BooleanLayout)
    case integer(bits: Int, isSigned: Bool)
    /// 128 bits in one fixed-size cell.
    case hugeInteger(isSigned: Bool)
    case float(bits: Int)
    case decimal(precision: Int, scale: Int, bits: Int)
    case text(BinaryLayout, TextMeaning)
    case bytes(BinaryLayout)
    /// A UUID, most significant byte first.
    case uuid
    /// A bit string behind a byte that counts the padding bits.
    case bitString(BinaryLayout)
    /// Days, 32 bits wide, or milliseconds, 64 bits wide.
    case date(bits: Int)
    case time(TimeUnit)
    case timeWithZone
    /// With a zone the values are instants in UTC, whichever zone it names.
    case timestamp(TimeUnit, hasZone: Bool)
    case duration(TimeUnit)
    case interval(IntervalLayout)
    case list(Field, ListLayout)
    case structure([Field])
    case map(key: Field, value: Field)
    case dictionary(indexBits: Int, indexIsSigned: Bool, values: ArrowType)
    case union([Field], typeIDs: [Int8], isDense: Bool)
    /// A meaning that is not known here; cells are those of the storage.
    case opaque(name: String, storage: ArrowType)
}

package enum BooleanLayout: Hashable, Sendable {
    case bits
    case bytes
}

package enum BinaryLayout: Hashable, Sendable {
    /// Offsets of 32 bits.
    case offsets32
    case offsets64
    case views
    case fixed(width: Int)
}

package enum TextMeaning: Hashable, Sendable {
    case plain
    case json
}

package enum TimeUnit: Int64, Hashable, Sendable {
    case seconds = 1_000_000_000
    case millis = 1_000_000
    case micros = 1000
    case nanos = 1

    var nanos: Int128 { Int128(rawValue) }
}

package enum IntervalLayout: Hashable, Sendable {
    case months
    case daysAndMillis
    case monthsDaysNanos
}

package enum ListLayout: Hashable, Sendable {
    case offsets32
    case offsets64
    case views32
    case views64
    case fixed(count: Int)
}
