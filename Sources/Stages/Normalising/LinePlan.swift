import BillingModel
import BillingSources
import SQLEngine

/// What becomes of raw rows where a mapping does not keep them all, or adds others.
struct LinePlan: Sendable {
    struct Condition: Sendable {
        let expression: Expression
        /// Raw columns, in ascending order.
        let inputs: [Int]
    }

    let kept: Condition
    let addedFrom: Condition
    /// What the added rows are made of, by the engine.
    let mapping: Mapping
    /// Raw columns that may be needed for that.
    let columns: [Int]

    /// Nil when a condition reads more than its own row's cells.
    ///
    /// - Parameter conditions: `kept` and `addedFrom`.
    init?(_ mapping: Mapping, _ lines: Mapping.Lines, _ conditions: [Expression], rawColumns: [Column]) {
        let raw = RawNames(rawColumns)
        guard conditions.count == 2, let inputs = raw.inputs(conditions[0]), let fromInputs = raw.inputs(conditions[1])
        else { return nil }
        kept = Condition(expression: conditions[0], inputs: inputs)
        addedFrom = Condition(expression: conditions[1], inputs: fromInputs)
        var added = mapping
        (added.relation, added.lines) = (lines.added, nil)
        self.mapping = added
        // Too many rather than too few: a name may be part of another.
        let text = (mapping.entries.map(\.sql.text) + [lines.added.text]).joined(separator: "\n").lowercased()
        columns = rawColumns.indices.filter {
            Normaliser.provenance.contains(rawColumns[$0]) || text.contains(rawColumns[$0].name.lowercased())
        }
    }
}

/// Rows of a portion's pieces, each counted from 0 in its piece.
struct LineSelection: Sendable {
    /// For each piece; nil where they are all.
    let kept: [[UInt32]?]
    let addedFrom: [[UInt32]]

    static func all(_ portion: [RawFiles.Piece]) -> LineSelection {
        LineSelection(kept: portion.map { _ in nil }, addedFrom: portion.map { _ in [] })
    }
}

extension LinePlan {
    func selection(_ evaluation: Evaluation) async throws -> LineSelection {
        let portion = evaluation.cells.portion
        let kept = try await rows(kept, evaluation)
        return LineSelection(
            kept: zip(kept, portion).map { $0.count == $1.rows.count ? nil : $0 },
            addedFrom: try await rows(addedFrom, evaluation))
    }

    private func rows(_ condition: Condition, _ evaluation: Evaluation) async throws -> [[UInt32]] {
        let rows = RowSelection.all(count: evaluation.cells.rowCount)
        let combinations = try await evaluation.combinations(condition.inputs, rows, countMax: max(1, rows.count))
        let wanted = Evaluation.Wanted(sql: condition.expression.sql, type: .boolean)
        let cells = try await evaluation.lift(
            [wanted], inputs: condition.inputs, rows: rows, combinations: combinations)[0]
        guard case .boolean(let flags) = cells.values else { throw BillowError(.bug, "a condition is no boolean") }
        return evaluation.cells.portion.map { piece in
            piece.rows.compactMap { row in
                let code = Int(cells.codes[row])
                return code > 0 && flags[code - 1] ? UInt32(row - piece.rows.lowerBound) : nil
            }
        }
    }
}
