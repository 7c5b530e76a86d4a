import BillingModel
import Randomness

/// Tables with what is likely to go wrong.
struct RandomTable {
    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func table() -> Table {
        let columns = ColumnType.allCases.flatMap { type in
            (0..<3).map { Column("\(type.rawValue) \($0) é", type) }
        }.shuffled(using: &random)
        let sizes = [0, 1, 2, 7, 8, 9, 31, 32, 33, 64, 65, 257, 1000]
        let rowGroups = (0..<Int.random(in: 0...4, using: &random)).map { _ in
            let rows = sizes.randomElement(using: &random) ?? 0
            return columns.map { cells($0.type, rows) }
        }
        return Table(columns: columns, rowGroups: rowGroups)
    }

    /// Some values, each as often as it happens; often in runs.
    mutating func cells(_ type: ColumnType, _ rows: Int) -> [Cell] {
        let distinct = [1, 1, 2, 3, 17, 300, 2000].randomElement(using: &random) ?? 1
        let nullShare = [0, 0, 1, 9, 10].randomElement(using: &random) ?? 0
        let runMax = [1, 1, 3, 100].randomElement(using: &random) ?? 1
        let values = (0..<distinct).map { _ in value(type) }
        var cells: [Cell] = []
        while cells.count < rows {
            let isNull = Int.random(in: 0..<10, using: &random) < nullShare
            let cell = isNull ? .null : values.randomElement(using: &random) ?? .null
            let run = min(Int.random(in: 1...runMax, using: &random), rows - cells.count)
            cells += Array(repeating: cell, count: run)
        }
        return cells
    }

    mutating func value(_ type: ColumnType) -> Cell {
        switch type {
        case .text: .text(text())
        case .decimal: .decimal(decimal())
        case .integer: .integer(integer(extremes: [.min, .max, 0, -1, 1]))
        // Python's calendar has the years 1 to 9999.
        case .timestamp:
            .integer(
                [-62_135_596_800_000_000, 253_402_300_799_999_999, -1, 0, integer(bits: 50)].randomElement(
                    using: &random)
                    ?? 0)
        case .date: .integer([-719_162, 2_932_896, -1, 0, integer(bits: 16)].randomElement(using: &random) ?? 0)
        case .boolean: .boolean(Bool.random(using: &random))
        case .map: .map(pairs())
        }
    }

    private mutating func decimal() -> Int128 {
        let most: Int128 = 99_999_999_999_999_999_999_999_999_999_999_999_999
        let small = Int128(integer(bits: 60))
        return [most, -most, 0, -1, 1, small, small * 1_000_000_000_000, most / 3 - small].randomElement(using: &random)
            ?? 0
    }

    private mutating func integer(extremes: [Int64]) -> Int64 {
        Bool.random(using: &random) ? integer(bits: 40) : extremes.randomElement(using: &random) ?? 0
    }

    private mutating func integer(bits: Int) -> Int64 {
        Int64.random(in: (-1 << bits)...(1 << bits), using: &random)
    }

    mutating func text() -> String {
        let letters: [Character] = Array("ab0 ,\"\\\n\u{0}\u{7f}éß€漢字😀👩‍👩‍👧\u{feff}\u{ffff}")
        let lengths = [0, 0, 1, 3, 12, 40, 64, 65, 300]
        return String(
            (0..<(lengths.randomElement(using: &random) ?? 0)).map { _ in letters.randomElement(using: &random) ?? "x" }
        )
    }

    private mutating func pairs() -> [Cell.Pair] {
        let keys = (0..<Int.random(in: 0...4, using: &random)).map { _ in
            ["env", "team", "", "Größe", text()].randomElement(using: &random) ?? ""
        }
        // A map has a key once.
        return Set(keys).sorted().map { Cell.Pair(key: $0, value: Bool.random(using: &random) ? nil : text()) }
    }
}
