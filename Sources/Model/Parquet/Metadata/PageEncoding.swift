/// How the values or levels of a page are laid out. Open-ended.
package struct PageEncoding: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    package static let plain = Self(rawValue: 0)
    package static let plainDictionary = Self(rawValue: 2)
    package static let runLength = Self(rawValue: 3)
    package static let bitPacked = Self(rawValue: 4)
    package static let deltaBinaryPacked = Self(rawValue: 5)
    package static let deltaLengthByteArray = Self(rawValue: 6)
    package static let deltaByteArray = Self(rawValue: 7)
    package static let runLengthDictionary = Self(rawValue: 8)
    package static let byteStreamSplit = Self(rawValue: 9)
}
