import BillingModel
import Foundation
import Randomness
import Testing

@testable import Reporting

struct CostOutputTests {
    private func result(_ amounts: [(String?, String?)], isLastRest: Bool = false) throws -> CostReportResult {
        let rows = amounts.enumerated().map { at, row in
            CostReportResult.Row(
                bucket: nil, values: [row.0], currency: "EUR", amount: row.1.flatMap { ExactDecimal.parse($0).value },
                isRest: isLastRest && at == amounts.count - 1)
        }
        let total = rows.compactMap(\.amount).reduce(ExactDecimal.zero) { $0.adding($1) ?? .zero }
        return CostReportResult(
            request: try CostReport(dimensions: ["tag:env"]), rows: rows,
            totals: [.init(currency: "EUR", amount: total, rows: 9, rowsUnknown: 2)])
    }

    @Test func tableNamesUntaggedAndOthers() throws {
        let table = try result([("prod", "30"), (nil, "20"), (nil, "10")], isLastRest: true).rendered(.table)
        let lines = table.split(separator: "\n").map(String.init)
        #expect(lines[0] == "EUR")
        #expect(lines[1].hasPrefix("tag:env") && lines[1].hasSuffix("billed"))
        #expect(lines[3].hasPrefix("prod") && lines[3].contains("30.00") && lines[3].contains("█"))
        #expect(lines[4].hasPrefix("(untagged)") && lines[5].hasPrefix("Others"))
        #expect(lines[6].hasPrefix("Total") && lines[6].contains("60.00"))
        #expect(lines[7] == "2 of 9 rows have no known billed cost")
    }

    @Test(arguments: [20, 40, 80, 200])
    func linesFitTheWidth(_ width: Int) throws {
        let rows: [(String?, String?)] = [(String(repeating: "雲", count: 90), "123456.78"), ("b", "-99"), ("c", nil)]
        let table = try result(rows).rendered(.table, width: width)
        for line in table.split(separator: "\n") where !line.contains("rows have no") {
            #expect(Terminal.width(String(line)) <= max(width, 36), "\(line)")
        }
    }

    @Test func colourOnlyWhenAsked() throws {
        let result = try result([("a", "1"), ("b", "-1")])
        #expect(!result.rendered(.table).contains("\u{1B}"))
        #expect(result.rendered(.table, usesColour: true).contains("\u{1B}[31m"))
    }

    @Test func jsonIsExactAndMarksTheRest() throws {
        let json = try result([("prod", "0.1"), (nil, nil), (nil, "2")], isLastRest: true).rendered(.json)
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let rows = try #require(object?["rows"] as? [[String: Any]])
        #expect(rows[0]["amount"] as? String == "0.100000000000000000")
        #expect(rows[1]["amount"] is NSNull && rows[1]["others"] as? Bool == false)
        #expect(rows[2]["others"] as? Bool == true)
        #expect((rows[0]["group"] as? [String: Any])?["tag:env"] as? String == "prod")
    }

    @Test func csvHasExactAmounts() throws {
        let csv = try result([("=cmd", "-0.5"), (nil, nil)]).rendered(.csv)
        #expect(csv == "tag:env,currency,billed\r\n'=cmd,EUR,-0.500000000000000000\r\n(untagged),EUR,\r\n")
    }

    @Test func barsShareOneScale() {
        let bars = CostBar(amounts: [ExactDecimal(80), ExactDecimal(40), ExactDecimal(1)], cells: 10)
        #expect(bars.text(ExactDecimal(80)) == "██████████")
        #expect(bars.text(ExactDecimal(40)) == "█████")
        #expect(bars.text(ExactDecimal(1)) == "▏")
        #expect(bars.text(.zero) == "" && bars.text(nil) == "")
    }

    @Test func negativeBarsGrowLeft() {
        let bars = CostBar(amounts: [ExactDecimal(30), ExactDecimal(-10)], cells: 41)
        let blank = String(repeating: " ", count: 10)
        #expect(bars.text(ExactDecimal(30)) == blank + "│" + String(repeating: "█", count: 30))
        #expect(bars.text(ExactDecimal(-10)) == "██████████│")
        #expect(bars.text(ExactDecimal(-5)) == "     █████│")
        #expect(bars.text(.zero) == "          │")
    }

    @Test func barsStandTheLargestAmounts() throws {
        let seed = newSeed()
        print("CostOutputTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let largest = try #require(ExactDecimal.parse("99999999999999999999.999999999999999999").value)
        for _ in 0..<500 {
            let small = ExactDecimal(units: Int128(Int.random(in: -9...9, using: &random))) ?? .zero
            let amounts = (0..<4).map { _ in random.pick([largest, largest.negated(), .zero, small, random.amount()]) }
            let cells = Int.random(in: 0...60, using: &random)
            let bars = CostBar(amounts: amounts, cells: cells)
            for amount in amounts { #expect(Terminal.width(bars.text(amount)) <= max(3, cells), "seed \(seed)") }
        }
    }

    @Test(arguments: [
        ("0", "0.00"), ("12.345", "12.34"), ("0.004", "0.004"), ("-0.0000012", "-0.000001"),
        ("0.000000000000000001", "0.000000000000000001"),
        ("1234567.899", "1234567.90"),
    ])
    func amountsForPeople(_ amount: String, _ shown: String) {
        #expect(CostReportResult.shown(ExactDecimal.parse(amount).value) == shown)
    }
}
