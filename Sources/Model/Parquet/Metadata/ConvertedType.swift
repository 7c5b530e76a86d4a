/// What a leaf's values mean, in the words of readers older than ``LogicalType``. Open-ended.
package struct ConvertedType: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    package static let utf8 = Self(rawValue: 0)
    package static let map = Self(rawValue: 1)
    package static let mapKeyValue = Self(rawValue: 2)
    package static let list = Self(rawValue: 3)
    package static let enumeration = Self(rawValue: 4)
    package static let decimal = Self(rawValue: 5)
    package static let date = Self(rawValue: 6)
    package static let timeMillis = Self(rawValue: 7)
    package static let timeMicros = Self(rawValue: 8)
    package static let timestampMillis = Self(rawValue: 9)
    package static let timestampMicros = Self(rawValue: 10)
    package static let uint8 = Self(rawValue: 11)
    package static let uint16 = Self(rawValue: 12)
    package static let uint32 = Self(rawValue: 13)
    package static let uint64 = Self(rawValue: 14)
    package static let int8 = Self(rawValue: 15)
    package static let int16 = Self(rawValue: 16)
    package static let int32 = Self(rawValue: 17)
    package static let int64 = Self(rawValue: 18)
    package static let json = Self(rawValue: 19)
    package static let bson = Self(rawValue: 20)
    package static let interval = Self(rawValue: 21)
}
