import BillingModel
import LakeFiles
import Parquet
import SQLEngine

/// Raw rows that others are made of, in a file of their own; the engine then makes those.
struct AddedRows {
    private let plan: LinePlan
    private let raw: RawFiles
    private let folder: String
    private let output: ParquetOutput

    /// `folder` must exist.
    init(_ plan: LinePlan, _ raw: RawFiles, folder: String) throws {
        self.plan = plan
        self.raw = raw
        self.folder = folder
        output = try ParquetOutput(path: folder + "/origins.parquet", columns: plan.columns.map { raw.columns[$0] })
    }

    func append(_ portion: [RawFiles.Piece], _ selection: LineSelection, _ encoders: RowGroupEncoder) async throws {
        for (piece, rows) in zip(portion, selection.addedFrom) where !rows.isEmpty {
            let columns = try await withThrowingTaskGroup(of: (place: Int, column: EncodedColumn).self) { tasks in
                for (place, column) in plan.columns.enumerated() {
                    tasks.addTask { [raw] in (place, try raw.encoded(column, piece, rows, encoders)) }
                }
                var columns: [EncodedColumn?] = plan.columns.map { _ in nil }
                for try await encoded in tasks { columns[encoded.place] = encoded.column }
                return columns.compactMap(\.self)
            }
            try output.append(columns, rows: rows.count)
        }
    }

    /// Files of `focus`; none where there is nothing to add.
    func finish(_ session: any SQLSession) async throws -> [ParquetFile] {
        let origins = try output.finish()
        guard origins.rows > 0 else { return [] }
        // Nothing of a mapping knows its month or source.
        let rows: SQLText = """
            (SELECT *, NULL::VARCHAR AS x_billing_period FROM read_parquet(\(PathPattern.literal(origins.path))))
            """
        let select = try Normaliser.select(plan.mapping, from: rows, source: "")
        let files = try await session.writeParquet(
            "SELECT * EXCLUDE (x_source, x_billing_period) FROM (\(sql: select))", folder: folder + "/added")
        return files.filter { $0.rows > 0 }
    }
}
