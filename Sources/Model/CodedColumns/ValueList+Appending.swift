extension ValueList {
    /// Appends the values of a list of the same type.
    package mutating func append(contentsOf other: ValueList) {
        guard count > 0 else {
            self = other
            return
        }
        let mine = self
        // Held here alone, the values grow in place.
        self = .boolean([])
        switch (consume mine, other) {
        case (.text(var mine), .text(let other)):
            mine.append(contentsOf: other)
            self = .text(mine)
        case (.decimal(let mine), .decimal(let other)): self = .decimal(mine + other)
        case (.integer(let mine), .integer(let other)): self = .integer(mine + other)
        case (.boolean(let mine), .boolean(let other)): self = .boolean(mine + other)
        case (.map(var mine), .map(let other)):
            for index in 0..<other.count { mine.append(other, at: index) }
            self = .map(mine)
        default: preconditionFailure("values of two types")
        }
    }
}
