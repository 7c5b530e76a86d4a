import BillingModel
import CodedColumns
import Parquet

/// One portion's raw row groups → row groups of `focus`.
struct PortionLift: Sendable {
    let plan: LiftPlan
    let raw: RawFiles
    let evaluation: Evaluation
    let formulas: FormulaCache

    private typealias Encoded = (output: Int, piece: Int, column: EncodedColumn)
    private var cells: RawCells { evaluation.cells }
    private var portion: [RawFiles.Piece] { cells.portion }

    /// For each row group of the portion its columns. One expression after the other is evaluated; meanwhile the
    /// columns that are ready are encoded.
    func rowGroups() async throws -> [[EncodedColumn]] {
        try await withThrowingTaskGroup(of: Encoded.self) { tasks in
            for (output, column) in plan.outputs.enumerated() {
                switch column.way {
                case .null: encode(.null(column.column.type, count: cells.rowCount), output, &tasks)
                case .copy(let input): encode(.raw(input), output, &tasks)
                case .lift(_, let shortcut):
                    if let column = present(shortcut) { encode(.raw(column), output, &tasks) }
                }
            }
            let groups = plan.groups.sorted { cells.sizeBytes($0.inputs) < cells.sizeBytes($1.inputs) }
            await cells.prepare(
                groups.filter { $0.outputs.contains { expression($0) != nil } }
                    .flatMap { group in group.inputs.filter { group.inputs.count == 1 || cells.isSmall($0) } })
            for group in groups {
                for (output, cells) in try await evaluate(group) { encode(cells, output, &tasks) }
            }
            var found: [[EncodedColumn?]] = portion.map { _ in plan.outputs.map { _ in nil } }
            for try await encoded in tasks { found[encoded.piece][encoded.output] = encoded.column }
            return found.map { $0.compactMap(\.self) }
        }
    }

    private func evaluate(_ group: LiftPlan.Group) async throws -> [(output: Int, cells: LiftedCells)] {
        let rows = RowSelection.all(count: cells.rowCount)
        var (together, alone) = (group.outputs.filter { expression($0) != nil }, [Int]())
        guard !together.isEmpty else { return [] }
        if group.inputs.count > 1, try await !evaluation.isCheap(group.inputs, rows) { swap(&together, &alone) }
        var lifted: [(output: Int, cells: LiftedCells)] = []
        for (output, formula) in zip(alone, try await formulas.formulas(alone.compactMap(expression))) {
            let type = plan.outputs[output].column.type
            lifted.append((output, try await evaluation.cells(of: formula, as: type, rows: rows)))
        }
        guard !together.isEmpty else { return lifted }
        let wanted = together.compactMap { output in
            expression(output).map { Evaluation.Wanted(sql: $0.sql, type: plan.outputs[output].column.type) }
        }
        let combinations = try await evaluation.combinations(group.inputs, rows, countMax: rows.count)
        let columns = try await evaluation.lift(wanted, inputs: group.inputs, rows: rows, combinations: combinations)
        return lifted + zip(together, columns).map { ($0, .coded($1)) }
    }

    /// What is to be evaluated.
    private func expression(_ output: Int) -> Expression? {
        guard case .lift(let expression, let shortcut) = plan.outputs[output].way, present(shortcut) == nil else {
            return nil
        }
        return expression
    }

    private func present(_ shortcut: LiftPlan.Shortcut?) -> Int? {
        guard let shortcut, raw.isPresent(shortcut.column, needsAll: shortcut.needsAll, portion) else { return nil }
        return shortcut.column
    }

    private func encode(
        _ cells: LiftedCells, _ output: Int, _ tasks: inout ThrowingTaskGroup<Encoded, any Error>
    ) {
        let (type, raw, encoders) = (plan.outputs[output].column.type, raw, evaluation.encoders)
        for (number, piece) in portion.enumerated() {
            tasks.addTask {
                let column: EncodedColumn
                switch cells {
                case .raw(let input):
                    column = try raw.encoded(input, piece, encoders)
                case .coded(let cells):
                    let part = CodedColumn(codes: Array(cells.codes[piece.rows]), values: cells.values)
                    column = try encoders.encode(part, type: type)
                }
                return (output, number, column)
            }
        }
    }
}
