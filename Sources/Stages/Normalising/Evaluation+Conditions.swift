import BillingModel
import CodedColumns

/// What a condition is for a row.
enum Truth {
    case no, yes, unknown
}

extension Evaluation {
    func truths(_ condition: Formula, _ rows: RowSelection) async throws -> [Truth] {
        let column = try await coded(try await cells(of: condition, as: .boolean, rows: rows))
        guard case .boolean(let flags) = column.values else { throw BillowError(.bug, "a condition is no boolean") }
        let truths: [Truth] = [.unknown] + flags.map { $0 ? .yes : .no }
        return column.codes.map { truths[Int($0)] }
    }

    /// AND, decided where one part is false, or OR, decided where one is true.
    func verdict(_ formulas: [Formula], decidedBy: Bool, _ rows: RowSelection) async throws -> CodedColumn {
        let (no, yes): (UInt32, UInt32) = (1, 2)
        let deciding = decidedBy ? yes : no
        var verdict = [UInt32](repeating: decidedBy ? no : yes, count: cells.rowCount)
        var rest = rows
        // What reads least first: it may spare the others.
        for formula in formulas.sorted(by: { cells.sizeBytes($0.inputs) < cells.sizeBytes($1.inputs) })
        where rest.count > 0 {
            let truths = try await truths(formula, rest)
            for index in 0..<rest.count where truths[index] != (decidedBy ? .no : .yes) {
                verdict[Int(rest.row(index))] = truths[index] == .unknown ? 0 : deciding
            }
            rest = rest.split { verdict[Int(rest.row($0))] != deciding }.inside
        }
        return CodedColumn(codes: rows.pick(verdict), values: .boolean([false, true]))
    }

    /// Where a raw column is null; nil for any other formula.
    func nulls(_ formula: Formula, _ rows: RowSelection) async throws -> CodedColumn? {
        guard case .column(let column) = formula.shape else { return nil }
        let values = ValueList.boolean([false, true])
        if cells.nullCount(column) == 0 {
            return CodedColumn(codes: [UInt32](repeating: 1, count: rows.count), values: values)
        }
        let codes = rows.pick(try await cells.values(column).codes)
        return CodedColumn(codes: codes.map { $0 == 0 ? 2 : 1 }, values: values)
    }
}
