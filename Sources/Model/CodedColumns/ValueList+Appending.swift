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
        case (.decimal(var mine), .decimal(let other)):
            mine += other
            self = .decimal(mine)
        case (.integer(var mine), .integer(let other)):
            mine += other
            self = .integer(mine)
        case (.boolean(var mine), .boolean(let other)):
            mine += other
            self = .boolean(mine)
        case (.map(var mine), .map(let other)):
            for index in 0..<other.count { mine.append(other, at: index) }
            self = .map(mine)
        default: preconditionFailure("values of two types")
        }
    }
}
