import SQLEngine

/// What is made of the lake's rows when they are read; the lake keeps them as delivered. No rule changes how many rows
/// there are, or a cost.
package struct ReadingRules: Sendable {
    package var tags = TagRules.none

    package static let none = ReadingRules()

    package init() {}

    package var isEmpty: Bool { tags.isEmpty }

    /// Where `focus` and `daily` are as the lake has them, in a session that follows rules.
    package static let deliveredSchema = "delivered"

    /// Statements for a session that has these tables in ``deliveredSchema``: the same tables by the rules.
    package func statements(for tables: [String]) -> [SQLText] {
        tables.map { "CREATE VIEW \(name: $0) AS \(sql: rows(of: $0))" }
    }

    private func rows(of table: String) -> SQLText {
        let delivered: SQLText = "SELECT * FROM \(name: Self.deliveredSchema).\(name: table)"
        guard table == "focus" else { return tags.applied(to: delivered) }
        let dated: SQLText = "SELECT *, CAST(ChargePeriodStart AS DATE) AS UsageDate FROM (\(sql: delivered))"
        return "SELECT * EXCLUDE (UsageDate) FROM (\(sql: tags.applied(to: dated)))"
    }
}
