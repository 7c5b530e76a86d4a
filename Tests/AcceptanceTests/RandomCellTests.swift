import BillingModel
import Foundation
import Randomness
import Testing

/// Cells that nobody thought of: amounts in every spelling, text with everything in it.
@Suite("Random cells")
struct RandomCellTests {
    private static let tables = 6
    private static let rowsPerTable = 60

    /// One month of random rows; the amounts are those of the cost column as delivered.
    private struct Table {
        var rows: [[String]] = []
        var costs: [String] = []
        var texts: [String] = []
        var lineBreak = "\n"
    }

    private static func table(_ dice: inout SeededGenerator, _ delivery: AzureDelivery) -> Table {
        var table = Table(lineBreak: dice.flip() ? "\r\n" : "\n")
        for _ in 0..<rowsPerTable {
            let (cost, text) = (dice.spelledAmount(), dice.text())
            var row = delivery.row(cost: cost)
            row[8] = dice.spelledAmount()
            table.rows.append(row + [text])
            table.costs.append(cost)
            table.texts.append(text)
        }
        return table
    }

    @Test(
        "amounts add up as Python's decimal does, text comes back as it was",
        .enabled(if: Python.canBeCalled, Python.comment))
    func cells() async throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        print("random cells: seed \(seed)")
        var dice = SeededGenerator(seed: seed)
        let scratch = try Scratch()
        var tables: [String: Table] = [:]
        for index in 0..<Self.tables {
            let month = "2025-0\(index + 1)"
            var delivery = AzureDelivery(month: month, run: index)
            let table = Self.table(&dice, delivery)
            let text = CSVText.make([AzureDelivery.header + ["Note"]] + table.rows, lineBreak: table.lineBreak)
            delivery.add(bytes: Array(text.utf8), rows: table.rows.count, isGzip: dice.flip())
            try delivery.write(to: scratch)
            tables["\(month)"] = table
        }
        let result = try await scratch.ingest()
        #expect(result.runs(.landed).count == Self.tables, "seed \(seed): \(result.runs.map(\.reason))")
        var billed: [String: String] = [:]
        for (key, sums) in try await scratch.sums(of: "daily") { billed[String(key.suffix(7))] = sums.billed["EUR"] }
        #expect(billed == (try Self.pythonSums(tables)), "seed \(seed)")
        #expect(billed == tables.mapValues { Self.ownSum($0.costs) }, "seed \(seed)")
        for (month, table) in tables {
            let rows = try await scratch.query(
                "SELECT Note FROM raw.\"azure-actual\" WHERE x_billing_period = \(month) ORDER BY x_row")
            let wanted = table.texts.map { $0.isEmpty ? nil : $0 }
            for (row, text) in zip(rows, wanted) where row[0]?.utf8.map({ $0 }) != text?.utf8.map({ $0 }) {
                Issue.record(
                    "seed \(seed), \(month): \(String(describing: row[0])) instead of \(String(describing: text))")
            }
            #expect(rows.count == wanted.count)
        }
    }

    private static func ownSum(_ costs: [String]) -> String {
        costs.reduce(ExactDecimal.zero) { sum, cost in
            ExactDecimal.parse(cost).value.flatMap { sum.adding($0) } ?? sum
        }.description
    }

    /// Each cell rounded half to even at 18 decimals, then added up.
    private static func pythonSums(_ tables: [String: Table]) throws -> [String: String] {
        let script = """
            import decimal, json, sys
            decimal.getcontext().prec = 120
            step = decimal.Decimal(1).scaleb(-18)
            def total(cells):
                cells = (decimal.Decimal(cell).quantize(step, decimal.ROUND_HALF_EVEN) for cell in cells if cell)
                return f"{sum(cells, decimal.Decimal(0)):.18f}"
            print(json.dumps({month: total(cells) for month, cells in json.loads(sys.argv[1]).items()}))
            """
        let cells = String(decoding: try JSONEncoder().encode(tables.mapValues(\.costs)), as: UTF8.self)
        return try JSONDecoder().decode([String: String].self, from: try Python.run(["-c", script, cells]))
    }
}

extension SeededGenerator {
    fileprivate mutating func digits(_ range: Range<Int>) -> String {
        (0..<number(range)).map { _ in String(number(0..<10)) }.joined()
    }

    /// At most 12 digits before the point, whatever the spelling.
    fileprivate mutating func spelledAmount() -> String {
        let sign = ["", "", "-", "+"][number(0..<4)]
        switch number(0..<7) {
        case 0: return ""
        case 1: return sign + digits(1..<13)
        case 2: return sign + digits(1..<10) + "." + digits(1..<19)
        case 3: return sign + digits(1..<4) + "." + digits(19..<40)
        case 4: return sign + digits(1..<4) + "." + digits(1..<20) + "E-\(number(0..<25))"
        case 5: return sign + digits(1..<4) + (flip() ? "e+" : "e") + "0\(number(0..<9))"
        // A tie at the last digit that is kept.
        default: return sign + "0." + digits(18..<19) + "5" + String(repeating: "0", count: number(0..<5))
        }
    }

    fileprivate mutating func text() -> String {
        let pieces = [
            "a", "Z", " ", ",", "\"", "\"\"", "\n", "\r\n", "\r", "\t", "'", "\\", ";", "é", "e\u{301}", "漢", "😀",
            "\u{FEFF}", "NULL",
            "nan", "0", "-", "{\"k\": 1}", "\u{85}", "\u{2028}", "#", "\u{1}", "\\N",
        ]
        return (0..<number(0..<7)).map { _ in pieces[number(0..<pieces.count)] }.joined()
    }
}
