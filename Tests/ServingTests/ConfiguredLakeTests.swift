import BillingModel
import Reporting
import Serving
import Testing

@Suite("What a server answers when the configuration changes")
struct ConfiguredLakeTests {
    private static func rules(_ value: String) throws -> ReadingRules {
        var rules = ReadingRules()
        rules.tags.virtuals = [
            .init(key: "product", value: value, conditions: [try CostReport.Filter("service", "Compute")])
        ]
        return rules
    }

    @Test("answers and ETags follow the rules, at the same version of the lake")
    func changes() async throws {
        let desk = try Desk([
            CostRow("2025-10-01", "1.5"), CostRow("2025-10-02", "2", ["ServiceName": "Storage"]),
        ])
        let question = "/api/v1/costs?group_by=tag:product"
        func groups(_ reply: Reply) throws -> [String?] {
            let rows = try reply.json["rows"] as? [[String: Any]] ?? []
            return rows.map { ($0["group"] as? [String: Any])?["tag:product"] as? String }
        }
        desk.lake.configure("a", try Self.rules("search"))
        let first = await desk.get(question)
        #expect(try groups(first) == [nil, "search"])
        #expect(first.header("Billow-Versions") == "daily@1 focus@7 configuration@a")
        desk.lake.configure("b", try Self.rules("find"))
        try await Task.sleep(for: .milliseconds(600))
        let second = await desk.get(question)
        #expect(try groups(second) == [nil, "find"])
        let tag = try #require(first.header("ETag"))
        #expect(second.header("ETag") != tag)
        #expect(await desk.get(question, headers: [("If-None-Match", tag)]).status == 200)
    }
}
