import BillingModel
import Foundation
import Testing

struct CostRouteTests {
    private static let rows = [
        CostRow("2025-10-01", "10.5", ["ServiceName": "Compute"], tags: ["env": "prod"]),
        CostRow("2025-10-31", "4", ["ServiceName": "Storage"]), CostRow("2025-11-01", "20", ["ServiceName": "Compute"]),
        CostRow("2025-11-02", "1", ["ServiceName": "=cmd|' /C calc'!A0"]),
        CostRow("2025-11-02", "-3", ["ServiceName": "Refunds"]), CostRow("2025-11-02", "7", ["BillingCurrency": "EUR"]),
    ]

    @Test func theTimeBeforeIsLikeForLike() async throws {
        let desk = try Desk(Self.rows)
        let reply = try await desk.json("/api/v1/costs?group_by=service&time=month-to-date&delta=previous")
        let meta = try #require(reply["meta"] as? [String: Any])
        #expect(meta["previous"] as? [String: String] == ["from": "2025-10-01", "to": "2025-10-02"])
        let rows = try #require(reply["rows"] as? [[String: Any]])
        let compute = try #require(
            rows.first {
                ($0["group"] as? [String: String]) == ["ServiceName": "Compute"] && $0["currency"] as? String == "USD"
            })
        #expect(compute["previous"] as? String == "10.500000000000000000")
        #expect(compute["delta"] as? String == "9.500000000000000000")
        #expect(compute["delta_percent"] as? String == "90.5")
        #expect(try await desk.json("/api/v1/costs?time=last-month")["totals"] as? [[String: Any]] != nil)
    }

    @Test func csvIsSafeForSpreadsheets() async throws {
        let desk = try Desk(Self.rows)
        let reply = await desk.get("/api/v1/costs?group_by=service&time=month-to-date&format=csv")
        #expect(reply.header("content-type") == "text/csv; charset=utf-8")
        #expect(reply.body.contains("'=cmd|"))
        #expect(reply.body.contains("Refunds,USD,-3.000000000000000000\r\n"))
        let accepted = await desk.get(
            "/api/v1/costs?group_by=service&time=month-to-date", headers: [(name: "Accept", value: "text/csv")])
        #expect(accepted.body == reply.body)
    }

    @Test func pagesAreTheWhole() async throws {
        let desk = try Desk(Self.rows)
        var names: [String] = []
        var cursor: String?
        repeat {
            let next = cursor.map { "&" + query([("cursor", $0)]) } ?? ""
            let reply = try await desk.json("/api/v1/costs?group_by=service&page_size=2\(next)")
            names += try #require(reply["rows"] as? [[String: Any]]).compactMap {
                ($0["group"] as? [String: String])?["ServiceName"]
            }
            cursor = (reply["meta"] as? [String: Any])?["next_cursor"] as? String
        } while cursor != nil
        #expect(names.count == 5 && Set(names).count == 4)
    }

    @Test func aCursorOfAnotherVersionIsGone() async throws {
        let desk = try Desk(Self.rows)
        let reply = try await desk.json("/api/v1/costs?group_by=service&page_size=2")
        let cursor = try #require((reply["meta"] as? [String: Any])?["next_cursor"] as? String)
        desk.lake.replace(Array(Self.rows.dropLast()))
        try await Task.sleep(for: .milliseconds(600))
        let next = await desk.get("/api/v1/costs?group_by=service&page_size=2&\(query([("cursor", cursor)]))")
        #expect(next.status == 410)
    }

    @Test func aVersionIsATagAndANewOneIsSeen() async throws {
        let desk = try Desk(Self.rows)
        let first = await desk.get("/api/v1/costs")
        let tag = try #require(first.header("etag"))
        #expect(first.header("billow-versions") == "daily@1 focus@7")
        #expect(await desk.get("/api/v1/costs", headers: [(name: "If-None-Match", value: tag)]).status == 304)
        desk.lake.replace([CostRow("2025-12-01", "99")])
        try await Task.sleep(for: .milliseconds(600))
        let second = await desk.get("/api/v1/costs", headers: [(name: "If-None-Match", value: tag)])
        #expect(second.status == 200)
        #expect(second.header("etag") != tag)
        #expect(second.body.contains("99.000000000000000000"))
    }

    @Test(arguments: [
        ("group_by=servise", "group_by", "service"), ("grup_by=service", "grup_by", "group_by"),
        ("measure=biled", "measure", "billed"), ("time=last-weak", "time", "last-7-days"),
        ("filter%5Bservise%5D=x", "filter[servise]", ""), ("limit=0", "limit", ""), ("limit=1&limit=2", "limit", ""),
        ("from=2025-13", "from", ""), ("order_by=delta", "order_by", ""), ("cursor=x", "cursor", ""),
        ("group_by=a,b,c,d", "group_by", ""), ("time=all&from=2025-10", "time", ""), ("as_of=x", "as_of", ""),
        ("format=xml", "format", ""),
    ])
    func aWrongParameterIsNamed(_ query: String, _ name: String, _ nearest: String) async throws {
        let reply = await (try Desk(Self.rows)).get("/api/v1/costs?\(query)")
        #expect(reply.status == 400)
        #expect(reply.header("content-type") == "application/problem+json")
        #expect(try reply.json["parameter"] as? String == name)
        if !nearest.isEmpty { #expect(reply.body.contains(nearest), "\(reply.body)") }
    }
}
