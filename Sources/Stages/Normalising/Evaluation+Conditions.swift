import BillingModel
import CodedColumns

extension Evaluation {
    func truths(_ condition: Formula, _ rows: RowSelection) async throws -> Truths {
        try Truths(try await coded(try await cells(of: condition, as: .boolean, rows: rows), rows))
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
            let decidesNothing: Truth = decidedBy ? .no : .yes
            switch try await truths(formula, rest) {
            case .all(decidesNothing): break
            case .all(let truth):
                for index in 0..<rest.count { verdict[Int(rest.row(index))] = truth == .unknown ? 0 : deciding }
                if truth != .unknown { rest = .some([]) }
            case .each(let truths):
                for index in 0..<rest.count where truths[index] != decidesNothing {
                    verdict[Int(rest.row(index))] = truths[index] == .unknown ? 0 : deciding
                }
                rest = rest.split { verdict[Int(rest.row($0))] != deciding }.inside
            }
        }
        return CodedColumn(codes: rows.pick(verdict), values: .truths)
    }

    /// Where a raw column is null; nil for any other formula.
    func nulls(_ formula: Formula, _ rows: RowSelection) async throws -> CodedColumn? {
        guard case .column(let column) = formula.shape else { return nil }
        let values = ValueList.truths
        if cells.nullCount(column) == 0 {
            return CodedColumn(codes: [UInt32](repeating: 1, count: rows.count), values: values)
        }
        let codes = rows.pick(try await cells.values(column).codes)
        return CodedColumn(codes: codes.map { $0 == 0 ? 2 : 1 }, values: values)
    }

    /// Where a formula is null.
    func absence(_ formula: Formula, _ rows: RowSelection) async throws -> CodedColumn {
        guard let type = ColumnType(sqlName: formula.type) else {
            throw BillowError(.bug, "\(formula.type) is no type")
        }
        let column = try await coded(try await cells(of: formula, as: type, rows: rows), rows)
        return CodedColumn(codes: column.codes.map { $0 == 0 ? 2 : 1 }, values: .truths)
    }
}

extension ValueList {
    /// With the codes 1 and 2.
    static let truths = ValueList.boolean([false, true])
}

extension ColumnType {
    fileprivate static let all: [ColumnType] = [.text, .decimal, .integer, .timestamp, .date, .boolean, .map]

    init?(sqlName: String) {
        guard let type = Self.all.first(where: { $0.sqlName == sqlName }) else { return nil }
        self = type
    }
}
