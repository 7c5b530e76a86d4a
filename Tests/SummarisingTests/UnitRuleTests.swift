import SQLEngine
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
        let session = try await openSession()
        let values = Self.rules.map { "(\($0.source))" as SQLText }
        let relation: SQLText = "(VALUES \(sql: .joined(values, separator: ", ")), (NULL)) AS v(ConsumedUnit)"
        let rows = try await session.rows(
            "SELECT source, CAST(factor AS VARCHAR), unit FROM (\(sql: UnitRule.table(from: relation)))")
        var found: [String: (String, String)] = [:]
        for row in rows {
            guard row.count == 3, case .text(let source) = row[0], case .text(let factor) = row[1],
                case .text(let unit) = row[2]
            else {
                Issue.record("unexpected row \(row)")
                continue
            }
            found[source] = (factor, unit)
        }
        #expect(found.count == Self.rules.count)
        for rule in Self.rules {
            #expect(found[rule.source]?.0 == rule.factor, "factor of \(rule.source)")
            #expect(found[rule.source]?.1 == rule.unit, "unit of \(rule.source)")
        }
    }
}
