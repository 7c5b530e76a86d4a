import BillingModel
import Foundation
import Randomness
import Reporting
import SQLEngine
import Testing

@Suite("Markup")
struct MarkupTests {
    private static let rounds = ProcessInfo.processInfo.environment["BILLOW_SOAK"]?.isEmpty ?? true ? 4 : 100

    private static func rules(_ random: inout SeededGenerator) throws -> [MarkupRule] {
        try (0..<random.pick([1, 2, 3])).map { _ in
            let millionths = random.pick([0, 100_000, -50_000, Int.random(in: -3_000_000...3_000_000, using: &random)])
            let days = ["2025-09-02", "2025-10-02", nil].map { $0.flatMap { ReportDay($0) } }
            let period = RulePeriod(from: random.pick(days), to: random.pick(days))
            let conditions = random.pick([
                [], [("source", "x_s-1")], [("account", "Sub-1"), ("account", "Sub-2")], [("tag:env", "(untagged)")],
            ])
            return MarkupRule(
                fraction: try #require(ExactDecimal(units: Int128(millionths) * 1_000_000_000_000)),
                conditions: try conditions.map { try CostReport.Filter($0.0, $0.1) },
                period: period.isEmpty ? .always : period)
        }
    }

    /// Of the first rule that applies; half away from zero.
    private static func markup(_ rules: [MarkupRule], _ row: DailyRow, _ cost: ExactDecimal) throws -> ExactDecimal {
        let rule = rules.first { rule in
            let isInTime =
                (rule.period.from.map { $0.description <= row.day } ?? true)
                && (rule.period.to.map { row.day < $0.description } ?? true)
            return isInTime
                && (rule.conditions.isEmpty || rule.conditions.contains { row.value($0.dimension) == $0.value })
        }
        let product = cost.units * ((rule?.fraction.units ?? 0) / 1_000_000_000_000)
        let (quotient, rest) = product.quotientAndRemainder(dividingBy: 1_000_000)
        return try #require(ExactDecimal(units: quotient + (rest.magnitude >= 500_000 ? product.signum() : 0)))
    }

    @Test("is exact for every cost, and groups with it add up to their total")
    func bruteForce() async throws {
        let seed = newSeed()
        print("MarkupTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for number in 0..<Self.rounds {
            let rows = (0..<80).map { _ in DailyRow.random(&random) }
            var rules = ReadingRules()
            rules.markups = try Self.rules(&random)
            let session = try await TagRulesTests.session(rows, rules)
            for markup in CostReport.Markup.allCases {
                let report = try CostReport(
                    dimensions: [random.pick(["service", "source", "tag:env"])],
                    granularity: random.pick(CostReport.Granularity.allCases),
                    measure: random.pick(CostReport.Measure.allCases), top: random.pick([nil, 2]), markup: markup)
                let marked = try rows.map { row -> DailyRow in
                    var row = row
                    guard let cost = row.costs[report.measure] else { return row }
                    let added = try Self.markup(rules.markups, row, cost)
                    switch markup {
                    case .without: break
                    case .with: row.costs[report.measure] = cost.adding(added)
                    case .only: row.costs[report.measure] = added
                    }
                    return row
                }
                let result = try await report.run(on: session)
                let expected = BruteForce(report, over: marked)
                #expect(result.rows == expected.reportRows, "seed \(seed), rules \(number), \(report)")
                #expect(result.totals == expected.totals, "seed \(seed), rules \(number), \(report)")
            }
        }
    }

    @Test("what is too large for 38 digits is an error, never a wrong number")
    func tooLarge() async throws {
        var row = DailyRow(day: "2025-10-01", weight: 1)
        row.costs[.billed] = ExactDecimal.parse("90000000000000000000").value
        var rules = ReadingRules()
        rules.markups = [MarkupRule(fraction: ExactDecimal(1))]
        let session = try await TagRulesTests.session([row], rules)
        #expect(try await CostReport().run(on: session).totals.first?.amount == row.costs[.billed])
        await #expect(throws: BillowError.self) { try await CostReport(markup: .with).run(on: session) }
    }
}
