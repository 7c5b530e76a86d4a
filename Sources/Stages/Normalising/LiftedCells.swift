import BillingModel
import CodedColumns

/// What an expression became, for each row of a selection.
enum LiftedCells: Sendable {
    /// The cells that a raw column has there; its chunks may be copied where all rows are selected.
    case raw(Int)
    case coded(CodedColumn)

    var rawColumn: Int? {
        if case .raw(let column) = self { column } else { nil }
    }

    static func null(_ type: ColumnType, count: Int) -> LiftedCells {
        .coded(CodedColumn(codes: [UInt32](repeating: 0, count: count), values: ValueList(type)))
    }
}

extension CodedColumn {
    /// Cells of several selections, which have each of `rowCount` rows once, in the order of the rows.
    init(_ parts: [(rows: RowSelection, cells: CodedColumn)], _ type: ColumnType, rowCount: Int, within: RowSelection) {
        var values = ValueList(type)
        var byRow: [UInt32] = []
        byRow = [UInt32](repeating: 0, count: rowCount)
        for part in parts {
            let base = UInt32(values.count)
            values.append(contentsOf: part.cells.values)
            for index in 0..<part.rows.count {
                let code = part.cells.codes[index]
                byRow[Int(part.rows.row(index))] = code == 0 ? 0 : base + code
            }
        }
        self.init(codes: within.pick(byRow), values: values)
    }
}
