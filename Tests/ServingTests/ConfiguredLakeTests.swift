import BillingModel
import Foundation
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

    @Test("markup is added where it is asked for, and always in Koku's shape")
    func markup() async throws {
        let desk = try Desk([
            CostRow("2025-10-01", "10", ["x_source": "aws-cur"]),
            CostRow("2025-10-01", "4", ["x_source": "aws-cur", "ServiceName": "Storage"]),
        ])
        #expect(await desk.get("/api/v1/costs?markup=with").status == 400)
        var rules = ReadingRules()
        rules.markups = [
            MarkupRule(
                fraction: try #require(ExactDecimal.parse("0.125").value),
                conditions: [try CostReport.Filter("service", "Compute")])
        ]
        rules.dimensions = [
            DimensionTable(
                key: .column("SubAccountId"), attributes: ["owner"], rows: [.init(key: "a-1", values: ["Ada"])])
        ]
        desk.lake.configure("m", rules)
        try await Task.sleep(for: .milliseconds(600))
        var found: [String: [String]] = [:]
        for markup in ["with", "without", "only"] {
            let reply = try await desk.json(
                "/api/v1/costs?group_by=owner,service&filter%5Bowner%5D=Ada&markup=\(markup)")
            found[markup] = (reply["rows"] as? [[String: Any]] ?? []).compactMap { $0["cost"] as? String }
        }
        #expect(found["with"] == ["11.250000000000000000", "4.000000000000000000"])
        #expect(found["without"] == ["10.000000000000000000", "4.000000000000000000"])
        #expect(found["only"] == ["1.250000000000000000", "0.000000000000000000"])
        let path = "/api/cost-management/v1/reports/aws/costs/?group_by%5Bservice%5D=*"
        let meta = try await desk.json(path)["meta"] as? [String: Any]
        let cost = (meta?["total"] as? [String: Any])?["cost"] as? [String: [String: Any]]
        let parts = cost?.mapValues { $0["value"].map { "\($0)" } ?? "" }
        #expect(parts == ["raw": "14", "markup": "1.25", "usage": "0", "total": "15.25"])
        let names = try await desk.json("/api/v1/dimensions")["dimensions"] as? [[String: Any]]
        #expect(names?.last?["name"] as? String == "owner")
        #expect(await desk.get("/explore?group_by=owner&markup=with").status == 200)
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
