import Randomness
import Testing

@testable import Normalising

@Suite struct CombinationsTests {
    @Test func areThoseOfADictionaryOfRows() throws {
        let seed = newSeed()
        print("combinations: seed \(seed)")
        var dice = SeededGenerator(seed: seed)
        for round in 0..<60 {
            let rowCount = Int.random(in: 0...3000, using: &dice)
            let columns = (0..<Int.random(in: 1...4, using: &dice)).map { _ in
                // Small tables, large ones, and those that no table of all pairs could hold.
                let codeMax = dice.pick([0, 1, 7, 300, 5000, 3_000_000])
                let codes = (0..<rowCount).map { _ in UInt32.random(in: 0...UInt32(codeMax), using: &dice) }
                return (codes: codes, codeMax: codeMax)
            }
            let found = try #require(Combinations(columns, countMax: rowCount))
            var first: [[UInt32]: Int] = [:]
            for row in 0..<rowCount {
                let cells = columns.map { $0.codes[row] }
                let number = first[cells] ?? first.count
                if first[cells] == nil {
                    first[cells] = number
                    #expect(found.rows[number] == row, "seed \(seed), round \(round)")
                }
                #expect(found.codes[row] == number, "seed \(seed), round \(round)")
            }
            #expect(found.rows.count == first.count)
            if first.count > 0 { #expect(Combinations(columns, countMax: first.count - 1) == nil) }
        }
    }

    @Test func eachRowOnItsOwn() {
        let own = Combinations(rowCount: 3)
        #expect(own.codes == [0, 1, 2] && own.rows == [0, 1, 2])
    }
}

@Suite struct RowSelectionTests {
    @Test func splitKeepsOrderAndRows() {
        let rows = RowSelection.some([2, 5, 9])
        let (inside, outside) = rows.split { $0 != 1 }
        #expect(inside.pick(Array(0..<10)) == [2, 9])
        #expect(outside.pick(Array(0..<10)) == [5])
        guard case .all(4) = RowSelection.all(count: 4).split({ _ in true }).inside else {
            Issue.record("all rows became some")
            return
        }
    }
}
