/// What is known of accounts, or of a tag's values, outside of bills: attributes, each with the days on which it holds.
package struct DimensionTable: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package let key: String
        package let period: RulePeriod
        /// One for each of ``DimensionTable/attributes``; nil is unknown.
        package let values: [String?]

        package init(key: String, period: RulePeriod = .always, values: [String?]) {
            self.key = key
            self.period = period
            self.values = values
        }
    }

    /// What the rows' keys are values of.
    package let key: ReportDimension
    /// Names of dimensions.
    package let attributes: [String]
    /// On one day at most one for each key.
    package let rows: [Row]

    package init(key: ReportDimension, attributes: [String], rows: [Row]) {
        self.key = key
        self.attributes = attributes
        self.rows = rows
    }

    /// Pairs of rows that hold for one key on the same days, by their places.
    package static func overlaps(_ rows: [Row]) -> [(first: Int, second: Int)] {
        let places = Dictionary(grouping: rows.indices) { rows[$0].key }
        return places.values.flatMap { places -> [(first: Int, second: Int)] in
            let sorted = places.sorted { rows[$0].period.begins(before: rows[$1].period) }
            // Where any two overlap, two that follow each other do.
            return zip(sorted, sorted.dropFirst()).filter { rows[$0].period.overlaps(rows[$1].period) }
                .map { (min($0, $1), max($0, $1)) }
        }
    }
}
