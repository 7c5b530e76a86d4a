import BillingModel
import SQLEngine

extension SQLSession {
    /// What a `focus` relation holds in columns whose values FOCUS lists, and FOCUS does not know: a sentence for each
    /// value, which stays as it is.
    func unknownValues(over relation: SQLText) async throws -> [String] {
        let lists = FOCUS.values.map { column, values -> SQLText in
            let known = SQLText.joined(values.map { "\($0)" }, separator: ", ")
            return """
                SELECT \(column) AS x_column, \(name: column) AS x_value, count(*)::BIGINT AS x_rows
                FROM \(sql: relation) WHERE \(name: column) NOT IN (\(sql: known)) GROUP BY ALL
                """
        }
        let rows = try await rows(
            "SELECT * FROM (\(sql: .joined(lists, separator: " UNION ALL "))) ORDER BY x_column, x_rows DESC, x_value")
        let told = rows.prefix(Self.toldMax).map { row in "\(row[0]) '\(row[1])' in \(row[2]) rows" }
        guard !told.isEmpty else { return [] }
        let rest = rows.count > told.count ? ", and \(rows.count - told.count) more" : ""
        return ["values that FOCUS does not know: \(told.joined(separator: ", "))\(rest)"]
    }

    private static var toldMax: Int { 8 }
}
