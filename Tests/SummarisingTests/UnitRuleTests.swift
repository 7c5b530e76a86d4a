import Randomness
import SQLEngine
import TestEngine
import Testing

@testable import Summarising

struct UnitRuleTests {
    static let rules: [(source: String, factor: String, unit: String)] = [
        ("Hours", "1", "Hrs"), ("Hour", "1", "Hrs"), ("Hrs", "1", "Hrs"), ("hours", "1", "Hrs"), ("hr", "1", "Hrs"),
        ("1 Hour", "1", "Hrs"), ("10 Hours", "10", "Hrs"), ("100 Hours", "100", "Hrs"), ("100  Hours", "100", "Hrs"),
        ("10 GB", "10", "GB"), ("GB", "1", "GB"), ("1 GB Second", "1", "GB Second"),
        ("100 GB Second", "100", "GB Second"), ("GB/Month", "1", "GB-Mo"), ("1 GB/Month", "1", "GB-Mo"),
        ("100 GB/Month", "100", "GB-Mo"), ("GB-Month", "1", "GB-Mo"), ("GB-Months", "1", "GB-Mo"),
        ("GB-Mo", "1", "GB-Mo"), ("GB Months", "1", "GB-Mo"), ("Gb-Mo", "1", "Gb-Mo"), ("gb/month", "1", "gb/month"),
        ("GB-Monthly", "1", "GB-Monthly"), ("GB-Hours", "1", "GB-Hours"), ("10K", "1", "10K"),
        ("1/Month", "1", "1/Month"), ("10", "1", "10"), ("10 ", "1", "10 "), ("0 GB", "1", "0 GB"),
        ("007 GB", "1", "007 GB"), ("1.5 Hours", "1", "1.5 Hours"), ("-1 Hours", "1", "-1 Hours"),
        ("999999999 Requests", "999999999", "Requests"), ("1000000000 Requests", "1", "1000000000 Requests"),
        ("", "1", ""), (" Hours", "1", " Hours"), ("Überstunden", "1", "Überstunden"), ("5 a\nb", "5", "a\nb"),
    ]

    @Test func everyRule() async throws {
        for rule in Self.rules {
            let (factor, unit) = UnitRule.comparable(Array(rule.source.utf8)[...])
            #expect(String(factor) == rule.factor, "factor of \(rule.source)")
            #expect(String(decoding: unit, as: UTF8.self) == rule.unit, "unit of \(rule.source)")
        }
        try await compareWithEngine(Self.rules.map(\.source), "the rules")
    }

    /// Texts of pieces that nearly make a rule apply, against the engine's regular expressions.
    @Test func anyUnitIsWhatTheEngineMakesOfIt() async throws {
        let seed = newSeed()
        print("UnitRuleTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "1", "9", "0", "100", "999999999", " ", "  ", "\n", "\t", "Hour", "hOURs", "hr", "HRS", "s", "S", "GB",
            "gb",
            "Gb", "-", "/", "Mo", "MONTH", "months", "Requests", "ü", "\u{0}", ".", "x", "@", "`", "[", "{", "",
        ]
        let units = (0..<4000).map { _ in
            (0..<Int.random(in: 0...5, using: &random)).map { _ in random.pick(pieces) }.joined()
        }
        try await compareWithEngine(Array(Set(units)), "seed \(seed)")
    }

    private func compareWithEngine(_ units: [String], _ comment: Comment) async throws {
        let session = try await TestEngine.openSession()
        let values = units.map { "(\($0))" as SQLText }
        let relation: SQLText = "(VALUES \(sql: .joined(values, separator: ", ")), (NULL)) AS v(ConsumedUnit)"
        let rows = try await session.rows(
            "SELECT source, CAST(factor AS VARCHAR), unit FROM (\(sql: UnitRuleInSQL.table(from: relation)))")
        #expect(rows.count == units.count)
        for row in rows {
            guard row.count == 3, case .text(let source) = row[0], case .text(let factor) = row[1],
                case .text(let unit) = row[2]
            else {
                Issue.record("unexpected row \(row)")
                continue
            }
            let mine = UnitRule.comparable(Array(source.utf8)[...])
            #expect(String(mine.factor) == factor, "factor of \(source), \(comment)")
            #expect(Array(mine.unit) == Array(unit.utf8), "unit of \(source), \(comment)")
        }
    }
}
