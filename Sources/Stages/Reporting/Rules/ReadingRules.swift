import SQLEngine

/// What is made of the lake's rows when they are read; the lake keeps them as delivered. No rule changes how many rows
/// there are, or a cost.
package struct ReadingRules: Sendable {
    package var tags = TagRules.none
    /// No two have an attribute of one name.
    package var dimensions: [DimensionTable] = []
    package var markups: [MarkupRule] = []

    package static let none = ReadingRules()

    package init() {}

    package var isEmpty: Bool { tags.isEmpty && dimensions.isEmpty && markups.isEmpty }

    /// Names of dimensions that rows have by these rules alone.
    package var attributes: [String] { dimensions.flatMap(\.attributes) }

    /// Where `focus` and `daily` are as the lake has them, in a session that follows rules.
    package static let deliveredSchema = "delivered"

    /// Statements for a session that has these tables in ``deliveredSchema``: the same tables by the rules.
    package func statements(for tables: [String]) -> [SQLText] {
        guard !isEmpty, !tables.isEmpty else { return [] }
        return dimensions.indices.flatMap { dimensions[$0].creation(Self.table($0)) }
            + tables.map { "CREATE VIEW \(name: $0) AS \(sql: rows(of: $0))" }
    }

    private func rows(of table: String) -> SQLText {
        let delivered: SQLText = "SELECT * FROM \(name: Self.deliveredSchema).\(name: table)"
        guard table == "focus" else { return MarkupRule.applied(markups, to: ruled(delivered)) }
        let dated: SQLText = "SELECT *, CAST(ChargePeriodStart AS DATE) AS UsageDate FROM (\(sql: delivered))"
        return "SELECT * EXCLUDE (UsageDate) FROM (\(sql: ruled(dated)))"
    }

    private func ruled(_ rows: SQLText) -> SQLText {
        dimensions.indices.reduce(tags.applied(to: rows)) { dimensions[$1].joined(to: $0, Self.table($1)) }
    }

    private static func table(_ index: Int) -> SQLText {
        "\(name: deliveredSchema).\(name: "dimension_\(index + 1)")"
    }
}
