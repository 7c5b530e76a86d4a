import CodedColumns

extension ColumnStatistics {
    /// `rows` rows more, after `ownRows`. Where either side has values and its bounds are unknown, so are the sum's.
    mutating func add(_ other: ColumnStatistics, rows: Int, to ownRows: Int) {
        let (hasValues, otherHasValues) = (nullCount < ownRows, other.nullCount < rows)
        nullCount += other.nullCount
        guard otherHasValues else { return }
        guard hasValues else {
            (minimum, maximum) = (other.minimum, other.maximum)
            return
        }
        guard let least = minimum, let most = maximum, let otherLeast = other.minimum, let otherMost = other.maximum
        else {
            (minimum, maximum) = (nil, nil)
            return
        }
        if otherLeast.isFirstLess(than: least) { minimum = otherLeast }
        if most.isFirstLess(than: otherMost) { maximum = otherMost }
    }
}

extension ValueList {
    /// Compares the first values of two lists of one kind in the order of statistics.
    fileprivate func isFirstLess(than other: ValueList) -> Bool {
        switch (self, other) {
        case (.text(let one), .text(let two)):
            one.bytes[one.range(0)].lexicographicallyPrecedes(two.bytes[two.range(0)])
        case (.decimal(let one), .decimal(let two)): one[0] < two[0]
        case (.integer(let one), .integer(let two)): one[0] < two[0]
        case (.boolean(let one), .boolean(let two)): !one[0] && two[0]
        default: false
        }
    }
}
