import BillingModel
import CodedColumns

extension ValueList {
    init(_ cells: [Cell], _ type: ColumnType) {
        switch type {
        case .text: self = .text(TextList(cells.compactMap { if case .text(let text) = $0 { text } else { nil } }))
        case .decimal: self = .decimal(cells.compactMap { if case .decimal(let units) = $0 { units } else { nil } })
        case .integer, .timestamp, .date:
            self = .integer(cells.compactMap { if case .integer(let number) = $0 { number } else { nil } })
        case .boolean: self = .boolean(cells.compactMap { if case .boolean(let truth) = $0 { truth } else { nil } })
        case .map:
            var list = MapList()
            for case .map(let pairs) in cells { list.append(pairs.map { (key: $0.key, value: $0.value) }) }
            self = .map(list)
        }
    }

    func cell(_ index: Int) -> Cell {
        switch self {
        case .text(let list): .text(list[index])
        case .decimal(let list): .decimal(list[index])
        case .integer(let list): .integer(list[index])
        case .boolean(let list): .boolean(list[index])
        case .map(let list):
            .map(
                list.range(index).map {
                    Cell.Pair(key: list.keys[$0], value: list.hasValue[$0] ? list.values[$0] : nil)
                })
        }
    }
}

extension CodedColumn {
    /// Codes in the order of first use.
    init(_ cells: [Cell], _ type: ColumnType) {
        var codes: [Cell: UInt32] = [:]
        var values: [Cell] = []
        let coded = cells.map { cell in
            guard cell != .null else { return 0 as UInt32 }
            if let known = codes[cell] { return known }
            values.append(cell)
            codes[cell] = UInt32(values.count)
            return UInt32(values.count)
        }
        self.init(codes: coded, values: ValueList(values, type))
    }

    /// Codes 1, 2, 3 …, whether values repeat or not.
    init(countingUp cells: [Cell], _ type: ColumnType) {
        var count: UInt32 = 0
        let codes = cells.map { cell -> UInt32 in
            guard cell != .null else { return 0 }
            count += 1
            return count
        }
        self.init(codes: codes, values: ValueList(cells.filter { $0 != .null }, type))
    }

    /// Values in any order, some twice, some that no code uses.
    init(mixed cells: [Cell], _ type: ColumnType, spare: [Cell], using random: inout some RandomNumberGenerator) {
        let distinct = Array(Set(cells).subtracting([.null]))
        let values = (distinct + distinct.prefix(distinct.count / 3) + spare).shuffled(using: &random)
        var places: [Cell: [UInt32]] = [:]
        for (index, value) in values.enumerated() { places[value, default: []].append(UInt32(index + 1)) }
        let codes = cells.map { cell in cell == .null ? 0 : places[cell]?.randomElement(using: &random) ?? 0 }
        self.init(codes: codes, values: ValueList(values, type))
    }
}
