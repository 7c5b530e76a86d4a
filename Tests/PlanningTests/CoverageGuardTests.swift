import BillingModel
import Planning
import Testing

@Suite("What a delivery lacks of the one that it would replace")
struct CoverageGuardTests {
    private let period = BillingPeriod("2025-10")

    private func facts(_ days: [String: UInt32]?, _ billed: [String: Int] = ["EUR": 100]) -> CoverageGuard.Facts {
        CoverageGuard.Facts(coverage: days.map(Coverage.init(names:)), billed: billed.mapValues { ExactDecimal($0) })
    }

    private func shortfall(_ new: CoverageGuard.Facts, _ old: CoverageGuard.Facts) throws -> String? {
        CoverageGuard.shortfall(of: new, against: old, period: try #require(period))
    }

    @Test("the same, or more, lacks nothing")
    func nothing() throws {
        let old = facts(["a": 0b110])
        #expect(try shortfall(old, old) == nil)
        #expect(try shortfall(facts(["a": 0b1110, "b": 0b10], ["EUR": 900, "USD": 1]), old) == nil)
    }

    @Test("whole days")
    func days() throws {
        let old = facts(["a": 0b1110, "b": 0b110_0000])
        #expect(
            try shortfall(facts(["a": 0b10, "b": 0b100_0000]), old) == "the days 2025-10-02 to 2025-10-03, 2025-10-05")
    }

    @Test("whole accounts, the first three by name")
    func accounts() throws {
        let old = facts(["a": 2, "b": 2, "c": 2, "d": 2, "e": 2])
        #expect(try shortfall(facts(["e": 2]), old) == "the accounts a, b, c and 1 more")
        #expect(try shortfall(facts(["a": 2, "b": 2, "c": 2, "d": 2]), old) == "the account e")
    }

    @Test("more than half of a currency's billed cost; exactly half is not more")
    func cost() throws {
        let old = facts(["a": 2], ["EUR": 100])
        #expect(try shortfall(facts(["a": 2], ["EUR": 50]), old) == nil)
        let expected = "more than half of 100.00 EUR billed (it has 49.00)"
        #expect(try shortfall(facts(["a": 2], ["EUR": 49]), old) == expected)
        #expect(
            try shortfall(facts(["a": 2], ["USD": 100]), old) == "more than half of 100.00 EUR billed (it has 0.00)")
        #expect(try shortfall(facts(["a": 2], [:]), facts(["a": 2], ["EUR": -5])) == nil)
    }

    @Test("of what is unknown nothing is said")
    func unknown() throws {
        #expect(try shortfall(facts(["a": 2]), facts(nil)) == nil)
        #expect(try shortfall(facts(nil), facts(["a": 6])) == nil)
    }
}
