import BillingModel
import Randomness
import Testing

@testable import Reporting

@Suite("What changed between two summaries")
struct CostChangeTests {
    private static func cell(
        _ value: String?, _ currency: String?, _ billed: Int?, _ effective: Int? = nil, rows: Int = 1
    ) -> CostCell {
        CostCell(
            value: value, currency: currency, billed: billed.map { ExactDecimal($0) },
            effective: effective.map { ExactDecimal($0) }, rows: rows)
    }

    @Test("differences add up, nothing is lost, the largest stands first, currencies stay apart")
    func arithmetic() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var dice = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let sides = (0..<2).map { _ in randomCells(&dice) }
            let changes = try CostChange.all(before: sides[0], after: sides[1])
            let keys = Set(sides.joined().map { "\($0.value ?? "-") \($0.currency ?? "-")" })
            #expect(changes.count == keys.count, "seed \(seed)")
            for currency in ["USD", "EUR", nil] {
                let sums = sides.map { side in
                    side.filter { $0.currency == currency }.reduce(Int128(0)) { $0 + ($1.billed?.units ?? 0) }
                }
                let mine = changes.filter { $0.currency == currency }
                let difference = mine.reduce(Int128(0)) { $0 + ($1.billed.difference?.units ?? 0) }
                #expect(difference == sums[1] - sums[0], "seed \(seed)")
                let sizes = mine.compactMap { $0.billed.difference?.units.magnitude }
                #expect(sizes == sizes.sorted(by: >), "seed \(seed)")
            }
            #expect(changes.map { $0.currency ?? "~" } == changes.map { $0.currency ?? "~" }.sorted(), "seed \(seed)")
            #expect(
                try CostChange.all(before: sides[0], after: sides[0]).allSatisfy { !$0.isChange }, "seed \(seed)")
        }
    }

    private func randomCells(_ dice: inout SeededGenerator) -> [CostCell] {
        var cells: [CostCell] = []
        for value in ["a", "b", "c", nil] {
            for currency in ["USD", "EUR", nil] where Bool.random(using: &dice) {
                let units = Int.random(in: -5...5, using: &dice)
                cells.append(Self.cell(value, currency, units, units))
            }
        }
        return cells
    }

    @Test("what one side lacks is zero there; what is unknown has no difference")
    func missingAndUnknown() throws {
        let changes = try CostChange.all(
            before: [Self.cell("gone", "USD", 3, 3, rows: 2), Self.cell("dark", "USD", 1, nil)],
            after: [Self.cell("dark", "USD", 1, 5), Self.cell("new", "USD", 4, 4)])
        #expect(changes.map(\.value) == ["new", "gone", "dark"])
        #expect(changes.map(\.billed.difference) == [ExactDecimal(4), ExactDecimal(-3), .zero])
        #expect(changes[0].billed.before == .zero)
        #expect(changes[1].rowsBefore == 2 && changes[1].rowsAfter == 0)
        #expect(changes[2].effective.difference == nil && changes[2].isChange)
    }

    @Test func twoSumsForOneValueAreABug() {
        let twice = [Self.cell("a", "USD", 1), Self.cell("a", "USD", 2)]
        #expect(throws: BillowError.self) { try CostChange.all(before: twice, after: []) }
    }
}
