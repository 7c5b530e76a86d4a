import BillingModel
import Columnar
import Foundation
import Randomness
import Reporting
import SQLEngine
import Testing

@Suite("Attributes of accounts, each on its days")
struct DimensionTableTests {
    private static let rounds = ProcessInfo.processInfo.environment["BILLOW_SOAK"]?.isEmpty ?? true ? 6 : 200

    /// Periods of one key that follow each other, with gaps, in any order.
    private static func rows(_ random: inout SeededGenerator, keys: [String]) -> [DimensionTable.Row] {
        keys.flatMap { key -> [DimensionTable.Row] in
            var days = ["2025-09-01", "2025-09-02", "2025-09-30", "2025-10-02", "2025-11-01", "2025-11-30"].filter {
                _ in
                random.pick([true, false])
            }.map { ReportDay($0) }
            days = [nil] + days + [nil]
            return zip(days, days.dropFirst()).filter { _ in random.pick([true, true, false]) }.map { from, to in
                let value = random.pick([nil, "Ada", "Grace", "it's"])
                return DimensionTable.Row(key: key, period: RulePeriod(from: from, to: to), values: [value, key])
            }
        }.shuffled(using: &random)
    }

    private static func owner(_ table: DimensionTable, _ row: DailyRow) -> String? {
        let value = row.value(table.key)
        let known = table.rows.filter { entry in
            entry.key == value && (entry.period.from.map { $0.description <= row.day } ?? true)
                && (entry.period.to.map { row.day < $0.description } ?? true)
        }
        #expect(known.count <= 1)
        return known.first?.values[0]
    }

    @Test("every row has what holds for its account on its day; rows and sums stay")
    func bruteForce() async throws {
        let seed = newSeed()
        print("DimensionTableTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for number in 0..<Self.rounds {
            let rows = (0..<80).map { _ in DailyRow.random(&random) }
            var rules = ReadingRules()
            rules.dimensions = [
                DimensionTable(
                    key: .column("SubAccountId"), attributes: ["owner", "echo"],
                    rows: Self.rows(&random, keys: ["Sub-0", "Sub-1", "Sub-2"])),
                DimensionTable(
                    key: .tag("env"), attributes: ["cost centre", "stage"],
                    rows: Self.rows(&random, keys: ["prod", ""])),
            ]
            let session = try await TagRulesTests.session(rows, rules)
            #expect(try await ReportDimension.attributes(on: session) == rules.attributes)
            for (table, name) in zip(rules.dimensions, ["owner", "cost centre"]) {
                let known = rows.map { row -> DailyRow in
                    var row = row
                    row.texts[name] = Self.owner(table, row)
                    return row
                }
                let report = try CostReport(
                    dimensions: [name, random.pick(["service", "day"])],
                    measure: random.pick(CostReport.Measure.allCases),
                    filters: random.pick([[], [(dimension: name.uppercased(), value: random.pick(["(none)", "Ada"]))]]),
                    top: random.pick([nil, 2]), attributes: rules.attributes)
                let result = try await report.run(on: session)
                let expected = BruteForce(report, over: known)
                #expect(result.rows == expected.reportRows, "seed \(seed), tables \(number)")
                #expect(result.totals == expected.totals, "seed \(seed), tables \(number)")
            }
        }
    }

    @Test("rows that hold for one key on one day are found, and no others")
    func overlaps() {
        let seed = newSeed()
        print("DimensionTableTests overlaps seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let days = (1...9).map { ReportDay("2025-10-0\($0)") } + [nil]
        for _ in 0..<2000 {
            let rows = (0..<random.pick([1, 2, 3, 4])).map { _ -> DimensionTable.Row in
                let period = RulePeriod(from: random.pick(days), to: random.pick(days))
                return .init(key: random.pick(["a", "b"]), period: period.isEmpty ? .always : period, values: [])
            }
            func holds(_ row: DimensionTable.Row, _ day: String) -> Bool {
                (row.period.from.map { $0.description <= day } ?? true)
                    && (row.period.to.map { day < $0.description } ?? true)
            }
            let isDoubled = ["a", "b"].contains { key in
                (0...10).contains { number in
                    let day = number == 0 ? "2025-09-30" : number < 10 ? "2025-10-0\(number)" : "2025-10-10"
                    return rows.count { $0.key == key && holds($0, day) } > 1
                }
            }
            #expect(DimensionTable.overlaps(rows).isEmpty != isDoubled, "seed \(seed): \(rows)")
        }
    }
}
