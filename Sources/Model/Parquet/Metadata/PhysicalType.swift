/// How a leaf's values are stored. Open-ended: files of others may hold types that are not named here.
package struct PhysicalType: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    package static let boolean = Self(rawValue: 0)
    package static let int32 = Self(rawValue: 1)
    package static let int64 = Self(rawValue: 2)
    package static let int96 = Self(rawValue: 3)
    package static let float = Self(rawValue: 4)
    package static let double = Self(rawValue: 5)
    package static let byteArray = Self(rawValue: 6)
    package static let fixedLengthByteArray = Self(rawValue: 7)
}
