import SQLEngine

extension DimensionTable {
    /// Statements that make a table of these rows.
    func creation(_ table: SQLText) -> [SQLText] {
        let columns = attributes.map { ", \(name: $0) VARCHAR" as SQLText }
        let create: SQLText = """
            CREATE TABLE \(sql: table) (
              billow_key VARCHAR, billow_from DATE, billow_to DATE\(sql: .joined(columns, separator: "")))
            """
        let values = rows.map { row -> SQLText in
            let cells = row.values.map { ", \($0)" as SQLText }
            return """
                (\(row.key), CAST(\(row.period.from?.description) AS DATE), CAST(\(row.period.to?.description) AS DATE)\
                \(sql: .joined(cells, separator: "")))
                """
        }
        guard !values.isEmpty else { return [create] }
        return [create, "INSERT INTO \(sql: table) VALUES \(sql: .joined(values, separator: ", "))"]
    }

    /// The rows of a relation, each with the attributes of its key on its day. No row is doubled, since no two rows of
    /// the table hold for one key on one day.
    func joined(to relation: SQLText, _ table: SQLText) -> SQLText {
        let cells = attributes.map { ", attributes.\(name: $0)" as SQLText }
        return """
            SELECT bills.*\(sql: .joined(cells, separator: ""))
            FROM (\(sql: relation)) bills LEFT JOIN \(sql: table) attributes
              ON \(sql: key.sql) = attributes.billow_key
              AND (attributes.billow_from IS NULL OR bills.UsageDate >= attributes.billow_from)
              AND (attributes.billow_to IS NULL OR bills.UsageDate < attributes.billow_to)
            """
    }
}
