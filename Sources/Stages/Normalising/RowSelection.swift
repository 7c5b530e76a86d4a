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
        let insideCount = (0..<count).count(where: isIn)
        // Mostly all rows go one way: then nothing is copied.
        if insideCount == count { return (self, .some([])) }
        if insideCount == 0 { return (.some([]), self) }
        var inside: [UInt32] = []
        var outside: [UInt32] = []
        inside.reserveCapacity(insideCount)
        outside.reserveCapacity(count - insideCount)
        for index in 0..<count {
            if isIn(index) { inside.append(row(index)) } else { outside.append(row(index)) }
        }
        return (.some(inside), .some(outside))
    }

    func row(_ index: Int) -> UInt32 {
        switch self {
        case .all: UInt32(index)
        case .some(let rows): rows[index]
        }
    }
}
