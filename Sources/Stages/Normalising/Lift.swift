import BillingModel
import BillingSources
import CodedColumns
import Foundation
import LakeFiles
import ObjectStorage
import Parquet
import SQLEngine

/// Raw files → `focus` files by columns: what is the same is copied as it lies, the rest evaluated once for each
/// combination of its inputs. Rows keep their order and their row groups.
package struct Lift: Sendable {
    let session: any SQLSession
    /// Of one month.
    let rawFiles: [String]
    /// What the files may have, with provenance.
    let rawColumns: [Column]
    /// Empty or absent.
    let folder: String
    var limits = LiftLimits()

    package init(session: any SQLSession, rawFiles: [String], rawColumns: [Column], folder: String) {
        self.session = session
        self.rawFiles = rawFiles
        self.rawColumns = rawColumns
        self.folder = folder
    }

    /// Nil when only the engine can do it: the mapping does not go row by row, a file is not as we write them, or an
    /// expression failed, of which the engine's own words are better. `folder` is then absent.
    package func files(_ mapping: Mapping) async throws -> [ParquetFile]? {
        let expressions = try await session.parse(mapping.entries.map(\.sql))
        guard let plan = LiftPlan(mapping, expressions, rawColumns: rawColumns) else { return nil }
        do {
            let readers = try rawFiles.map { try ParquetReader(FileBytes($0)) }
            guard let raw = RawFiles(readers, columns: rawColumns) else { return nil }
            return try await files(plan, raw)
        } catch let error where error is UnsupportedParquet || (error as? BillowError)?.code == .badData {
            try? FileManager.default.removeItem(atPath: folder)
            return nil
        }
    }

    private func files(_ plan: LiftPlan, _ raw: RawFiles) async throws -> [ParquetFile] {
        let tables = folder + "/combinations"
        for made in [folder, tables] { try StagedFile.makeFolder(made) }
        defer { try? FileManager.default.removeItem(atPath: tables) }
        let encoders = RowGroupEncoder()
        let turns = Turns()
        let formulas = FormulaCache(session: session, turns: turns, rawColumns: rawColumns)
        var output = FileSeries(columns: plan.outputs.map(\.column), folder: folder)
        for portion in raw.portions(rowsMax: limits.portionRows) {
            let cells = RawCells(raw, portion, limits)
            let evaluation = Evaluation(
                session: session, rawColumns: rawColumns, cells: cells, encoders: encoders, limits: limits,
                folder: tables, turns: turns)
            let work = PortionLift(plan: plan, raw: raw, evaluation: evaluation, formulas: formulas)
            for (piece, rowGroup) in zip(portion, try await work.rowGroups()) {
                try output.append(rowGroup, rows: piece.rows.count)
            }
        }
        return try output.finish()
    }
}
