import BillingModel
import CodedColumns
import DelimitedText
import Randomness
import Testing

@testable import CellCoding

/// Random tables through the coder, with limits so small that everything happens: columns that give up their
/// dictionaries, clusters that fill and are emptied, cells that end at every place in a block.
@Suite struct RandomTableTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as [UInt64])
    func cellsAreThoseThatTheParserReads(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let rows = 2000 + random.roll(20_000)
        var text = TableCoderTests.header
        var expected: [String] = []
        var sums: [String: ExactDecimal] = [:]
        for row in 0..<rows {
            let (line, cells, cost, currency) = Self.row(row, seed, &random)
            text += line
            expected.append(cells)
            if let cost {
                let key = currency.isEmpty ? ControlTotals.noCurrency : currency
                sums[key] = try #require((sums[key] ?? .zero).adding(cost))
            }
        }
        var limits = TableCoder.Limits()
        limits.rowsInBatch = [1, 100, 16_384][random.roll(3)]
        limits.rowsInGroup = [64, 5000, 65_536][random.roll(3)]
        limits.waitingBytes = [1 << 12, 1 << 18, 1 << 27][random.roll(3)]
        limits.batchBytes = [100, 1 << 20, 1 << 27][random.roll(3)]
        limits.dictionaryBytes = [1 << 14, 1 << 27][random.roll(2)]
        let outcome = try TableCoderTests.code(
            [(text, TableCoderTests.inOrder)], limits: limits, blockBytes: [512, 40_000, 1 << 20][random.roll(3)])
        #expect(outcome.rows.count == rows, "seed \(seed)")
        let wrong = zip(outcome.rows, expected).first { $0 != $1 }
        #expect(wrong == nil, "seed \(seed)")
        #expect(outcome.totals[0].rows == rows && outcome.badCellCount == 0, "seed \(seed)")
        #expect(outcome.totals[0].costs.mapValues(\.billed) == sums, "seed \(seed)")
        for group in outcome.groups {
            #expect(group.columns.allSatisfy { $0.codes.count == group.rows }, "seed \(seed)")
            let days = Set((0..<group.rows).map { TableCoderTests.text(group.columns[0], $0) })
            #expect(days.count == 1, "seed \(seed)")
        }
    }

    /// Of all the lengths that are compared in different ways.
    private static let steadyNotes = [
        "", "x", "8 bytes.", "exactly sixteen.", "seventeen letters", "a \"quoted\" word",
        String(repeating: "as long as it gets ", count: 3), String(repeating: "too long to be steady ", count: 4),
    ]

    /// A CSV line, and its cells as ``TableCoderTests/text(_:_:)`` spells them.
    private static func row(
        _ row: Int, _ seed: UInt64, _ random: inout SeededGenerator
    ) -> (line: String, cells: String, cost: ExactDecimal?, currency: String) {
        let day = seed % 2 == 0 ? 1 + random.roll(28) : 1 + row / 1000 % 28
        let days = TimestampText.days(year: 2025, month: 10, day: day) ?? 0
        let costText = random.roll(9) == 0 ? "" : "\(random.roll(2) == 0 ? "-" : "")\(random.roll(1_000_000)).\(row)"
        let cost = ExactDecimal.parse(costText).value
        // Odd seeds have long stretches of the same cells, which then change in the middle of a block.
        let stretch = seed % 2 == 1 && row / 700 % 4 != 3 ? row / 700 : nil
        let currency = ["USD", "EUR", ""][stretch.map { $0 % 3 } ?? random.roll(3)]
        // Few values, then nearly all different: the column gives up its dictionary on the way.
        let number = stretch ?? (row < 1000 ? random.roll(5) : row)
        let note =
            stretch.map { Self.steadyNotes[$0 % Self.steadyNotes.count] }
            ?? (random.roll(3) == 0
                ? String(repeating: "é\"", count: random.roll(20)) + "\(random.roll(50))"
                : "note \(random.roll(seed % 3 == 0 ? 1_000_000 : 30)), long enough for the arena")
        let mayBeBare = stretch != nil && !note.contains("\"") && random.roll(50) > 0
        let quoted = mayBeBare ? note : "\"\(note.replacing("\"", with: "\"\""))\""
        let padded = day < 10 ? "0\(day)" : "\(day)"
        let ending = random.roll(2) == 0 ? "\n" : "\r\n"
        let line = "2025-10-\(padded),,\(costText),\(currency),\(number),,\(quoted)\(ending)"
        return (line, "\(days)||\(cost?.description ?? "")|\(currency)|\(number)||\(note)", cost, currency)
    }
}
