import BillingModel

/// Bars of one scale: positive amounts grow to the right of the axis, negative ones to the left.
struct CostBar {
    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let cellsLeft: Int
    let cellsRight: Int
    private let unitsPerCell: UInt128

    /// `cells` is the room for both sides and the axis. There is an axis only where something is negative; each side
    /// gets its share of the room, and equal lengths are equal amounts.
    init(amounts: [ExactDecimal], cells: Int) {
        let up = amounts.map(\.units).filter { $0 > 0 }.map(\.magnitude).max() ?? 0
        let down = amounts.map(\.units).filter { $0 < 0 }.map(\.magnitude).max() ?? 0
        guard down > 0 else {
            (cellsLeft, cellsRight) = (0, max(1, cells))
            unitsPerCell = Self.dividedUp(up, by: cellsRight)
            return
        }
        let room = max(2, cells - 1)
        let least = up == 0 ? 0 : 1
        let share = Self.dividedUp(down, by: 1) / Self.dividedUp(up + down, by: room)
        cellsLeft = min(room - least, max(1, Int(share)))
        cellsRight = room - cellsLeft
        // The side that is shorter of room sets the scale.
        unitsPerCell = max(
            Self.dividedUp(down, by: cellsLeft), cellsRight > 0 ? Self.dividedUp(up, by: cellsRight) : 1)
    }

    /// Without blanks at its end; anything but zero gets at least a sliver.
    func text(_ amount: ExactDecimal?) -> String {
        let units = amount?.units ?? 0
        let length = max(units == 0 ? 0 : 1, eighths(of: units.magnitude))
        let rightward = String(repeating: "█", count: length / 8) + Self.eighths[length % 8]
        guard cellsLeft > 0 else { return rightward }
        guard units < 0 else { return String(repeating: " ", count: cellsLeft) + "│" + rightward }
        // Blocks that fill a cell from its right side come in halves only.
        let halves = max(1, (length + 2) / 4)
        let bar = (halves % 2 == 1 ? "▐" : "") + String(repeating: "█", count: halves / 2)
        return String(repeating: " ", count: max(0, cellsLeft - bar.count)) + bar + "│"
    }

    /// In integers that cannot overflow; no amount is longer than its side.
    private func eighths(of magnitude: UInt128) -> Int {
        var (part, cell) = (magnitude, unitsPerCell)
        while part >> 120 != 0 { (part, cell) = (part >> 1, cell >> 1) }
        return Int(min(part * 8 / max(1, cell), UInt128(max(cellsLeft, cellsRight) * 8)))
    }

    private static func dividedUp(_ units: UInt128, by cells: Int) -> UInt128 {
        max(1, units / UInt128(cells) + (units % UInt128(cells) == 0 ? 0 : 1))
    }
}
