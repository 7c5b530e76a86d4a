import BillingModel
import Testing

@Suite("Coverage: which accounts have money on which days")
struct CoverageTests {
    @Test("days are added, compared and written account by account")
    func arithmetic() {
        var coverage = Coverage()
        let (a, b, c) = (Coverage.Account("a"), Coverage.Account("b"), Coverage.Account("c"))
        coverage.insert(a, days: 1 << 3 | 1 << 31)
        coverage.insert(b, days: 1)
        coverage.insert(Coverage.Account("none"), days: 0)
        #expect(coverage.accounts == ["a", "b"])
        #expect(coverage.daysOfMonth == [3, 31])
        #expect(coverage.size == 3)
        let other = Coverage([a: 1 << 3, c: 1 << 4])
        #expect(coverage.intersection(other) == Coverage([a: 1 << 3]))
        #expect(coverage.subtracting(other) == Coverage([a: 1 << 31, b: 1]))
        #expect(coverage.union(other) == Coverage([a: 1 << 3 | 1 << 31, b: 1, c: 1 << 4]))
    }

    @Test("who pays is the same, another, or unknown")
    func payers() {
        let (mine, other, unknown) = (
            Coverage.Account("a", payer: "p"), Coverage.Account("a", payer: "q"), Coverage.Account("a")
        )
        let coverage = Coverage([mine: 0b110])
        #expect(coverage.intersection(Coverage([other: 0b110])).isEmpty)
        #expect(coverage.intersection(Coverage([unknown: 0b100])) == Coverage([mine: 0b100]))
        #expect(coverage.intersection(Coverage([unknown: 0b100, mine: 0b10])) == coverage)
        #expect(Coverage([unknown: 0b110]).subtracting(Coverage([mine: 0b10, other: 0b100])).isEmpty)
        #expect(Coverage([mine: 1, other: 2]).withoutPayers == Coverage([unknown: 3]))
        #expect(Coverage([mine: 1, other: 2]).accounts == ["a"])
    }

    @Test(
        "its text is read back",
        arguments: [
            [:], [.init(""): 2], [.init("a b"): 0xFFFF_FFFF, .init("x", payer: "p"): 1, .init("x"): 4],
        ] as [[Coverage.Account: UInt32]])
    func text(days: [Coverage.Account: UInt32]) {
        #expect(Coverage(text: Coverage(days).text) == Coverage(days))
    }

    @Test("other text is no coverage", arguments: ["zz\ta", "1", "1FFFFFFFF\ta"])
    func otherText(text: String) {
        #expect(Coverage(text: text) == nil)
    }
}
