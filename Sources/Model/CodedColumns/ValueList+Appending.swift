extension ValueList {
    /// Leaves an empty list behind. What is taken is held by the caller alone and grows in place, where a copy beside
    /// the original would be copied with every change.
    package mutating func take() -> ValueList {
        let values = self
        self = .boolean([])
        return values
    }

    /// Appends the values of a list of the same type.
    package mutating func append(contentsOf other: ValueList) {
        guard count > 0 else {
            self = other
            return
        }
        switch other {
        case .text(let other):
            guard case .text(var mine) = take() else { Self.trap() }
            mine.append(contentsOf: other)
            self = .text(mine)
        case .decimal(let other):
            guard case .decimal(var mine) = take() else { Self.trap() }
            mine += other
            self = .decimal(mine)
        case .integer(let other):
            guard case .integer(var mine) = take() else { Self.trap() }
            mine += other
            self = .integer(mine)
        case .boolean(let other):
            guard case .boolean(var mine) = take() else { Self.trap() }
            mine += other
            self = .boolean(mine)
        case .map(let other):
            guard case .map(var mine) = take() else { Self.trap() }
            for index in 0..<other.count { mine.append(other, at: index) }
            self = .map(mine)
        }
    }

    /// One list behind the other, all of one type; nil when there is none.
    package init?(joining lists: [ValueList]) {
        guard var all = lists.first else { return nil }
        if case .text(let first) = all, lists.count > 1 {
            var texts = TextList()
            let sizes = lists.map(\.textSize)
            texts.reserve(count: sizes.reduce(0) { $0 + $1.count }, bytes: sizes.reduce(0) { $0 + $1.bytes })
            texts.append(contentsOf: first)
            all = .text(texts)
        }
        for list in lists.dropFirst() { all.append(contentsOf: list) }
        self = all
    }

    private var textSize: (count: Int, bytes: Int) {
        if case .text(let list) = self { (list.count, list.bytes.count) } else { (count, 0) }
    }

    private static func trap() -> Never {
        preconditionFailure("values of two types")
    }
}
