import BillingModel
import Landing
import SQLEngine
import TableLog
import Tables

/// The lake's table of rows that could not be read.
///
/// It is committed before the raw table: rows of a delivery that was not landed in the end belong to no generation that
/// is shown, and are nobody's; a delivery whose rows in quarantine were lost would be short in silence.
package enum QuarantineTable {
    package static let columns = [
        Column("x_export", .text), Column("x_run", .text), Column("x_generation", .integer), Column("x_file", .text),
        Column("x_row", .integer), Column("line", .integer), Column("column_name", .text), Column("reason", .text),
        Column("cell", .text), Column("record", .text),
    ]
    package static let partitionColumns = ["x_source", "x_billing_period"]
    private static let parent = "billow.parent"

    /// Files of deliveries that the lake shows, by what their raw tables hold.
    package static func shown(_ quarantine: Snapshot?, lake: Lake) async throws -> [AddFile] {
        guard let quarantine else { return [] }
        var shown = Set<String>()
        for source in try await lake.sources() {
            let table = try await RawState(source: source, table: try lake.raw(source))
            shown.formUnion(table.runs.values.map { name(source, $0) })
        }
        return quarantine.files.filter { shown.contains($0.tags[parent] ?? "") }
    }

    /// The files that hold one delivery's rows.
    static func files(of run: LandedRun, source: String, in quarantine: Snapshot?) -> [AddFile] {
        quarantine?.files.filter { $0.tags[parent] == name(source, run) } ?? []
    }

    /// What the files of a delivery's unreadable rows name as their parent.
    static func name(_ source: String, _ run: LandedRun) -> String {
        "\(source) \(run.export) \(run.period) \(run.parent)"
    }

    /// Files whose deliveries nobody can be shown any more: of generations that are not kept, and of deliveries that
    /// were never landed, since before a time.
    static func unneeded(
        _ quarantine: Snapshot, known: Set<String>, kept: Set<String>, beforeMillis: Int64
    ) -> [AddFile] {
        quarantine.files.filter { file in
            let name = file.tags[parent] ?? ""
            return !kept.contains(name) && (known.contains(name) || file.modificationMillis <= beforeMillis)
        }
    }

    /// Files for a unit's unreadable rows and what they replace; nil when there are none.
    static func change(
        _ unit: PreparedUnit, _ before: Snapshot?, session: any SQLSession, folder: String
    ) async throws -> Publication.Change? {
        guard !unit.landed.landed.quarantine.isEmpty else { return nil }
        var change = Publication.Change(columns: columns, partitionColumns: partitionColumns)
        for run in unit.runs where run.shortage.rows > 0 {
            let cells = unit.landed.landed.quarantine.filter { $0.run == run.run }
            let files = try await session.writeParquet(
                select(cells, run), folder: "\(folder)/\(change.files.count)")
            let tags = [parent: name(unit.landed.source, run)]
            let partition = ["x_source": unit.landed.source, "x_billing_period": run.period.description]
            change.files += files.map { ($0, partition, tags) }
            // Left behind by an attempt that ended before the raw table's commit.
            change.removes += before?.files.filter { $0.tags[parent] == tags[parent] }.map(\.path) ?? []
        }
        return change
    }

    private static func select(_ cells: [Quarantine.Cell], _ run: LandedRun) -> SQLText {
        let rows = cells.map { cell -> SQLText in
            """
            (\(run.export), \(run.run), \(run.generation)::BIGINT, \(cell.file), \(cell.row)::BIGINT,
            \(cell.line)::BIGINT, \(cell.column), \(cell.reason), \(cell.text), \(cell.record))
            """
        }
        let names = SQLText.joined(columns.map { "\(name: $0.name)" }, separator: ", ")
        return "SELECT * FROM (VALUES \(sql: .joined(rows, separator: ", "))) cells(\(sql: names))"
    }
}
