import CodedColumns

/// What is known of a column's cells over some rows. Exact, or not said.
package struct ColumnStatistics: Sendable, Equatable {
    package var nullCount: Int
    /// One value each, or nil: there are only nulls, the type is a map, or one of the two is a text of more than
    /// ``textBytesMax`` bytes.
    package var minimum: ValueList?
    package var maximum: ValueList?

    package static let textBytesMax = 64

    package init(nullCount: Int, minimum: ValueList? = nil, maximum: ValueList? = nil) {
        self.nullCount = nullCount
        self.minimum = minimum
        self.maximum = maximum
    }
}
