import BillingModel
import CodedColumns
import Randomness
import Testing

@testable import Summarising

struct GroupsTests {
    /// Against a dictionary of arrays. Many columns of many values need more than one word.
    @Test(arguments: [(columns: 0, variety: 1), (3, 2), (8, 3000), (30, 2), (30, 5000)])
    func rowsWithEqualCodesAreAGroup(columns: Int, variety: UInt32) throws {
        let seed = newSeed()
        print("GroupsTests seed \(seed), \(columns) columns, variety \(variety)")
        var random = SeededGenerator(seed: seed)
        let rows = 3000
        // Rows come in copies, so that some are equal in all of many columns.
        let kinds = (0..<rows / 2).map { _ in
            (0...columns).map { UInt32.random(in: 0...($0 == 0 ? 5 : variety), using: &random) }
        }
        let table = (0..<rows).map { _ in random.pick(kinds) }
        let keys = (0...columns).map { column in
            var key = KeyColumn(.integer, rowsExpected: rows)
            let codes = key.dictionary.merge(.integer((0..<Int64(variety) + 5).reversed().map { $0 * 7 }))
            #expect(codes.count >= variety)
            key.append(table[..<1000].map { $0[column] })
            key.append(table[1000...].map { $0[column] })
            return key
        }
        let groups = try Groups(days: keys[0], keys: Array(keys.dropFirst()))

        var found: [[UInt32]: UInt32] = [:]
        for (row, codes) in table.enumerated() {
            let group = groups.ofRow[row]
            if let known = found.updateValue(group, forKey: codes) {
                #expect(known == group, "seed \(seed), row \(row)")
            } else {
                #expect(groups.firstRows[Int(group)] == row, "seed \(seed), row \(row)")
            }
        }
        #expect(groups.count == found.count, "seed \(seed)")
        let sizes = Dictionary(groups.ofRow.map { ($0, 1) }, uniquingKeysWith: +)
        #expect(groups.rowCounts.enumerated().allSatisfy { sizes[UInt32($0)] == Int($1) }, "seed \(seed)")
        // Later dates have smaller codes here; null is first.
        let days = groups.firstRows.map { row in table[Int(row)][0] }.map { $0 == 0 ? Int.max : Int($0) }
        #expect(zip(days, days.dropFirst()).allSatisfy { $0 >= $1 }, "seed \(seed)")
    }
}
