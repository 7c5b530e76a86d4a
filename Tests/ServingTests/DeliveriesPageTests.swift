import BillingModel
import Foundation
import Pipeline
import Reporting
import Testing

@testable import Serving

@Suite("Deliveries: what was refused, and what is late")
struct DeliveriesPageTests {
    private static func refused(_ state: RunReport.State, _ month: String, _ reason: String) -> RunReport {
        var report = RunReport(
            source: "one", export: "daily@1", period: BillingPeriod(month), run: "run-\(month)", state: state,
            reason: reason, place: "part-1.csv:3")
        report.location = "/exports"
        report.sinceMillis = 1_764_547_200_000
        return report
    }

    private static func desk() throws -> Desk {
        let desk = try Desk([CostRow("2025-11-01", "5")])
        var contents = LakeContents()
        contents.runs = [
            refused(.rejected, "2025-12", "'1,5' is no number"), refused(.held, "2025-11", "it lacks <2 days>"),
        ]
        desk.lake.tell(contents)
        return desk
    }

    @Test("held and rejected deliveries are told with their reasons, in the calendar and as JSON")
    func refused() async throws {
        let desk = try Self.desk()
        let page = await desk.get("/deliveries").body
        for text in [
            "title=\"run-2025-12: &#39;1,5&#39; is no number\">rejected</a>", ">held</a>", "it lacks &lt;2 days&gt;",
            "part-1.csv:3", "2025-12-01", "bad.csv", "no number",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        let runs = try await desk.json("/api/v1/runs?state=rejected")["runs"] as? [[String: Any]]
        #expect(runs?.map { $0["run"] as? String } == ["run-2025-12"])
        #expect(runs?.first?["reason"] as? String == "'1,5' is no number")
        #expect(runs?.first?["location"] as? String == "/exports")
        #expect(runs?.first?["since"] as? String == "2025-12-01T00:00:00Z")
        #expect((try await desk.json("/api/v1/runs")["runs"] as? [Any])?.count == 2)
        let cells = try await desk.json("/api/v1/quarantine")["cells"] as? [[String: Any]]
        #expect(cells?.first?["file"] as? String == "bad.csv" && cells?.first?["first_row"] as? Int == 7)
    }

    private static func landings(_ days: [Int]) -> [Int64] { days.map { Int64($0) * 86_400_000 + 12_345_678 } }

    @Test(
        "an export is overdue by its own habits",
        arguments: [
            ([100, 101, 102, 103], 104, 1, false), ([100, 101, 102, 103], 106, 1, false),
            ([100, 101, 102, 103], 107, 1, true), ([10, 40, 70, 100], 145, 30, false),
            ([10, 40, 70, 100], 146, 30, true), ([100, 100, 101, 101, 102, 103], 120, 1, true),
            ([0, 100, 200, 300, 301, 302, 303, 304, 305], 308, 1, false),
        ] as [([Int], Int, Int, Bool)])
    func overdue(_ days: [Int], _ today: Int, _ usual: Int, _ isOverdue: Bool) throws {
        let rhythm = DeliveryRhythm(
            landedMillis: Self.landings(days).shuffled(), today: try ReportDay(daysSince1970: today))
        #expect(rhythm.usualDays == usual)
        #expect(rhythm.isOverdue == isOverdue)
    }

    @Test("what is usual is not known of an export that came a few times", arguments: [[], [100], [100, 101, 102]])
    func noRhythm(_ days: [Int]) throws {
        let rhythm = DeliveryRhythm(
            landedMillis: Self.landings(days), today: try ReportDay(daysSince1970: 500))
        #expect(rhythm.usualDays == nil && rhythm.isOverdue == nil)
        #expect(rhythm.daysSince == days.last.map { 500 - $0 })
    }

    @Test("freshness is of the day, and so is what is kept of it")
    func today() async throws {
        let clock = Clock()
        let desk = try Desk([CostRow("2025-11-01", "5")], nowMillis: { clock.millis })
        let first = await desk.get("/api/v1/freshness")
        #expect(try (first.json["exports"] as? [[String: Any]])?.first?["days_since_usage"] as? Int == 2)
        let tag = try #require(first.header("etag"))
        #expect(await desk.get("/api/v1/freshness", headers: [("If-None-Match", tag)]).status == 304)
        clock.advance(days: 1)
        let second = await desk.get("/api/v1/freshness", headers: [("If-None-Match", tag)])
        #expect(second.status == 200)
        #expect(try (second.json["exports"] as? [[String: Any]])?.first?["days_since_usage"] as? Int == 3)
    }

    @Test("the tags page tells the rules by which tags are read")
    func mapping() async throws {
        let desk = try Desk([CostRow("2025-11-01", "5", tags: ["Team": "x"])])
        #expect(await desk.get("/tags").body.contains("as they were delivered"))
        var rules = ReadingRules()
        rules.tags.foldsCase = true
        rules.tags.enabled = ["env"]
        rules.tags.mappings = [
            .init(parent: "team", children: ["squad", "crew"], period: .init(from: ReportDay("2025-01-01"), to: nil))
        ]
        rules.tags.virtuals = [
            .init(key: "product", value: "search", conditions: [try CostReport.Filter("service", "Compute")])
        ]
        desk.lake.configure("x", rules)
        try await Task.sleep(for: .milliseconds(600))
        let page = await desk.get("/tags").body
        for text in [
            "differ in case only are one", "<code>squad</code>, <code>crew</code>", "from 2025-01-01",
            "<code>product</code>", "<code>ServiceName</code> is <bdi>Compute</bdi>", "<code>env</code>",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        let told = try await desk.json("/api/v1/tags")["rules"] as? [String: Any]
        #expect(told?["fold_case"] as? Bool == true && told?["enabled"] as? [String] == ["env"])
        let mapping = (told?["mapping"] as? [[String: Any]])?.first
        #expect(mapping?["children"] as? [String] == ["squad", "crew"] && mapping?["from"] as? String == "2025-01-01")
    }
}
