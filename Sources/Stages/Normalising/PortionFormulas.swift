import BillingModel
import CodedColumns
import SQLEngine

/// What formulas are for all rows of a portion, where they read small columns only. Each is evaluated when a piece
/// first asks for it.
actor PortionFormulas {
    private struct Key: Hashable {
        let sql: SQLText
        let types: [String]
    }

    /// Over the portion.
    private let evaluation: Evaluation
    private var known: [Key: Task<CodedColumn?, any Error>] = [:]

    init(_ evaluation: Evaluation) {
        self.evaluation = evaluation
    }

    /// Nil when it reads a large column, or when it cannot be evaluated for all rows: then it may be that only some of
    /// them ask for it.
    func cells(of formula: Formula, through types: [String], as type: ColumnType) async throws -> CodedColumn? {
        guard formula.inputs.allSatisfy(evaluation.cells.isSmall) else { return nil }
        let key = Key(sql: formula.sql, types: types)
        let work =
            known[key]
            ?? Task { [evaluation] in
                do {
                    let rows = RowSelection.all(count: evaluation.cells.rowCount)
                    return try await evaluation.coded(
                        try await evaluation.cells(of: formula, through: types, as: type, rows: rows), rows)
                } catch let error as BillowError where error.code == .badData {
                    return nil
                }
            }
        known[key] = work
        return try await work.value
    }
}

/// The rows of one piece among those of its portion.
struct PortionPart: Sendable {
    let formulas: PortionFormulas
    let rows: Range<Int>

    func cells(of formula: Formula, through types: [String], as type: ColumnType) async throws -> CodedColumn? {
        try await formulas.cells(of: formula, through: types, as: type).map {
            CodedColumn(codes: Array($0.codes[rows]), values: $0.values)
        }
    }
}
