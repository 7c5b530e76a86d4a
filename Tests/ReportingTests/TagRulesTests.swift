import BillingModel
import Columnar
import Foundation
import Randomness
import Reporting
import SQLEngine
import TestEngine
import Testing

@Suite("Tags by rules")
struct TagRulesTests {
    private static let keys = ["Team", "team", "TEAM", "squad", "Squad", "env", "it's", "product"]
    private static let values = ["a", "b", "", "it's"]
    private static let rounds = ProcessInfo.processInfo.environment["BILLOW_SOAK"]?.isEmpty ?? true ? 6 : 200

    private static func row(_ random: inout SeededGenerator) -> DailyRow {
        var row = DailyRow.random(&random)
        if random.pick([true, true, true, false]) {
            row.tags = [:]
            for key in keys where random.pick([true, false, false]) { row.tags?[key] = random.pick(values) }
        }
        return row
    }

    private static func period(_ random: inout SeededGenerator) -> RulePeriod {
        let days = ["2025-09-02", "2025-10-01", "2025-10-02", "2025-11-30"].map { ReportDay($0) }
        let (from, to) = (random.pick([nil, nil, random.pick(days)]), random.pick([nil, nil, random.pick(days)]))
        let period = RulePeriod(from: from, to: to)
        return period.isEmpty ? .always : period
    }

    private static func conditions(_ random: inout SeededGenerator) throws -> [CostReport.Filter] {
        try (0..<random.pick([0, 1, 1, 2, 3])).map { _ in
            let name = random.pick(["service", "account", "tag:squad", "tag:env", "tag:it's", "region"])
            let value = random.pick(["Ser-1", "sub", "a", "", "it's", name.hasPrefix("tag") ? "(untagged)" : "(none)"])
            let match = random.pick([CostReport.Filter.Match.equal, .equal, .contains])
            return try CostReport.Filter(
                name, value, match: match, role: random.pick([.alternative, .alternative, .excluded]))
        }
    }

    private static func rules(_ random: inout SeededGenerator) throws -> TagRules {
        var rules = TagRules()
        rules.foldsCase = random.pick([true, false])
        if random.pick([true, true, false]) {
            rules.mappings.append(
                .init(parent: "Team", children: ["squad", "it's"], period: period(&random)))
        }
        if !rules.foldsCase, random.pick([true, false]) {
            rules.mappings.append(.init(parent: "Team", children: ["TEAM"], period: period(&random)))
            rules.mappings.append(.init(parent: "other", children: ["team"], period: period(&random)))
        }
        for _ in 0..<random.pick([0, 1, 2, 4]) {
            rules.virtuals.append(
                .init(
                    key: random.pick(["product", "env"]), value: random.pick(["x", "it's", "y"]),
                    conditions: try conditions(&random), period: period(&random)))
        }
        if random.pick([true, false, false]) { rules.enabled = random.pick([["env"], ["squad", "nowhere"], []]) }
        return rules
    }

    static func session(_ rows: [DailyRow], _ rules: ReadingRules) async throws -> any SQLSession {
        let session = try await TestEngine.openSession()
        try await session.execute("CREATE SCHEMA \(name: ReadingRules.deliveredSchema)")
        try await session.execute("USE \(name: ReadingRules.deliveredSchema)")
        try await DailyRow.fill(session, rows)
        try await session.execute("USE main")
        // Without rules, the lake's tables need no schema of their own.
        let statements =
            rules.isEmpty ? ["CREATE VIEW daily AS FROM delivered.daily"] : rules.statements(for: ["daily"])
        for statement in statements { try await session.execute(statement) }
        return session
    }

    @Test("groups, untagged and totals equal what is worked out row by row")
    func bruteForce() async throws {
        let seed = newSeed()
        print("TagRulesTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for number in 0..<Self.rounds {
            let rows = (0..<60).map { _ in Self.row(&random) }
            var rules = ReadingRules()
            rules.tags = try Self.rules(&random)
            let ruled = rows.map(TagOracle(rules: rules.tags).ruled)
            let session = try await Self.session(rows, rules)
            for _ in 0..<4 {
                let names = ["tag:Team", "tag:team", "tag:squad", "tag:product", "tag:env", "tag:it's", "tag:other"]
                let report = try CostReport(
                    dimensions: [random.pick(names), random.pick(names + ["service"])],
                    measure: random.pick(CostReport.Measure.allCases),
                    filters: random.pick([[], [(dimension: random.pick(names), value: "(untagged)")]]),
                    top: random.pick([nil, 2]))
                let result = try await report.run(on: session)
                let expected = BruteForce(report, over: ruled)
                #expect(result.rows == expected.reportRows, "seed \(seed), rules \(number): \(rules.tags), \(report)")
                #expect(result.totals == expected.totals, "seed \(seed), rules \(number)")
            }
            try await Self.checkCoverage(session, ruled, "seed \(seed), rules \(number)")
        }
    }

    /// What a key covers is what its groups have, and with the untagged rest the total.
    private static func checkCoverage(_ session: any SQLSession, _ rows: [DailyRow], _ comment: Comment) async throws {
        let coverage = try await TagCoverage(CostReport(), on: session)
        #expect(Set(coverage.keys.map(\.key)) == Set(rows.flatMap { ($0.tags ?? [:]).keys }), comment)
        for key in coverage.keys.prefix(2) {
            let report = try CostReport(dimensions: ["tag:\(key.key)"])
            let groups = try await report.run(on: session).rows.filter { $0.currency == key.currency }
            let tagged = groups.filter { $0.values[0] != nil }
            let sum = tagged.compactMap(\.amount).reduce(ExactDecimal.zero) { $0.adding($1) ?? .zero }
            #expect(key.tagged == sum, comment)
            #expect(key.values == tagged.count, comment)
            #expect(key.tagged.adding(key.untagged) == key.total, comment)
        }
    }

    @Test("rules that say nothing change nothing")
    func none() {
        #expect(ReadingRules.none.isEmpty)
        #expect(TagRules.none.isEmpty)
    }

    @Test("a day is in a period from its beginning until before its end")
    func periods() throws {
        let (first, second) = (ReportDay("2025-10-01"), ReportDay("2025-10-02"))
        #expect(!RulePeriod(from: nil, to: first).overlaps(RulePeriod(from: first, to: nil)))
        #expect(RulePeriod(from: nil, to: second).overlaps(RulePeriod(from: first, to: nil)))
        #expect(RulePeriod(from: first, to: first).isEmpty && !RulePeriod(from: first, to: second).isEmpty)
        #expect(RulePeriod.always.overlaps(RulePeriod(from: nil, to: first)))
    }
}
