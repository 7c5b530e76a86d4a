/// How often an element of the schema occurs in its parent.
package struct Repetition: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    package static let required = Self(rawValue: 0)
    package static let optional = Self(rawValue: 1)
    package static let repeated = Self(rawValue: 2)
}
