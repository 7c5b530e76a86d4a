import BillingModel
import Testing

@Suite("Coverage: which accounts have money on which days")
struct CoverageTests {
    @Test("days are added, compared and written account by account")
    func arithmetic() {
        var coverage = Coverage()
        coverage.insert(account: "a", days: 1 << 3 | 1 << 31)
        coverage.insert(account: "b", days: 1)
        coverage.insert(account: "none", days: 0)
        #expect(coverage.accounts == ["a", "b"])
        #expect(coverage.daysOfMonth == [3, 31])
        #expect(coverage.size == 3)
        let other = Coverage(["a": 1 << 3, "c": 1 << 4])
        #expect(coverage.intersection(other) == Coverage(["a": 1 << 3]))
        #expect(coverage.subtracting(other) == Coverage(["a": 1 << 31, "b": 1]))
        #expect(coverage.union(other) == Coverage(["a": 1 << 3 | 1 << 31, "b": 1, "c": 1 << 4]))
    }

    @Test("its text is read back", arguments: [[:], ["": 2], ["a b\tc": 0xFFFF_FFFF, "x": 1]] as [[String: UInt32]])
    func text(days: [String: UInt32]) {
        #expect(Coverage(text: Coverage(days).text) == Coverage(days))
    }

    @Test("other text is no coverage", arguments: ["zz\ta", "1", "1FFFFFFFF\ta"])
    func otherText(text: String) {
        #expect(Coverage(text: text) == nil)
    }
}
