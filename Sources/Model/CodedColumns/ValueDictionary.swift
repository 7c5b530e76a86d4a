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
        switch list {
        case .text(let list):
            guard case .text(var mine) = values.take() else { Self.trap() }
            defer { values = .text(mine) }
            return table.intern(list, into: &mine) { $0.append($1, at: $2) }
        case .decimal(let list):
            guard case .decimal(var mine) = values.take() else { Self.trap() }
            defer { values = .decimal(mine) }
            return table.intern(list, into: &mine) { $0.append($1[$2]) }
        case .integer(let list):
            guard case .integer(var mine) = values.take() else { Self.trap() }
            defer { values = .integer(mine) }
            return table.intern(list, into: &mine) { $0.append($1[$2]) }
        case .boolean(let list):
            guard case .boolean(var mine) = values.take() else { Self.trap() }
            defer { values = .boolean(mine) }
            return table.intern(list, into: &mine) { $0.append($1[$2]) }
        case .map(let list):
            guard case .map(var mine) = values.take() else { Self.trap() }
            defer { values = .map(mine) }
            return table.intern(list, into: &mine) { $0.append($1, at: $2) }
        }
    }

    private static func trap() -> Never {
        preconditionFailure("a dictionary holds values of one type")
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
