import BillingModel
import Foundation
import Randomness
import Testing

/// Random questions to /api/v1/costs against sums over the rows themselves.
struct RandomQueryTests {
    private static let dimensions = [
        "ServiceName", "SubAccountId", "RegionId", "ServiceProviderName", "tag:env", "tag:a,b:c", "BillingCurrency",
    ]
    private static let values = [
        "ServiceName-1", "subaccountid-12", "it's %_ \"2\"", "Ünïcode 3", "prod", "(none)", "(untagged)", "", "USD",
        "-1",
        "%", "_", "NAME",
    ]

    private struct Condition {
        let family: String
        let dimension: String
        let value: String

        func holds(_ row: CostRow) -> Bool {
            let mine = row.value(dimension)
            let missing = dimension.hasPrefix("tag:") ? "(untagged)" : "(none)"
            guard value != missing else { return mine == nil }
            guard family.contains("contains") || family == "every" else { return mine == value }
            guard let mine else { return false }
            return value.isEmpty || mine.lowercased().contains(value.lowercased())
        }
    }

    @Test func groupsAndOthersAddUpToBruteForce() async throws {
        let seed = newSeed()
        print("RandomQueryTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let rows = (0..<250).map { _ in CostRow.random(&random) }
        let desk = try Desk(rows)
        for number in 0..<120 {
            let groups = (0..<Int.random(in: 0...3, using: &random)).map { _ in random.pick(Self.dimensions) }
            let conditions = (0..<random.pick([0, 1, 1, 2, 3])).map { _ in
                Condition(
                    family: random.pick(
                        ["filter", "contains", "exclude", "exclude_contains", "every", "or", "or_contains"]),
                    dimension: random.pick(Self.dimensions), value: random.pick(Self.values))
            }
            var items = groups.map { ("group_by", $0) }
            items += conditions.map { ("\($0.family)[\($0.dimension)]", $0.value) }
            items.append(("resolution", random.pick(["total", "daily", "monthly"])))
            if let limit = random.pick([nil, "1", "2", "5"]) { items.append(("limit", limit)) }
            items.append(("order_by", random.pick(["cost", "-cost", "name", "-name"])))
            let reply = try await desk.json("/api/v1/costs?\(query(items))")
            let expected = Self.sums(rows.filter { row in Self.agrees(row, conditions) })
            let comment: Comment = "seed \(seed), query \(number): \(items)"
            #expect(try Self.totals(reply) == expected, comment)
            #expect(try Self.parts(reply) == expected, comment)
        }
    }

    private static func agrees(_ row: CostRow, _ conditions: [Condition]) -> Bool {
        let either = conditions.filter { $0.family.hasPrefix("or") }
        let alternatives = Dictionary(
            grouping: conditions.filter { ["filter", "contains"].contains($0.family) }, by: \.dimension)
        return (either.isEmpty || either.contains { $0.holds(row) })
            && alternatives.values.allSatisfy { $0.contains { $0.holds(row) } }
            && conditions.filter { $0.family == "every" }.allSatisfy { $0.holds(row) }
            && !conditions.filter { $0.family.hasPrefix("exclude") }.contains { $0.holds(row) }
    }

    /// By currency; what is unknown in all rows is nil.
    private static func sums(_ rows: [CostRow]) -> [String: ExactDecimal?] {
        Dictionary(grouping: rows) { $0.texts["BillingCurrency"] ?? "" }.mapValues { rows in
            let known = rows.compactMap(\.cost)
            return known.isEmpty ? nil : known.reduce(ExactDecimal.zero) { $0.adding($1) ?? .zero }
        }
    }

    private static func totals(_ reply: [String: Any]) throws -> [String: ExactDecimal?] {
        let totals = try #require(reply["totals"] as? [[String: Any]], "\(reply)")
        return totals.reduce(into: [:]) { sums, total in
            sums.updateValue(amount(total["cost"]), forKey: total["currency"] as? String ?? "")
        }
    }

    private static func parts(_ reply: [String: Any]) throws -> [String: ExactDecimal?] {
        let rows = try #require(reply["rows"] as? [[String: Any]])
        return Dictionary(grouping: rows) { $0["currency"] as? String ?? "" }.mapValues { rows in
            let known = rows.compactMap { amount($0["cost"]) }
            return known.isEmpty ? nil : known.reduce(ExactDecimal.zero) { $0.adding($1) ?? .zero }
        }
    }

    private static func amount(_ value: Any?) -> ExactDecimal? {
        (value as? String).flatMap { ExactDecimal.parse($0).value }
    }
}
