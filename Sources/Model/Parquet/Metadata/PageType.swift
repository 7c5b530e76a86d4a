/// What a page holds. Open-ended.
package struct PageType: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    package static let data = Self(rawValue: 0)
    package static let index = Self(rawValue: 1)
    package static let dictionary = Self(rawValue: 2)
    package static let dataV2 = Self(rawValue: 3)
}
