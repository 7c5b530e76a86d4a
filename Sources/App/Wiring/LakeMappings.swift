import BillingModel
import BillingSources
import Pipeline

/// How the raw tables of a lake become FOCUS, by the columns that they have.
package struct LakeMappings: Sendable {
    package struct Line: Sendable {
        package let source: String
        /// The column of `focus`.
        package let column: String
        /// Raw columns that it is made of, as the source spells them.
        package let from: [String]
        package let note: String
        /// What `x_source_changes` may say of it.
        package let changes: [String]
        package let sql: String
    }

    private let lake: Lake

    package init(lake: Lake) {
        self.lake = lake
    }

    /// In the order of sources and of the mapping's entries.
    package func lines(source: String?) async throws -> [Line] {
        let datasets = Workbench.sources.flatMap(\.datasets)
        var lines: [Line] = []
        for id in try await lake.sources() where source == nil || source == id {
            guard let dataset = datasets.first(where: { $0.id == id }),
                let metadata = try await lake.raw(id).snapshot()?.metadata
            else { continue }
            let columns = metadata.columns.filter { !metadata.partitionColumns.contains($0.name) }
            for entry in try dataset.mapping(RawSchema(columns)).entries {
                lines.append(
                    Line(
                        source: id, column: entry.column.name, from: Self.read(entry.sql.text, columns),
                        note: entry.note, changes: entry.changeNames, sql: entry.sql.text))
            }
        }
        return lines
    }

    /// Columns whose quoted name is in the text.
    private static func read(_ sql: String, _ columns: [Column]) -> [String] {
        let quoted = Set(
            sql.matches(of: /"((?:[^"]|"")+)"/).map { String($0.output.1).replacing("\"\"", with: "\"") })
        return columns.filter { quoted.contains($0.name) }.map { $0.sourceName ?? $0.name }
    }
}
