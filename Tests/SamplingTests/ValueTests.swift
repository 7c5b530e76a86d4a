import BillingModel
import Testing

@testable import Sampling

@Suite struct ValueTests {
    @Test(arguments: [
        ("0", "0"), ("12.5", "12.5"), ("0.0004", "0.0004"), ("1840.50", "1840.5"), ("0.000000000001", "0.000000000001"),
        ("98765432109876.000000000001", "98765432109876.000000000001"),
    ])
    func amountsPrintExactly(literal: String, text: String) {
        let amount = Amount(stringLiteral: literal)
        #expect(String { $0.add(amount) } == text)
        #expect(amount == .zero || String { $0.add(-amount) } == "-" + text)
    }

    @Test(arguments: [
        ("0.0000000671", "6.71E-8"), ("0.0000004", "4.0E-7"), ("0.000000000012", "1.2E-11"),
        ("0.00000105", "0.00000105"),
        ("0.000000201", "2.01E-7"), ("0", "0"), ("3.5", "3.5"),
    ])
    func smallAmountsPrintLikeJava(literal: String, text: String) {
        let amount = Amount(stringLiteral: literal)
        #expect(String { $0.add(scientific: amount) } == text)
        #expect(ExactDecimal.parse(text).value == ExactDecimal.parse(literal).value)
    }

    @Test func productsAreExact() {
        #expect(Amount("0.000024") * Amount("123.4567") == Amount("0.0029629608"))
        #expect(-Amount("2.5") * Amount("0.92") == -Amount("2.3"))
        #expect(Amount("10.123456").percent(94, decimals: 6) == Amount("9.516048"))
    }

    @Test func daysKnowTheirNeighboursAndWeekends() throws {
        let february = try #require(BillingPeriod(year: 2024, month: 2))
        #expect(Day(february, 28).next == "2024-02-29")
        #expect(Day(february, 29).next == "2024-03-01")
        #expect(Day(february, 29).american == "02/29/2024")
        #expect(Day(try #require(BillingPeriod(year: 1970, month: 1)), 1).number == 0)
        #expect(Day(try #require(BillingPeriod(year: 2000, month: 3)), 1).number == 11_017)
        let october = try #require(BillingPeriod(year: 2025, month: 10))
        #expect((1...31).filter { Day(october, $0).isWeekend } == [4, 5, 11, 12, 18, 19, 25, 26])
    }

    /// Computed by another implementation: samples of a seed must stay the same for ever.
    @Test func diceNeverChange() {
        var dice = Dice(42, Dice.label("aws/cur"), 7)
        #expect((0..<6).map { _ in dice.roll(1000) } == [539, 539, 397, 190, 405, 823])
    }

    @Test func cellsAreQuotedWhereNeeded() throws {
        enum Column: Int, ExportColumn { case plain, `with space`, last }
        let cells = Cells(header: [Column.last, .`with space`, .plain])
        cells.set(.plain, "a\"b,c\nd")
        cells.set(.last, Amount("1.5"))
        var bytes: [UInt8] = []
        cells.appendHeader(to: &bytes)
        cells.append(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "last,with space,plain\n1.5,,\"a\"\"b,c\nd\"\n")
        cells.clear()
        bytes = []
        cells.append(to: &bytes)
        #expect(bytes == Array(",,\n".utf8))
    }
}
