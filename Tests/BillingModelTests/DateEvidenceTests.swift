import BillingModel
import Testing

@Suite struct DateEvidenceTests {
    private func evidence(_ texts: [String]) -> DateEvidence { texts.reduce(into: DateEvidence()) { $0.note($1) } }

    private func verdict(
        _ days: [String], boundaries: [String] = [], others: [String] = [], month: Int? = nil
    ) -> DateEvidence.Verdict {
        DateEvidence.verdict(
            days: evidence(days), boundaries: evidence(boundaries), others: evidence(others), month: month)
    }

    @Test func aDayAfterThe12thProves() {
        #expect(verdict(["10/01/2025", "10/13/2025"]) == .order(.monthFirst))
        #expect(verdict(["01/10/2025", "13/10/2025"]) == .order(.dayFirst))
        #expect(verdict(["05/10/2025"], boundaries: ["01/10/2025", "31/10/2025"]) == .order(.dayFirst))
        #expect(verdict(["05/10/2025"], others: ["3/31/25"]) == .order(.monthFirst))
        #expect(verdict(["10/13/2025", "13/10/2025"], month: 10) == .contradictory)
    }

    @Test func daysOfOneMonthAndFirstsOfMonths() {
        #expect(verdict(["10/01/2025", "10/02/2025"]) == .order(.monthFirst))
        #expect(verdict(["01/10/2025", "02/10/2025"]) == .order(.dayFirst))
        #expect(verdict(["05/10/2025"], month: 5) == .order(.monthFirst))
        #expect(verdict(["05/10/2025"], month: 10) == .order(.dayFirst))
        // A refund of the month before beside the month's own days.
        #expect(verdict(["9/3/2025", "10/5/2025"], boundaries: ["10/1/2025"]) == .order(.monthFirst))
        #expect(verdict(["3/9/2025"], boundaries: ["1/9/2025", "1/10/2025"]) == .order(.dayFirst))
    }

    @Test func whatNothingTells() {
        #expect(verdict(["05/10/2025"]) == .unknown)
        #expect(verdict(["05/10/2025", "06/11/2025"]) == .unknown)
        #expect(verdict([]) == .either && verdict(["2025-10-13", "13.10.2025", "99/99"]) == .either)
        #expect(verdict(["05/05/2025"]) == .either, "it is the same day in both orders")
        #expect(verdict(["2025-10-05"], others: ["3/1/25"]) == .either, "the day of an exchange rate moves no charge")
    }

    @Test func bothOrdersAreRead() {
        func days(_ text: String, _ order: DateOrder) -> Int32? {
            var text = text
            return text.withUTF8 { TimestampText.days($0, order) }
        }
        for order in DateOrder.allCases {
            #expect(days("2025-12-31", order) == 20453)
            #expect(days(order == .monthFirst ? "12/31/2025 0:00" : "31/12/25", order) == 20453)
            #expect(days(order == .monthFirst ? "31/12/2025" : "12/31/2025", order) == nil)
        }
    }
}
