import BillingModel
import BillingSources
import CodedColumns

/// What need not go through the engine: it would take longer to hand it the values than to compute.
extension Evaluation {
    /// What was made of a raw text column, and by the engine where only that can tell.
    func text(_ formula: Formula, _ made: MadeCells, _ rows: RowSelection) async throws -> LiftedCells {
        guard made.hasUnknown else {
            return .coded(CodedColumn(codes: rows.pick(made.cells.codes), values: made.cells.values))
        }
        let (rest, known) = rows.split { made.isUnknown(rows.row($0)) }
        let cells = CodedColumn(codes: known.pick(made.cells.codes), values: made.cells.values)
        guard rest.count > 0, let type = ColumnType(sqlName: formula.type) else { return .coded(cells) }
        let others = try await lift(formula, [formula.type], type, rest, countMax: rest.count)
        return try await joined([(known, .coded(cells)), (rest, others)], type, rows)
    }

    func product(_ price: Formula, _ count: Formula, _ rows: RowSelection) async throws -> CodedColumn {
        let prices = try await coded(try await cells(of: price, as: .decimal, rows: rows), rows)
        let counts = try await coded(try await cells(of: count, as: .decimal, rows: rows), rows)
        guard case .decimal(let price) = prices.values, case .decimal(let count) = counts.values else {
            throw BillowError(.bug, "a factor is no decimal")
        }
        return Self.rowwise(prices.codes, counts.codes) { ExactProduct.units(price: price[$0], count: count[$1]) }
    }

    func multiple(_ amount: Formula, times whole: Formula, _ rows: RowSelection) async throws -> CodedColumn {
        let amounts = try await coded(try await cells(of: amount, as: .decimal, rows: rows), rows)
        let types = whole.type == ColumnType.integer.sqlName ? [] : [whole.type, ColumnType.integer.sqlName]
        let wholes = try await coded(try await cells(of: whole, through: types, as: .integer, rows: rows), rows)
        guard case .decimal(let amount) = amounts.values, case .integer(let whole) = wholes.values else {
            throw BillowError(.bug, "a factor is no number")
        }
        return try Self.rowwise(amounts.codes, wholes.codes) {
            guard let product = ExactProduct.units(amount[$0], times: whole[$1]) else {
                throw BillowError(.badData, "a product has more than 38 digits")
            }
            return product
        }
    }

    private static func rowwise(
        _ left: [UInt32], _ right: [UInt32], _ product: (Int, Int) throws -> Int128?
    ) rethrows -> CodedColumn {
        var units: [Int128] = []
        units.reserveCapacity(left.count)
        var codes: [UInt32] = []
        codes.reserveCapacity(left.count)
        for (left, right) in zip(left, right) {
            if left > 0, right > 0, let found = try product(Int(left) - 1, Int(right) - 1) {
                units.append(found)
                codes.append(UInt32(units.count))
            } else {
                codes.append(0)
            }
        }
        return CodedColumn(codes: codes, values: .decimal(units))
    }

    /// Without values that come twice, unless the first ones show that hardly any do: to find out takes time.
    static func distinct(_ column: CodedColumn, _ type: ColumnType) -> CodedColumn {
        var dictionary = ValueDictionary(type)
        let sample = 1024
        if column.values.count > 2 * sample {
            let first = column.values.prefix(sample)
            _ = dictionary.merge(first)
            if dictionary.count > sample / 2 { return column }
        }
        let codes = dictionary.merge(column)
        return CodedColumn(codes: codes, values: dictionary.values)
    }
}

extension ValueList {
    fileprivate func prefix(_ count: Int) -> ValueList {
        switch self {
        case .text(let list):
            var texts = TextList()
            for index in 0..<min(count, list.count) { texts.append(list, at: index) }
            return .text(texts)
        case .decimal(let list): return .decimal(Array(list.prefix(count)))
        case .integer(let list): return .integer(Array(list.prefix(count)))
        case .boolean(let list): return .boolean(Array(list.prefix(count)))
        case .map(let list):
            var maps = MapList()
            for index in 0..<min(count, list.count) { maps.append(list, at: index) }
            return .map(maps)
        }
    }
}
