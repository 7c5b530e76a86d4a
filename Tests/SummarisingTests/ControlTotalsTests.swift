import BillingModel
import Columnar
import Summarising
import Testing

struct ControlTotalsTests {
    @Test func rowsBecomeTotals() throws {
        let totals = try ControlTotals(rows: [
            [.text("EUR"), .integer(3), .text("-1.500000000000000000"), .null, .text("2.000000000000000000"), .null],
            [.null, .integer(2), .null, .null, .null, .null],
        ])
        #expect(totals.rows == 5)
        let euros = try #require(totals.costs["EUR"])
        #expect(euros.billed.description == "-1.500000000000000000")
        #expect(euros.effective == nil && euros.contracted == nil)
        #expect(euros.list == ExactDecimal(2))
        #expect(totals.costs[ControlTotals.noCurrency] == ControlTotals.Costs(billed: .zero))
    }

    @Test func noRowsAreNoTotals() throws {
        #expect(try ControlTotals(rows: []) == .empty)
    }

    @Test(arguments: [
        [Value.text("EUR"), .integer(1)],
        [.text("EUR"), .text("1"), .null, .null, .null, .null],
        [.text("EUR"), .integer(1), .double(1), .null, .null, .null],
        [.integer(1), .integer(1), .null, .null, .null, .null],
    ])
    func anotherShapeIsAnError(_ row: [Value]) {
        #expect(throws: BillowError.self) { try ControlTotals(rows: [row]) }
    }
}
