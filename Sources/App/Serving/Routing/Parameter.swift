/// A parameter of a route: what is read, and what the API's document says of it.
package struct Parameter: Sendable {
    package enum Kind: Sendable {
        case text
        /// May be given several times.
        case list
        case choice([String])
        case number(ClosedRange<Int>)
        /// `name[key]=value`, any keys, each several times.
        case family
    }

    package let name: String
    package let kind: Kind
    package let about: String

    package init(_ name: String, _ kind: Kind, _ about: String) {
        self.name = name
        self.kind = kind
        self.about = about
    }

    /// `filter[service]` is of the family `filter`.
    func isGiven(by item: String) -> Bool {
        if case .family = kind {
            return item.hasPrefix("\(name)[") && item.hasSuffix("]") && item.count > name.count + 2
        }
        return item == name
    }
}
