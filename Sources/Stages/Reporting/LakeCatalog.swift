import BillingModel
import SQLEngine

/// The statements that make a lake readable in a session: a view for each table, over exactly the files of one
/// version of its log.
package enum LakeCatalog {
    /// `CREATE VIEW` statements, to be run in order on a fresh session. With a table `focus` come, where `hasVersions`
    /// says so, views of exactly one FOCUS version's columns: `focus_1_0`, `focus_1_2`, `focus_1_3`. Where there are
    /// rules, these are as delivered, `focus` and `daily` by the rules, and as delivered in
    /// ``ReadingRules/deliveredSchema``. With a limit there are `focus` and `daily` alone, and no view has a row that
    /// the limit leaves out: all else is made of these.
    package static func statements(
        for tables: [TableView], rules: ReadingRules = .none, limit: RowLimit? = nil, hasVersions: Bool = true
    ) -> [SQLText] {
        let seen =
            limit == nil ? tables : tables.filter { $0.schema == nil && ruledNames.contains($0.name) }
        let ruled = rules.isEmpty ? [] : seen.filter { $0.schema == nil && ruledNames.contains($0.name) }
        let tables = seen.map { table in
            var table = table
            if ruled.contains(where: { $0.name == table.name }), table.schema == nil {
                table.schema = ReadingRules.deliveredSchema
            }
            return table
        }
        let schemas = Set(tables.compactMap(\.schema)).sorted()
        let lake = hasVersions ? tables.first { $0.schema != "raw" && $0.name == "focus" } : nil
        return schemas.map { "CREATE SCHEMA IF NOT EXISTS \(name: $0)" } + tables.map { view($0, limit) }
            + (lake.map(focusVersions) ?? []) + rules.statements(for: ruled.map(\.name))
    }

    private static let ruledNames = ["focus", "daily"]

    private static func view(_ table: TableView, _ limit: RowLimit?) -> SQLText {
        let all = table.files.isEmpty ? empty(table) : scan(table)
        let rows = limit.map { "SELECT * FROM (\(sql: all)) WHERE \(sql: $0.condition)" } ?? all
        return "CREATE OR REPLACE VIEW \(sql: name(table)) AS \(sql: rows)"
    }

    private static func name(_ table: TableView) -> SQLText {
        table.schema.map { "\(name: $0).\(name: table.name)" } ?? "\(name: table.name)"
    }

    private static func empty(_ table: TableView) -> SQLText {
        let cells = table.allColumns.map { "CAST(NULL AS \(unsafe: $0.type.sqlName)) AS \(name: $0.name)" as SQLText }
        return "SELECT \(sql: .joined(cells, separator: ", ")) WHERE false"
    }

    /// One scan of all files. Given a schema, the engine reads each file's columns by name in the lake's type and
    /// gives null for those that a file lacks, without looking at the files first.
    ///
    /// Partition values come from maps of file name to value. The engine knows each file's name before it opens
    /// it, so a filter on a partition column leaves other files unread; a join, a check for files that the map
    /// lacks, or a union by partition either reads all files or takes seconds to plan. Each question makes the maps
    /// anew: two lists are the cheapest way to one.
    private static func scan(_ table: TableView) -> SQLText {
        // By their spelling in the partition's values.
        let partitions = Dictionary(table.partitionColumns.map { ($0.lowercased(), $0) }) { one, _ in one }
        let file = table.unusedName("billow_file")
        let cells = table.allColumns.map { column -> SQLText in
            guard let partition = partitions[column.name.lowercased()] else { return "\(name: column.name)" }
            let value: SQLText = "\(sql: partitionMap(table, partition))[\(name: file)]"
            return column.type == .text
                ? "\(sql: value) AS \(name: column.name)"
                : "CAST(\(sql: value) AS \(unsafe: column.type.sqlName)) AS \(name: column.name)"
        }
        let schema = table.columns.filter { partitions[$0.name.lowercased()] == nil }.map { column -> SQLText in
            "\(column.name): {name: \(column.name), type: \(column.type.sqlName), default_value: NULL}"
        }
        let files: SQLText = """
            read_parquet(\(table.files.map { PathPattern.literal($0.path) }), filename = \(file),
              hive_partitioning = false,
              schema = MAP {\(sql: .joined(schema, separator: ", "))})
            """
        return "SELECT \(sql: .joined(cells, separator: ", ")) FROM \(sql: files)"
    }

    private static func partitionMap(_ table: TableView, _ column: String) -> SQLText {
        let values = table.files.map { "\($0.partitionValues[column] ?? nil)" as SQLText }
        return """
            MAP(\(table.files.map { PathPattern.opened($0.path) }),
              CAST([\(sql: .joined(values, separator: ", "))] AS VARCHAR[]))
            """
    }

    private static func focusVersions(_ focus: TableView) -> [SQLText] {
        let present = Set(focus.allColumns.map(\.name))
        return ["1.0", "1.2", "1.3"].map { version in
            let cells = FOCUS.columns(of: version).map { column -> SQLText in
                present.contains(column.name)
                    ? "\(name: column.name)"
                    : "CAST(NULL AS \(unsafe: column.type.sqlName)) AS \(name: column.name)"
            }
            let suffix = String(version.map { $0 == "." ? "_" : $0 })
            return """
                CREATE OR REPLACE VIEW \(name: "focus_\(suffix)") AS
                SELECT \(sql: .joined(cells, separator: ", ")) FROM \(sql: name(focus))
                """
        }
    }
}

extension TableView {
    /// ``columns``, then the partition columns that they lack.
    var allColumns: [Column] {
        let present = Set(columns.map { $0.name.lowercased() })
        return columns + partitionColumns.filter { !present.contains($0.lowercased()) }.map { Column($0, .text) }
    }

    /// A name like this one that no column of the table has.
    func unusedName(_ wanted: String) -> String {
        let taken = Set(allColumns.map { $0.name.lowercased() })
        var name = wanted
        while taken.contains(name) { name += "_" }
        return name
    }
}
