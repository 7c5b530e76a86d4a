import BillingModel
import BillingSources
import CodedColumns
import Foundation
import LakeFiles
import ObjectStorage
import Parquet
import SQLEngine

/// Raw files → `focus` files by columns: what is the same is copied as it lies, the rest evaluated once for each
/// combination of its inputs. Rows keep their order and their row groups; what the mapping adds to them comes last.
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
        guard let rowwise = mapping.rowwise, Normaliser.columns(of: rowwise) == Normaliser.columns(of: mapping) else {
            return nil
        }
        let conditions = mapping.lines.map { [$0.kept, $0.addedFrom] } ?? []
        let expressions = try await session.parse(rowwise.entries.map(\.sql) + conditions)
        let (own, others) = (expressions.prefix(rowwise.entries.count), expressions.suffix(conditions.count))
        guard let plan = LiftPlan(rowwise, Array(own), rawColumns: rawColumns) else { return nil }
        let lines = mapping.lines.flatMap { LinePlan(mapping, $0, Array(others), rawColumns: rawColumns) }
        guard (lines == nil) == (mapping.lines == nil) else { return nil }
        do {
            let readers = try rawFiles.map { try ParquetReader(FileBytes($0)) }
            guard let raw = RawFiles(readers, columns: rawColumns) else { return nil }
            return try await files(plan, lines, raw)
        } catch let error where error is UnsupportedParquet || (error as? BillowError)?.code == .badData {
            try? FileManager.default.removeItem(atPath: folder)
            return nil
        }
    }

    private func files(_ plan: LiftPlan, _ lines: LinePlan?, _ raw: RawFiles) async throws -> [ParquetFile] {
        let (tables, origins) = (folder + "/combinations", folder + "/rewritten")
        for made in [folder, tables, origins] { try StagedFile.makeFolder(made) }
        defer { try? FileManager.default.removeItem(atPath: tables) }
        let added = try lines.map { try AddedRows($0, raw, folder: origins) }
        let encoders = RowGroupEncoder()
        let turns = Turns()
        let formulas = FormulaCache(session: session, turns: turns, rawColumns: rawColumns)
        var output = FileSeries(columns: plan.outputs.map(\.column), folder: folder)
        let rowsMax = min(limits.portionRows, limits.portionCells / max(1, rawColumns.count))
        for portion in raw.portions(rowsMax: rowsMax) {
            let cells = RawCells(raw, portion, limits)
            let evaluation = Evaluation(
                session: session, rawColumns: rawColumns, cells: cells, encoders: encoders, limits: limits,
                folder: tables, turns: turns)
            let selection = try await lines?.selection(evaluation) ?? .all(portion)
            try await added?.append(portion, selection, encoders)
            let work = PortionLift(
                plan: plan, raw: raw, evaluation: evaluation, formulas: formulas, selection: selection)
            for (number, rowGroup) in try await work.rowGroups().enumerated() {
                try output.append(rowGroup, rows: selection.kept[number]?.count ?? portion[number].rows.count)
            }
        }
        return try output.finish() + (try await added?.finish(session) ?? [])
    }
}
