import Randomness
import Testing

@testable import Summarising

struct NumberTableTests {
    /// Against a dictionary: in one go or in several, few words or many, those with equal low or high halves too.
    @Test(arguments: [1, 7, 300, 100_000])
    func numbersAreInOrderOfAppearance(variety: UInt64) {
        let seed = newSeed()
        print("NumberTableTests seed \(seed), variety \(variety)")
        var random = SeededGenerator(seed: seed)
        let shift = random.pick([0, 20, 32, 47] as [UInt64])
        let words = (0..<20_000).map { _ in UInt64.random(in: 0..<variety, using: &random) << shift }
        var expected: [UInt64: UInt32] = [:]
        var table = NumberTable()
        var at = 0
        while at < words.count {
            let some = Array(words[at..<min(words.count, at + Int.random(in: 1...9000, using: &random))])
            var (added, wanted, wantedAdded): ([Int], [UInt32], [Int]) = ([], [], [])
            let numbers = table.number(some) { added.append($0) }
            for (index, word) in some.enumerated() {
                if expected[word] == nil {
                    expected[word] = UInt32(expected.count)
                    wantedAdded.append(index)
                }
                wanted.append(expected[word, default: 0])
            }
            #expect(numbers == wanted && added == wantedAdded, "seed \(seed), from \(at)")
            at += some.count
        }
        #expect(table.count == expected.count)
    }
}
