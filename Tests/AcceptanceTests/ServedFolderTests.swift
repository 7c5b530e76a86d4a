import BillingModel
import CompatibleReports
import Examining
import Foundation
import Pipeline
import Reporting
import Serving
import Testing
import Wiring

@Suite("A lake on disk, served")
struct ServedFolderTests {
    private static let admin = "admin-0123456789abcdef01234567"
    private static let limited = "limited-0123456789abcdef012345"
    private static let subscription = "21111111-1111-1111-1111-111111111111"

    private static func site(_ scratch: Scratch) throws -> Site {
        ServedSite.make(
            reader: try ServedFolder(try scratch.workbench),
            tokens: [
                try AccessToken(name: "admin", secret: admin, grant: .all),
                try AccessToken(name: "limited", secret: limited, grant: .reading(RowLimit(projects: [subscription]))),
            ], hosts: ["localhost"], rate: 0, more: CompatibleRoutes.all, queryTimeout: .seconds(600), log: { _ in })
    }

    private static func get(_ site: Site, _ target: String, as token: String = admin) async -> Reply {
        await site.reply(method: "GET", path: target, client: "test") {
            try Inquiry(
                method: "GET", target: target, headers: [("Host", "localhost"), ("Authorization", "Bearer \(token)")])
        }
    }

