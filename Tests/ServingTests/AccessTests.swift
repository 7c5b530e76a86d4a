import Foundation
import Serving
import Testing

struct AccessTests {
    private static let token = "0123456789abcdef0123456789abcdef"
    private static let rows = [CostRow("2025-11-01", "5")]

    private static let openPaths: Set = ["/healthz", "/readyz", "/assets/billow.css", "/assets/icon.svg"]

    private static func basic(_ password: String) -> String {
        "Basic " + Data("anybody:\(password)".utf8).base64EncodedString()
    }

    @Test func everyRouteNeedsTheTokenButThoseThatTellNothing() async throws {
        let desk = try Desk(Self.rows, token: Self.token)
        let wrong = [
            nil, "", "Bearer", "Bearer ", "Bearer x", "Bearer \(Self.token)x", "Bearer \(Self.token.dropLast())",
            Self.token, Self.basic(""), Self.basic("x"), "Basic !", "Bearer \(Self.token.uppercased())",
        ]
        for route in desk.site.routes {
            for credential in wrong {
                let headers = credential.map { [(name: "Authorization", value: $0)] } ?? []
                let reply = await desk.get(route.path, headers: headers)
                #expect(
                    (reply.status == 401) == !Self.openPaths.contains(route.path), "\(route.path) \(credential ?? "")")
                #expect(!reply.body.contains(Self.token))
            }
            for credential in ["Bearer \(Self.token)", "bearer \(Self.token)", Self.basic(Self.token)] {
                let reply = await desk.get(route.path, headers: [(name: "Authorization", value: credential)])
                #expect(reply.status != 401, "\(route.path)")
            }
        }
        #expect(await desk.get("/nowhere").status == 401)
    }

    @Test func aShortTokenIsNone() {
        #expect(throws: (any Error).self) { try AccessToken(name: "a", secret: "secret", grant: .all) }
    }

    @Test(arguments: [
        ("localhost", 200), ("LOCALHOST:1", 200), ("127.0.0.1:8428", 200), ("evil.example", 421),
        ("localhost.evil.example", 421), ("localhost:8428.evil.example", 421), ("127.0.0.1.nip.io", 421), ("", 421),
        ("localhost:", 421), ("evil@localhost", 421), ("localhost/", 421), ("[::1]", 421), ("0.0.0.0:8428", 421),
    ])
    func onlyKnownNamesAreAnswered(_ host: String, _ status: Int) async throws {
        #expect(await (try Desk(Self.rows)).get("/api/v1/costs", host: host).status == status)
    }

    @Test func twoHostsAreNone() async throws {
        let desk = try Desk(Self.rows)
        #expect(await desk.get("/api/v1/costs", headers: [(name: "host", value: "localhost")]).status == 421)
    }

    @Test(arguments: [
        ("Origin", "http://localhost:8428", 200), ("Origin", "http://localhost:9999", 403), ("Origin", "null", 403),
        ("Origin", "http://evil.example", 403), ("Origin", "http://localhost:8428.evil.example", 403),
        ("Sec-Fetch-Site", "same-origin", 200), ("Sec-Fetch-Site", "cross-site", 403),
    ])
    func pagesOfOthersMayNotAsk(_ name: String, _ value: String, _ status: Int) async throws {
        #expect(
            await (try Desk(Self.rows)).get("/api/v1/costs", headers: [(name: name, value: value)]).status == status)
    }

    @Test func aLinkFromAnotherPageOpens() async throws {
        let headers = [
            ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"),
        ]
        let reply = await (try Desk(Self.rows)).get("/", headers: headers.map { (name: $0.0, value: $0.1) })
        #expect(reply.status == 200)
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get"])
    func nothingIsChanged(_ method: String) async throws {
        let desk = try Desk(Self.rows)
        for route in desk.site.routes {
            #expect(await desk.get(route.path, method: method).status == 405)
        }
    }

    @Test func whoAsksTooOftenWaits() async throws {
        let desk = try Desk(Self.rows, rate: 3, nowMillis: { 0 })
        var statuses: [Int] = []
        for _ in 0..<12 { statuses.append(await desk.get("/api/v1/costs").status) }
        #expect(statuses == Array(repeating: 200, count: 6) + Array(repeating: 429, count: 6))
        #expect(await desk.get("/api/v1/costs").header("retry-after") == "1")
    }

    @Test func theLimitIsForEachClientAndPasses() throws {
        let limit = RateLimit(perSecond: 10)
        for _ in 0..<20 { try limit.take("a", nowMillis: 0) }
        #expect(throws: Problem.self) { try limit.take("a", nowMillis: 0) }
        try limit.take("b", nowMillis: 0)
        try limit.take("a", nowMillis: 100)
        #expect(throws: Problem.self) { try limit.take("a", nowMillis: 150) }
    }
}
