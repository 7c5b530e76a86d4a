import BillingModel
import CodedColumns
import SQLEngine

extension Evaluation {
    /// The cells of a formula, cast to each of `types` in turn, the last of which is the lake's name of `type`.
    func cells(
        of formula: Formula, through types: [String] = [], as type: ColumnType, rows: RowSelection
    ) async throws -> LiftedCells {
        let types = types.isEmpty ? [type.sqlName] : types
        if case .null = formula.shape { return .null(type, count: rows.count) }
        if case .column(let column) = formula.shape, types.allSatisfy({ $0 == formula.type }) {
            guard case .some = rows else { return .raw(column) }
            let whole = try await cells.column(column)
            return .coded(CodedColumn(codes: rows.pick(whole.codes), values: whole.values))
        }
        if !formula.isDivisible || formula.inputs.count < 2 {
            return try await lift(formula, types, type, rows, countMax: rows.count / 2)
        }
        if try await isCheap(formula.inputs, rows) {
            return try await lift(formula, types, type, rows, countMax: rows.count)
        }
        let inner = formula.type == types[0] ? types : [formula.type] + types
        switch formula.shape {
        case .every(let parts) where inner == [ColumnType.boolean.sqlName]:
            return try await verdict(parts, decidedBy: false, rows)
        case .some(let parts) where inner == [ColumnType.boolean.sqlName]:
            return try await verdict(parts, decidedBy: true, rows)
        case .whole, .null, .column, .every, .some:
            return try await lift(formula, types, type, rows, countMax: rows.count / 2)
        case .cast(let child):
            return try await cells(of: child, through: inner, as: type, rows: rows)
        case .choice(let checks, let otherwise):
            return try await choice(checks, otherwise, inner, type, rows)
        case .first(let parts):
            return try await first(parts, inner, type, rows)
        }
    }

    private func lift(
        _ formula: Formula, _ types: [String], _ type: ColumnType, _ rows: RowSelection, countMax: Int
    ) async throws -> LiftedCells {
        let sql = types.reduce(formula.sql) { "CAST(\(sql: $0) AS \(unsafe: $1))" }
        let combinations = try await combinations(formula.inputs, rows, countMax: countMax)
        let wanted = Wanted(sql: sql, type: type)
        return .coded(
            try await lift([wanted], inputs: formula.inputs, rows: rows, combinations: combinations)[0])
    }

    /// Nil when there are more than `countMax`.
    func combinations(_ inputs: [Int], _ rows: RowSelection, countMax: Int) async throws -> Combinations? {
        var columns: [(codes: [UInt32], codeMax: Int)] = []
        for input in inputs {
            let column = try await cells.column(input)
            columns.append((rows.pick(column.codes), column.values.count))
        }
        columns.sort { $0.codeMax < $1.codeMax }
        // One column's values are distinct already.
        return Combinations(columns, countMax: inputs.count == 1 ? rows.count : countMax)
    }

    /// Whether these columns have few combinations in these rows.
    func isCheap(_ inputs: [Int], _ rows: RowSelection) async throws -> Bool {
        let countMax = max(limits.cheapCombinations, rows.count / 16)
        var product = 1
        for input in inputs {
            let count = try await cells.column(input).values.count + 1
            guard count <= countMax else { return false }
            product = min(product * count, 1 << 32)
        }
        if product <= countMax { return true }
        return try await combinations(inputs, rows, countMax: countMax) != nil
    }

    private func choice(
        _ checks: [(when: Formula, then: Formula)], _ otherwise: Formula, _ types: [String], _ type: ColumnType,
        _ rows: RowSelection
    ) async throws -> LiftedCells {
        var parts: [(rows: RowSelection, cells: LiftedCells)] = []
        var rest = rows
        for check in checks where rest.count > 0 {
            let isMet = try await truths(check.when, rest)
            let (met, others) = rest.split { isMet[$0] == .yes }
            if met.count > 0 {
                parts.append((met, try await cells(of: check.then, through: types, as: type, rows: met)))
            }
            rest = others
        }
        if rest.count > 0 {
            parts.append((rest, try await cells(of: otherwise, through: types, as: type, rows: rest)))
        }
        return try await joined(parts, type, rows)
    }

    private func first(
        _ formulas: [Formula], _ types: [String], _ type: ColumnType, _ rows: RowSelection
    ) async throws -> LiftedCells {
        var parts: [(rows: RowSelection, cells: LiftedCells)] = []
        var rest = rows
        for formula in formulas where rest.count > 0 {
            let found = try await cells(of: formula, through: types, as: type, rows: rest)
            let column = try await coded(found)
            let (present, absent) = rest.split { column.codes[$0] != 0 }
            if absent.count == 0 {
                parts.append((rest, found))
            } else if present.count > 0 {
                let codes = column.codes.filter { $0 != 0 }
                parts.append((present, .coded(CodedColumn(codes: codes, values: column.values))))
            }
            rest = absent
        }
        if rest.count > 0 { parts.append((rest, .null(type, count: rest.count))) }
        return try await joined(parts, type, rows)
    }

    /// AND, decided where one part is false, or OR, decided where one is true.
    private func verdict(_ formulas: [Formula], decidedBy: Bool, _ rows: RowSelection) async throws -> LiftedCells {
        let deciding: UInt32 = decidedBy ? 2 : 1
        var verdict = [UInt32](repeating: 3 - deciding, count: cells.rowCount)
        var rest = rows
        for formula in try await byEffort(formulas) where rest.count > 0 {
            let truths = try await truths(formula, rest)
            for index in 0..<rest.count where truths[index] != (decidedBy ? .no : .yes) {
                verdict[Int(rest.row(index))] = truths[index] == .unknown ? 0 : deciding
            }
            rest = rest.split { verdict[Int(rest.row($0))] != deciding }.inside
        }
        return .coded(CodedColumn(codes: rows.pick(verdict), values: .boolean([false, true])))
    }

    private func truths(_ condition: Formula, _ rows: RowSelection) async throws -> [Truth] {
        let column = try await coded(try await cells(of: condition, as: .boolean, rows: rows))
        guard case .boolean(let flags) = column.values else { throw BillowError(.bug, "a condition is no boolean") }
        let truths: [Truth] = [.unknown] + flags.map { $0 ? .yes : .no }
        return column.codes.map { truths[Int($0)] }
    }

    /// What reads the fewest values first: it may spare the others.
    private func byEffort(_ formulas: [Formula]) async throws -> [Formula] {
        var efforts: [(formula: Formula, effort: Int)] = []
        for formula in formulas {
            var effort = 0
            for input in formula.inputs { effort = max(effort, try await cells.column(input).values.count) }
            efforts.append((formula, effort))
        }
        return efforts.sorted { $0.effort < $1.effort }.map(\.formula)
    }

    private func joined(
        _ parts: [(rows: RowSelection, cells: LiftedCells)], _ type: ColumnType, _ rows: RowSelection
    ) async throws -> LiftedCells {
        if parts.count == 1 { return parts[0].cells }
        var coded: [(rows: RowSelection, cells: CodedColumn)] = []
        for part in parts { coded.append((part.rows, try await self.coded(part.cells))) }
        return .coded(CodedColumn(coded, type, rowCount: cells.rowCount, within: rows))
    }

    func coded(_ lifted: LiftedCells) async throws -> CodedColumn {
        switch lifted {
        case .raw(let column): try await cells.column(column)
        case .coded(let column): column
        }
    }
}

private enum Truth {
    case no, yes, unknown
}
