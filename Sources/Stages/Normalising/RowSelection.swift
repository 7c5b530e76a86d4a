/// Some rows of a portion, in ascending order.
enum RowSelection: Sendable {
    case all(count: Int)
    case some([UInt32])

    var count: Int {
        switch self {
        case .all(let count): count
        case .some(let rows): rows.count
        }
    }

    /// Of one code for each row of the portion those of these rows.
    func pick(_ codes: [UInt32]) -> [UInt32] {
        switch self {
        case .all: codes
        case .some(let rows): rows.map { codes[Int($0)] }
        }
    }

    /// Of these rows, counted from 0, those that `isIn` names, and the others; ascending.
    func split(_ isIn: (Int) -> Bool) -> (inside: RowSelection, outside: RowSelection) {
        var inside: [UInt32] = []
        var outside: [UInt32] = []
        for index in 0..<count {
            let row = row(index)
            if isIn(index) { inside.append(row) } else { outside.append(row) }
        }
        // All rows remain all of them: then nothing is copied.
        return (inside.count == count ? self : .some(inside), outside.count == count ? self : .some(outside))
    }

    func row(_ index: Int) -> UInt32 {
        switch self {
        case .all: UInt32(index)
        case .some(let rows): rows[index]
        }
    }
}
