import BillingModel

/// The distinct values of a column over many row groups and files, in the order of their first appearance.
package struct ValueDictionary: Sendable {
    package private(set) var values: ValueList
    private var table = CodeTable()

    package init(_ type: ColumnType) {
        values = ValueList(type)
    }

    package var count: Int { values.count }

    /// For each value its code here, at least 1; those that are new are added. The list must be of this type.
    package mutating func merge(_ list: ValueList) -> [UInt32] {
        let mine = values
        // Held here alone, the values grow in place.
        values = .boolean([])
        switch (consume mine, list) {
        case (.text(var mine), .text(let list)):
            let codes = table.intern(list, into: &mine) { $0.append($1, at: $2) }
            values = .text(mine)
            return codes
        case (.decimal(var mine), .decimal(let list)):
            let codes = table.intern(list, into: &mine) { $0.append($1[$2]) }
            values = .decimal(mine)
            return codes
        case (.integer(var mine), .integer(let list)):
            let codes = table.intern(list, into: &mine) { $0.append($1[$2]) }
            values = .integer(mine)
            return codes
        case (.boolean(var mine), .boolean(let list)):
            let codes = table.intern(list, into: &mine) { $0.append($1[$2]) }
            values = .boolean(mine)
            return codes
        case (.map(var mine), .map(let list)):
            let codes = table.intern(list, into: &mine) { $0.append($1, at: $2) }
            values = .map(mine)
            return codes
        default:
            preconditionFailure("a dictionary holds values of one type")
        }
    }

    /// For each value its code here, 0 when it is not here. The list must be of this type.
    package func codes(of list: ValueList) -> [UInt32] {
        switch (values, list) {
        case (.text(let mine), .text(let list)): table.look(for: list, in: mine)
        case (.decimal(let mine), .decimal(let list)): table.look(for: list, in: mine)
        case (.integer(let mine), .integer(let list)): table.look(for: list, in: mine)
        case (.boolean(let mine), .boolean(let list)): table.look(for: list, in: mine)
        case (.map(let mine), .map(let list)): table.look(for: list, in: mine)
        default: preconditionFailure("a dictionary holds values of one type")
        }
    }

    /// The column's cells as codes into ``values``; values that are new are added.
    package mutating func merge(_ column: CodedColumn) -> [UInt32] {
        let codes = [0] + merge(column.values)
        return column.codes.map { codes[Int($0)] }
    }
}

extension CodeTable {
    @inline(__always)
    fileprivate mutating func intern<List: HashableList>(
        _ list: List, into mine: inout List, append: (inout List, List, Int) -> Void
    ) -> [UInt32] {
        var codes = [UInt32](repeating: 0, count: list.count)
        // In steps: of many values few may be new.
        let step = 4096
        for start in stride(from: 0, to: list.count, by: step) {
            let end = min(start + step, list.count)
            reserve(end - start)
            for index in start..<end {
                let next = UInt32(mine.count + 1)
                let code = code(hash: list.hash(at: index), orInsert: next) {
                    mine.isSame(at: Int($0) - 1, as: list, at: index)
                }
                if code == next { append(&mine, list, index) }
                codes[index] = code
            }
        }
        return codes
    }

    @inline(__always)
    fileprivate func look<List: HashableList>(for list: List, in mine: List) -> [UInt32] {
        (0..<list.count).map { index in
            code(hash: list.hash(at: index)) { mine.isSame(at: Int($0) - 1, as: list, at: index) } ?? 0
        }
    }
}
