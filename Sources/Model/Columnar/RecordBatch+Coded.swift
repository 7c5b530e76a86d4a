import BillingModel
import CodedColumns

extension RecordBatch {
    /// Appends a column's cells to those that came before: its values behind `cells.values`, which must be of `type`,
    /// and a code for each row.
    ///
    /// - Throws: `bug` where a cell is no value of `type`.
    package func append(column: Int, as type: ColumnType, to cells: inout CodedColumn) throws {
        let (reader, name) = (columns[column], schema.fields[column].name)
        // Made where it is thrown: a look for secrets in it takes longer than many cells do.
        var error: BillowError {
            BillowError(.bug, "the column \(name) has cells of \(reader.type.sqlName), not \(type.sqlName)")
        }
        switch (type, reader.type) {
        case (.text, .text(let layout, _)):
            guard case .text(var texts) = cells.values.take() else { throw error }
            appendCells(reader, to: &texts, &cells.codes, { $0.count }) {
                $0.append(reader.bytes($1, layout).bindMemory(to: UInt8.self))
            }
            cells.values = .text(texts)
        case (.decimal, .decimal(_, ExactDecimal.scale, 128)):
            guard case .decimal(var units) = cells.values.take() else { throw error }
            appendCells(reader, to: &units, &cells.codes, { $0.count }) { $0.append(reader.load($1)) }
            cells.values = .decimal(units)
        case (.integer, .integer(bits: 64, isSigned: true)):
            guard case .integer(var numbers) = cells.values.take() else { throw error }
            appendCells(reader, to: &numbers, &cells.codes, { $0.count }) { $0.append(reader.load($1)) }
            cells.values = .integer(numbers)
        case (.integer, _), (.timestamp, _), (.date, _):
            guard case .integer(var numbers) = cells.values.take() else { throw error }
            try appendCells(reader, to: &numbers, &cells.codes, { $0.count }) {
                guard let number = reader.cell($1, type: reader.type).number(type) else { throw error }
                $0.append(number)
            }
            cells.values = .integer(numbers)
        case (.boolean, _):
            guard case .boolean(var flags) = cells.values.take() else { throw error }
            try appendCells(reader, to: &flags, &cells.codes, { $0.count }) {
                guard case .boolean(let flag) = reader.cell($1, type: reader.type) else { throw error }
                $0.append(flag)
            }
            cells.values = .boolean(flags)
        case (.map, _):
            guard case .map(var maps) = cells.values.take() else { throw error }
            try appendCells(reader, to: &maps, &cells.codes, { $0.count }) {
                guard case .map(let pairs) = reader.cell($1, type: reader.type) else { throw error }
                $0.append(pairs.map { ($0.key.description, $0.value.isNull ? nil : $0.value.description) })
            }
            cells.values = .map(maps)
        default: throw error
        }
    }

    @inline(__always)
    private func appendCells<List>(
        _ reader: ColumnReader, to list: inout List, _ codes: inout [UInt32], _ count: (List) -> Int,
        append: (inout List, Int) throws -> Void
    ) rethrows {
        try withExtendedLifetime(self) {
            for index in (reader.offset + offset)..<(reader.offset + offset + rowCount) {
                guard reader.isValid(index) else {
                    codes.append(0)
                    continue
                }
                try append(&list, index)
                codes.append(UInt32(count(list)))
            }
        }
    }
}

extension Value {
    /// The number that stands for this value of a lake column; nil when it is of another type.
    fileprivate func number(_ type: ColumnType) -> Int64? {
        switch (type, self) {
        case (.integer, .integer(let number)), (.timestamp, .timestamp(let number, true)): number
        case (.date, .date(let days)): Int64(days)
        default: nil
        }
    }
}
