import Randomness

/// A random CSV file: sound, with one bad cell, or with bytes broken afterwards.
struct HostileFile {
    private(set) var bytes: [UInt8]

    /// Columns that a file may have besides `d_cost`, several of each type.
    private static let columns = [
        "d_net", "d_price", "d_quantity", "i_count", "i_id", "t_start", "t_end", "y_day", "y_due", "b_ok", "currency",
        "note",
        "name", "sku", "Tag: x", "",
    ]

    /// `accumulates`: rows tell their month. `mayBeLarge`: one file in three hundred has more rows than fit into a
    /// batch.
    init(_ dice: inout SeededGenerator, accumulates: Bool, mayBeLarge: Bool) {
        var names = Self.columns.filter { _ in dice.once(in: 2) } + (dice.once(in: 40) ? [] : ["d_cost"])
        if accumulates, !dice.once(in: 40) { names.append("t_period") }
        names.shuffle(using: &dice)
        if names.isEmpty { names = ["d_cost"] }
        let lineBreaks = dice.pick([["\n"], ["\n"], ["\r\n"], ["\n", "\r\n"]])
        let quoting = dice.pick([1, 2, 10, 1_000_000])
        let isLarge = mayBeLarge && dice.once(in: 300)
        let rows = isLarge ? dice.roll(10_000...40_000) : dice.once(in: 10) ? 0 : dice.roll(1...25)
        let badRow = dice.once(in: 4) && rows > 0 ? dice.roll(rows) : -1
        var text = dice.once(in: 5) ? "\u{FEFF}" : ""
        text += Self.record(names.map { dice.once(in: 30) ? " \($0) " : $0 }, quoting, &dice) + dice.pick(lineBreaks)
        var earlier = names.map { _ in [""] }
        for row in 0..<rows {
            let badColumn = row == badRow ? dice.roll(names.count) : -1
            let cells = names.indices.map { at -> String in
                // Bills repeat themselves.
                if at != badColumn, row > 0, dice.once(in: 2) { return dice.pick(earlier[at]) }
                let cell = dice.cell(names[at], bad: at == badColumn)
                if at != badColumn { row == 0 ? earlier[at] = [cell] : earlier[at].append(cell) }
                return cell
            }
            text += Self.record(cells, quoting, &dice)
            if row < rows - 1 || !dice.once(in: 4) { text += dice.pick(lineBreaks) }
        }
        if dice.once(in: 8) { text += String(repeating: "\n", count: dice.roll(3)) }
        bytes = Array(text.utf8)
        if dice.once(in: 6) { damage(&dice) }
    }

    private static func record(_ cells: [String], _ quoting: Int, _ dice: inout SeededGenerator) -> String {
        let quoted = cells.map { cell -> String in
            let mustQuote = cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
            guard mustQuote || dice.once(in: quoting) else { return cell }
            return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }
        return quoted.joined(separator: ",")
    }

    /// Some bytes change, go, or come.
    private mutating func damage(_ dice: inout SeededGenerator) {
        let hostile: [UInt8] = [0, 9, 10, 13, 32, 34, 34, 44, 44, 65, 0x80, 0xC3, 0xEF, 0xF0, 0xFF]
        for _ in 0..<dice.roll(1...3) where !bytes.isEmpty {
            let at = dice.roll(bytes.count)
            switch dice.roll(5) {
            case 0: bytes[at] = dice.pick(hostile)
            case 1: bytes.remove(at: at)
            case 2: bytes.insert(dice.pick(hostile), at: at)
            case 3: bytes.removeLast(min(bytes.count, dice.roll(1...4)))
            default: bytes.swapAt(at, dice.roll(bytes.count))
            }
        }
    }
}
