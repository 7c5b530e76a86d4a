import BillingModel
import CodedColumns
import SQLEngine

extension Evaluation {
    /// The cells of a formula, cast to each of `types` in turn, the last of which is the lake's name of `type`.
    func cells(
        of formula: Formula, through types: [String] = [], as type: ColumnType, rows: RowSelection
    ) async throws -> LiftedCells {
        let types = types.isEmpty ? [type.sqlName] : types
        let inner = formula.type == types[0] ? types : [formula.type] + types
        // Nothing remains to be done with what the formula itself gives.
        let isFinal = inner == [type.sqlName]
        switch formula.shape {
        case .null:
            return .null(type, count: rows.count)
        case .column(let column) where isFinal:
            return .raw(column)
        case .isNull(let part) where isFinal:
            if let nulls = try await nulls(part, rows) { return .coded(nulls) }
        default: break
        }
        if let known = try await part?.cells(of: formula, through: types, as: type) {
            return .coded(CodedColumn(codes: rows.pick(known.codes), values: known.values))
        }
        switch formula.shape {
        case .product(let price, let count) where isFinal && price.type == formula.type && count.type == formula.type:
            return .coded(try await product(price, count, rows))
        case .multiple(let amount, let whole)
        where isFinal && amount.type == formula.type && ["INTEGER", "BIGINT"].contains(whole.type):
            return .coded(try await multiple(amount, times: whole, rows))
        case .text(let column, let recipe) where isFinal && part != nil:
            return try await text(formula, try await cells.text(column, recipe), rows)
        case .test(let column, let recipe, let test) where isFinal && part != nil:
            return try await text(formula, try await cells.text(column, recipe, test), rows)
        default: break
        }
        if try await isCheap(formula.inputs, rows) {
            return try await lift(formula, types, type, rows, countMax: rows.count)
        }
        switch formula.shape {
        case .cast(let child):
            return try await cells(of: child, through: inner, as: type, rows: rows)
        case .choice(let checks, let otherwise):
            return try await choice(checks, otherwise, inner, type, rows)
        case .first(let parts):
            return try await first(parts, inner, type, rows)
        case .every(let parts) where isFinal:
            return .coded(try await verdict(parts, decidedBy: false, rows))
        case .some(let parts) where isFinal:
            return .coded(try await verdict(parts, decidedBy: true, rows))
        case .names(let named) where isFinal:
            return .coded(try await names(named, rows))
        case .isNull(let part) where isFinal && ColumnType(sqlName: part.type) != nil:
            return .coded(try await absence(part, rows))
        default:
            return try await lift(formula, types, type, rows, countMax: rows.count / 2)
        }
    }

    func lift(
        _ formula: Formula, _ types: [String], _ type: ColumnType, _ rows: RowSelection, countMax: Int
    ) async throws -> LiftedCells {
        let sql = types.reduce(formula.sql) { "CAST(\(sql: $0) AS \(unsafe: $1))" }
        let combinations = try await combinations(formula.inputs, rows, countMax: countMax)
        let wanted = Wanted(sql: sql, type: type)
        return .coded(
            try await lift([wanted], inputs: formula.inputs, rows: rows, combinations: combinations)[0])
    }

    private func choice(
        _ checks: [(when: Formula, then: Formula)], _ otherwise: Formula, _ types: [String], _ type: ColumnType,
        _ rows: RowSelection
    ) async throws -> LiftedCells {
        var parts: [(rows: RowSelection, cells: LiftedCells)] = []
        var rest = rows
        for check in checks where rest.count > 0 {
            let (met, others) =
                switch try await truths(check.when, rest) {
                case .all(let truth): truth == .yes ? (rest, RowSelection.some([])) : (RowSelection.some([]), rest)
                case .each(let truths): rest.split { truths[$0] == .yes }
                }
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
            if case .raw(let column) = found, cells.nullCount(column) == 0 {
                parts.append((rest, found))
                rest = .some([])
                break
            }
            let column = try await coded(found, rest)
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

    func joined(
        _ parts: [(rows: RowSelection, cells: LiftedCells)], _ type: ColumnType, _ rows: RowSelection
    ) async throws -> LiftedCells {
        if parts.count == 1 { return parts[0].cells }
        let columns = Set(parts.map(\.cells.rawColumn))
        // Whichever branch a row takes, it may end at the same column.
        if columns.count == 1, let column = columns.first ?? nil { return .raw(column) }
        var coded: [(rows: RowSelection, cells: CodedColumn)] = []
        for part in parts { coded.append((part.rows, try await self.coded(part.cells, part.rows))) }
        return .coded(CodedColumn(coded, type, rowCount: cells.rowCount, within: rows))
    }

    /// - Parameter rows: those that the cells are of.
    func coded(_ lifted: LiftedCells, _ rows: RowSelection) async throws -> CodedColumn {
        switch lifted {
        case .raw(let column):
            let whole = try await cells.values(column)
            return CodedColumn(codes: rows.pick(whole.codes), values: whole.values)
        case .coded(let column): return column
        }
    }
}