    private static func json(_ reply: Reply) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(reply.body.utf8)) as? [String: Any], "\(reply.body)")
    }

    private static func totals(_ reply: [String: Any], _ cost: String = "cost") -> [String: ExactDecimal] {
        (reply["totals"] as? [[String: Any]] ?? []).reduce(into: [:]) { sums, total in
            sums[total["currency"] as? String ?? ""] = (total[cost] as? String).flatMap { ExactDecimal.parse($0).value }
        }
    }

    private static func sums(_ rows: [[String?]]) -> [String: ExactDecimal] {
        rows.reduce(into: [:]) { sums, row in
            sums[row[0] ?? ""] = row[1].flatMap { ExactDecimal.parse($0).value }
        }
    }

    @Test("a limited token sees its rows of the tables themselves, and no page of the others")
    func limits() async throws {
        let three = try await ThreeGenerations(seed: 11)
        let site = try Self.site(three.scratch)
        let all = try await three.scratch.query(
            "SELECT BillingCurrency, CAST(sum(BilledCost) AS VARCHAR) FROM focus GROUP BY 1")
        let own = try await three.scratch.query(
            """
            SELECT BillingCurrency, CAST(sum(BilledCost) AS VARCHAR) FROM focus
            WHERE SubAccountId = \(Self.subscription) GROUP BY 1
            """)
        #expect(!own.isEmpty && Self.sums(own) != Self.sums(all))
        #expect(Self.totals(try Self.json(await Self.get(site, "/api/v1/costs"))) == Self.sums(all))
        let reply = await Self.get(site, "/api/v1/costs", as: Self.limited)
        #expect(Self.totals(try Self.json(reply)) == Self.sums(own))
        #expect(reply.header("Billow-Versions")?.contains("raw/") == false)
        let others = try await three.scratch.query(
            "SELECT DISTINCT SubAccountId FROM focus WHERE SubAccountId IS DISTINCT FROM \(Self.subscription)")
        #expect(!others.isEmpty)
        for route in site.routes {
            let query = route.path == "/api/v1/values" ? "?dimension=account" : ""
            let reply = await Self.get(site, route.path + query, as: Self.limited)
            #expect([200, 400, 403, 404].contains(reply.status), "\(route.path) \(reply.status)")
            for other in others { #expect(!reply.body.contains(try #require(other[0])), "\(route.path)") }
        }
    }

    @Test("what a delivery changed is told, from the deliveries page on")
    func diff() async throws {
        let three = try await ThreeGenerations(seed: 12)
        let site = try Self.site(three.scratch)
        let page = await Self.get(site, "/deliveries")
        #expect(page.status == 200)
        let links = page.body.matches(of: /href="(\/diff\?[^"]*)">compare with #/).map {
            String($0.output.1).replacing("&amp;", with: "&")
        }
        #expect(links.count == 2)
        for link in links { #expect(await Self.get(site, link).status == 200, "\(link)") }
        let reply = try Self.json(await Self.get(site, "/api/v1/diff?period=2025-10&from=1&to=3"))
        for (number, side) in [(1, "before"), (3, "after")] {
            let generations = try Self.json(await Self.get(site, "/api/v1/generations?period=2025-10"))
            let list = try #require(generations["generations"] as? [[String: Any]])
            let generation = try #require(list.first { $0["generation"] as? Int == number })
            let known = (generation["totals"] as? [String: [String: Any]] ?? [:]).mapValues { $0["billed"] as? String }
            let told = (reply["totals"] as? [[String: Any]] ?? []).reduce(into: [String: String?]()) { sums, total in
                sums[total["currency"] as? String ?? ""] = (total["billed"] as? [String: Any])?[side] as? String
            }
            #expect(known == told)
        }
        #expect(await Self.get(site, "/api/v1/diff").status == 400)
        #expect(await Self.get(site, "/api/v1/diff?period=2025-10&from=9").status == 404)
        #expect(await Self.get(site, "/api/v1/diff?period=2025-09").status == 404)
        let csv = await Self.get(site, "/api/v1/diff?period=2025-10&format=csv")
        #expect(csv.body.hasPrefix("by,value,currency,billed_before"))
    }

    @Test("conformance is what the command says, and kept")
    func conformance() async throws {
        let scratch = try Scratch()
        try AzureDelivery(costs: ["1", "2.5"]).write(to: scratch)
        try await scratch.ingest()
        let site = try Self.site(scratch)
        let reply = await Self.get(site, "/api/v1/conformance?source=azure-actual&period=2025-10")
        let sources = try await Examination(
            session: try await scratch.workbench.lockedSession(), rules: try RuleBook.rules()
        ).run()
        #expect(sources.count == 1)
        let told = try #require(try Self.json(reply)["sources"] as? [[String: Any]])
        let expected = try #require(
            JSONSerialization.jsonObject(with: Data(sources[0].json.utf8)) as? [String: Any])
        #expect(NSDictionary(dictionary: told[0]) == NSDictionary(dictionary: expected))
        #expect(await Self.get(site, "/api/v1/conformance?source=azure-actual&period=2025-10").body == reply.body)
        #expect(await Self.get(site, "/metrics").body.contains("billow_replies_total{from=\"cache\"} 1"))
        #expect(await Self.get(site, "/api/v1/conformance?source=none").status == 404)
        #expect(await Self.get(site, "/api/v1/conformance?period=x").status == 400)
    }

    @Test("an ingest that lands nothing shows when something new is refused")
    func refused() async throws {
        let scratch = try Scratch()
        try AzureDelivery(month: "2025-09", costs: ["1"]).write(to: scratch)
        try await scratch.ingest()
        let site = try Self.site(scratch)
        #expect(await Self.get(site, "/api/v1/runs?state=rejected").body.contains("\"count\": 0"))
        try AzureDelivery(costs: ["1,5"]).write(to: scratch)
        try await scratch.ingest()
        try await Task.sleep(for: .milliseconds(600))
        let runs = try Self.json(await Self.get(site, "/api/v1/runs?state=rejected"))["runs"] as? [[String: Any]]
        #expect(runs?.first?["period"] as? String == "2025-10")
        #expect(await Self.get(site, "/deliveries").body.contains(">rejected</a>"))
    }

    @Test("a file of tokens that others can read is refused")
    func tokenFile() throws {
        let scratch = try Scratch()
        try scratch.write("tokens:\n  - {name: a, scope: read, token: \(Self.admin)}", to: "tokens.yaml")
        let path = scratch.exports.appendingPathComponent("tokens.yaml").path
        for (mode, isRead) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o620, false)] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            #expect(((try? TokenReader(path: path).read()) != nil) == isRead, "\(String(mode, radix: 8))")
        }
    }
}
