import Foundation
import Testing

struct HostileInputTests {
    private static let injections = [
        "' OR 1=1 --", "'; DROP TABLE daily; --", "\") OR true --", "1; COPY daily TO 'x'", "x' UNION SELECT 1 --",
        "read_csv('/etc/passwd')", "\0", "a\0b", "\\", "%", "_", "$1", "{{7*7}}", "<script>alert(1)</script>",
        "ServiceName FROM daily; --", "service\" --", "tag:'] FROM daily --", "\u{202E}evil", "\r\nX-Evil: 1",
        "CAST(1 AS INT)", "(SELECT 1)", "../../etc/passwd", "''", "\"\"", "/*", "--", ";", "NULL", "null", "true",
    ]

    private static let rows = [
        CostRow("2025-11-01", "5", ["ServiceName": "Compute"]), CostRow("2025-11-01", "6", ["ServiceName": "Storage"]),
    ]

    @Test(arguments: ["filter[service]", "contains[service]", "every[account]", "or[region]", "filter[tag:env]"])
    func aValueIsALiteral(_ name: String) async throws {
        let desk = try Desk(Self.rows)
        for text in Self.injections where text != "_" && text != "%" {
            let reply = await desk.get("/api/v1/costs?\(query([(name, text)]))")
            #expect(reply.status == 200, "\(text): \(reply.body)")
            #expect((try reply.json["totals"] as? [Any])?.isEmpty == true, "\(text) found something: \(reply.body)")
        }
        let after = await desk.get("/api/v1/costs?v").status
        #expect(after == 400)
        #expect(await desk.get("/api/v1/costs").body.contains("11.000000000000000000"))
    }

    @Test(arguments: [
        "group_by", "measure", "time", "from", "to", "as_of", "resolution", "order_by", "limit", "page_size", "cursor",
        "delta", "format", "unknown",
    ])
    func anythingElseIsRefused(_ name: String) async throws {
        let desk = try Desk(Self.rows)
        for text in Self.injections where !(name == "group_by" && text.hasPrefix("tag:")) {
            for target in ["/api/v1/costs?\(query([(name, text)]))", "/explore?\(query([(name, text)]))"] {
                let reply = await desk.get(target)
                #expect(reply.status == 400, "\(target)")
                #expect(!reply.headers.contains { $0.value.contains("\r") || $0.value.contains("\n") })
            }
        }
    }

    @Test(arguments: ["/api/v1/costs?filter%5B", "/api/v1/costs?%FF=1", "/api/v1/costs?a=%zz", "/%FF", "/%2", "x"])
    func whatCannotBeDecodedIsRefused(_ target: String) async throws {
        #expect(await (try Desk(Self.rows)).get(target).status == 400)
    }

    @Test func longAddressesAreRefused() async throws {
        let desk = try Desk(Self.rows)
        let long = String(repeating: "a", count: 9000)
        #expect(await desk.get("/api/v1/costs?group_by=\(long)").status == 414)
        let many = (0..<300).map { ("filter[service]", String($0)) }
        #expect(await desk.get("/api/v1/costs?\(query(many))").status >= 400)
    }

    /// Names from a bill go everywhere, and nowhere do they become markup.
    @Test func hostileNamesAreText() async throws {
        let evil = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x", "</title><b>"]
        let days = ["2025-10-01", "2025-11-01", "2025-11-02"]
        let rows = days.flatMap { day in
            evil.map { name in
                CostRow(
                    day, "5",
                    [
                        "ServiceName": name, "SubAccountId": name, "x_export": name, "RegionId": name,
                        "BillingCurrency": "US<b>",
                    ], tags: [name: name])
            }
        }
        let desk = try Desk(rows)
        let value = query([("filter[service]", evil[0])])
        let tag = query([("group_by", "tag:\(evil[1])"), ("resolution", "daily"), ("time", "all")])
        for target in [
            "/", "/explore?group_by=service&group_by=account&time=all&delta=previous", "/explore?\(tag)",
            "/explore?\(value)", "/tags?time=all", "/deliveries", "/explain?from=2025-11-01", "/explain?\(value)",
            "/explore?\(query([("group_by", evil[0])]))", "/explain?\(query([("filter[service]", "<i>")]))",
        ] {
            let reply = await desk.get(target)
            #expect(reply.header("content-type") == "text/html; charset=utf-8")
            #expect([200, 400, 404].contains(reply.status), "\(target) \(reply.status)")
            for mark in ["<script", "<img", "<b>", "<i>", " onmouseover='", "'x"] {
                #expect(!reply.body.contains(mark), "\(target) has \(mark)")
            }
            #expect(!reply.body.contains("http://") && !reply.body.contains("https://"), "\(target)")
            #expect(!reply.body.contains(" style=") && !reply.body.contains("javascript:"), "\(target)")
            #expect(reply.header("content-security-policy")?.contains("default-src 'none'") == true)
        }
    }
}
