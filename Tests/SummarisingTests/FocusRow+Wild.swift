import BillingModel
import Randomness
import SQLEngine
import TestEngine

@testable import Summarising

extension FocusRow {
    private static let wildTexts: [String] = FocusFiles.columns.filter { $0.type == .text }.map(\.name)

    /// In the order of ``wild(_:variety:)``.
    static let wildColumns: SQLText = .joined(
        (["x_source", "x_billing_period", "ChargePeriodStart", "Tags", "x_generation"] + wildTexts + costColumns)
            .map { "\(name: $0)" }, separator: ", ")

    /// A row as literals: any cell may be null, empty, negative, of very many digits, or on the edge of a day.
    static func wild(_ random: inout SeededGenerator, variety: Int) -> SQLText {
        let days = random.pick([0, 1, 2, 30, -20_363, 2_000_000])
        let microseconds = random.pick([0, 1, -1, 86_399_999_999, 43_200_000_000])
        let start: SQLText =
            "make_timestamptz(1759276800000000 + \(days) * 86400000000 + \(microseconds))"
        var cells: [SQLText] = ["'one'", "'2025-10'", random.pick([start, start, start, "NULL"]), tags(&random)]
        cells.append(random.pick(["NULL", "1", "2", "7", "-3"]))
        for column in wildTexts {
            let isUnit = column == "ConsumedUnit"
            let value =
                isUnit ? unit(&random) : random.pick(["", "a", "é"]) + "\(Int.random(in: 0..<variety, using: &random))"
            cells.append(random.pick([0, 1, 1, 1, 1, 1, 1]) == 0 ? random.pick(["NULL", "''"]) : "\(value)")
        }
        for _ in costColumns { cells.append(decimal(random.pick([nil, amount(&random), amount(&random)]))) }
        return "(\(sql: .joined(cells, separator: ", ")))"
    }

    private static func unit(_ random: inout SeededGenerator) -> String {
        random.pick(["", "1 ", "10 ", "100  ", "999 ", "007 ", "1"])
            + random.pick(["Hours", "hr", "GB", "GB/Month", "GB-Mo", "Gb-Mo", "Requests", "", " "])
    }

    private static func tags(_ random: inout SeededGenerator) -> SQLText {
        random.pick([
            "NULL", "MAP {}", "MAP {'a': '1'}", "MAP {'a': NULL}", "MAP {'a': ''}", "MAP {'a': '1', 'b': '2'}",
            "MAP {'b': '2', 'a': '1'}", "MAP {'': ''}", "MAP {'a': '1', 'b': NULL}",
        ])
    }

    private static func amount(_ random: inout SeededGenerator) -> ExactDecimal? {
        let limit: Int128 = random.pick([1, 3, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000_000_000_000_000])
        return ExactDecimal(units: Int128.random(in: -limit...limit, using: &random))
    }
}
