import BillingModel
import CodedColumns
import Foundation
import Parquet
import Synchronization

/// One portion's raw row groups → row groups of `focus`.
struct PortionLift: Sendable {
    let plan: LiftPlan
    let raw: RawFiles
    let evaluation: Evaluation
    let formulas: FormulaCache
    let selection: LineSelection

    private typealias Encoded = (output: Int, piece: Int, column: EncodedColumn)
    private typealias Tasks = ThrowingTaskGroup<[Encoded], any Error>
    private var cells: RawCells { evaluation.cells }
    private var portion: [RawFiles.Piece] { cells.portion }

    /// For each row group of the portion its columns. What reads small columns only is evaluated for the whole portion;
    /// meanwhile the other columns are computed, a row group at a time, and all that is ready is encoded.
    func rowGroups() async throws -> [[EncodedColumn]] {
        let (large, groups) = try await split()
        return try await withThrowingTaskGroup(of: [Encoded].self) { tasks in
            addPieces(large, &tasks)
            for (output, column) in plan.outputs.enumerated() {
                switch column.way {
                case .null: encode(.null(column.column.type, count: cells.rowCount), output, &tasks)
                case .copy(let input): encode(.raw(input), output, &tasks)
                case .lift(_, let shortcut):
                    if let column = present(shortcut) { encode(.raw(column), output, &tasks) }
                case .same: break
                }
            }
            for group in try await joined(groups) {
                for (output, cells) in try await evaluate(group) { encode(cells, output, &tasks) }
            }
            var found: [[EncodedColumn?]] = portion.map { _ in plan.outputs.map { _ in nil } }
            for try await encoded in tasks {
                for (output, piece, column) in encoded { found[piece][output] = column }
            }
            for (output, column) in plan.outputs.enumerated() {
                guard case .same(let first) = column.way else { continue }
                for piece in found.indices { found[piece][output] = found[piece][first] }
            }
            return found.map { $0.compactMap(\.self) }
        }
    }

    // MARK: Row groups of their own

    private struct Large: Sendable {
        let output: Int
        let type: ColumnType
        let formula: Formula
    }

    /// Outputs that read large columns and can do without the engine there; groups without these, and without what is
    /// copied.
    private func split() async throws -> (large: [Large], groups: [LiftPlan.Group]) {
        let groups = plan.groups.map { group in
            LiftPlan.Group(inputs: group.inputs, outputs: group.outputs.filter { expression($0) != nil })
        }
        let outputs = groups.filter { !$0.inputs.allSatisfy(cells.isSmall) }.flatMap(\.outputs)
        let large = zip(outputs, try await formulas.formulas(outputs.compactMap(expression)))
            .map { Large(output: $0, type: plan.outputs[$0].column.type, formula: $1) }
            .filter { $0.formula.type == $0.type.sqlName && $0.formula.isNative(cells.isSmall) }
        let apart = Set(large.map(\.output))
        let rest = groups.map { group in
            LiftPlan.Group(inputs: group.inputs, outputs: group.outputs.filter { !apart.contains($0) })
        }
        let sorted = rest.sorted { cells.sizeBytes($0.inputs) < cells.sizeBytes($1.inputs) }
        return (large, sorted.filter { !$0.outputs.isEmpty })
    }

    /// As many at a time as there are cores, since each holds its columns.
    private func addPieces(_ large: [Large], _ tasks: inout Tasks) {
        guard !large.isEmpty else { return }
        let formulas = PortionFormulas(evaluation)
        let next = SharedCounter()
        for _ in 0..<ProcessInfo.processInfo.activeProcessorCount {
            tasks.addTask {
                var encoded: [Encoded] = []
                while true {
                    let number = next.take()
                    guard number < portion.count else { return encoded }
                    encoded += try await columns(large, of: number, formulas)
                }
            }
        }
    }

    private func columns(_ large: [Large], of number: Int, _ formulas: PortionFormulas) async throws -> [Encoded] {
        var piece = portion[number]
        let part = PortionPart(formulas: formulas, rows: piece.rows)
        piece.rows = 0..<piece.rows.count
        let evaluation = evaluation.piece(RawCells(raw, [piece], evaluation.limits), of: part)
        let rows = RowSelection.all(count: piece.rows.count)
        var encoded: [Encoded] = []
        for wanted in large {
            switch try await evaluation.cells(of: wanted.formula, as: wanted.type, rows: rows) {
            case .raw(let input):
                let column = try raw.encoded(input, piece, selection.kept[number], evaluation.encoders)
                encoded.append((wanted.output, number, column))
            case .coded(var cells):
                if let kept = selection.kept[number] { cells.codes = kept.map { cells.codes[Int($0)] } }
                encoded.append((wanted.output, number, try evaluation.encoders.encode(cells, type: wanted.type)))
            }
        }
        return encoded
    }

    // MARK: The whole portion

    /// Groups whose inputs are the same in all rows are one, for which the engine is asked once.
    private func joined(_ groups: [LiftPlan.Group]) async throws -> [LiftPlan.Group] {
        var steady: [LiftPlan.Group] = []
        var others: [LiftPlan.Group] = []
        for group in groups {
            if try await evaluation.isSteady(group.inputs) { steady.append(group) } else { others.append(group) }
        }
        guard steady.count > 1 else { return groups }
        let inputs = Set(steady.flatMap(\.inputs)).sorted()
        return [LiftPlan.Group(inputs: inputs, outputs: steady.flatMap(\.outputs))] + others
    }

    private func evaluate(_ group: LiftPlan.Group) async throws -> [(output: Int, cells: LiftedCells)] {
        let rows = RowSelection.all(count: cells.rowCount)
        var (together, alone) = (group.outputs, [Int]())
        if try await !evaluation.isCheap(group.inputs, rows) { swap(&together, &alone) }
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

    private func encode(_ cells: LiftedCells, _ output: Int, _ tasks: inout Tasks) {
        let (type, raw, encoders) = (plan.outputs[output].column.type, raw, evaluation.encoders)
        for (number, piece) in portion.enumerated() {
            let kept = selection.kept[number]
            tasks.addTask {
                switch cells {
                case .raw(let input):
                    return [(output, number, try raw.encoded(input, piece, kept, encoders))]
                case .coded(let cells):
                    let codes = cells.codes[piece.rows]
                    let part = CodedColumn(
                        codes: kept?.map { codes[codes.startIndex + Int($0)] } ?? Array(codes), values: cells.values)
                    return [(output, number, try encoders.encode(part, type: type))]
                }
            }
        }
    }
}

/// Numbers from 0 on, each for one taker.
private final class SharedCounter: Sendable {
    private let next = Atomic(0)

    func take() -> Int { next.add(1, ordering: .relaxed).oldValue }
}
