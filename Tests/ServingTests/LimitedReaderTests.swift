import BillingModel
import Foundation
import Pipeline
import Randomness
import Reporting
import Serving
import Testing

@Suite("A limited reader sees his rows, and nothing that is made of others")
struct LimitedReaderTests {
    static let admin = "admin-0123456789abcdef01234567"
    static let reader = "reader-0123456789abcdef0123456"
    private static let limits = [
        "limit-a-0123456789abcdef012345": RowLimit(sources: ["one"]),
        "limit-b-0123456789abcdef012345": RowLimit(accounts: ["b-1"]),
        "limit-c-0123456789abcdef012345": RowLimit(projects: ["SubAccountId-1", "it's %_ \"2\""]),
        "limit-d-0123456789abcdef012345": RowLimit(sources: ["one", "two"], accounts: ["b-2"]),
        "limit-e-0123456789abcdef012345": RowLimit(sources: ["nobody's"]),
    ]

    private static func tokens() throws -> [AccessToken] {
        try [AccessToken(name: "reader", secret: reader, grant: .reading(nil))]
            + limits.map { try AccessToken(name: $0.key, secret: $0.key, grant: .reading($0.value)) }
    }

    static func get(
        _ desk: Desk, _ target: String, as token: String, tag: String? = nil
    ) async -> Reply {
        let condition = tag.map { [(name: "If-None-Match", value: $0)] } ?? []
        return await desk.get(target, headers: [(name: "Authorization", value: "Bearer \(token)")] + condition)
    }

    private static func isSeen(_ row: CostRow, _ limit: RowLimit) -> Bool {
        func holds(_ list: [String]?, _ column: String) -> Bool {
            guard let list else { return true }
            return (row.texts[column] ?? nil).map(list.contains) ?? false
        }
        return holds(limit.sources, "x_source") && holds(limit.accounts, "BillingAccountId")
            && holds(limit.projects, "SubAccountId")
    }

    /// What every route that answers limited readers is asked.
    private static func targets(of desk: Desk, _ random: inout SeededGenerator) -> [String] {
        let queries = [
            "/api/v1/values": ["dimension=service", "dimension=tag:env&search=p", "dimension=source"],
            "/api/v1/costs": (0..<6).map { _ in
                query([
                    (
                        "group_by",
                        random.pick(["service", "account", "source", "tag:env", "month", "BillingAccountId"])
                    ),
                    ("resolution", random.pick(["total", "daily", "monthly"])), ("limit", random.pick(["1", "3"])),
                    ("filter[currency]", random.pick(["USD", "EUR", "(none)"])),
                ])
            } + ["delta=previous&time=month-to-date&format=csv", "filter%5Bsource%5D=two", "page_size=2"],
            "/explore": ["group_by=account&time=all", "filter%5Baccount%5D=nobody"],
            "/": ["", "month=2025-10&currency=EUR"], "/tags": ["time=all"],
        ]
        return desk.site.routes.filter { $0.audience == .limited && $0.path != "/api/v1/openapi.json" }
            .flatMap { route in (queries[route.path] ?? [""]).map { $0.isEmpty ? route.path : "\(route.path)?\($0)" } }
    }

    /// Without what names the version and the limit, and links to what is refused.
    private static func unmarked(_ body: String) -> String {
        body.replacing(/\/explain\?/, with: "/explore?group_by=service&amp;").replacing(
            /, "limit": "[0-9a-f]{16}"/, with: ""
        ).replacing(/\ limit@[0-9a-f]{16}/, with: "")
            .replacing(/You see [^<]*? and nothing else\.\ /, with: "")
            .replacing(/"next_cursor": "[^"]*"/, with: "\"next_cursor\": \"…\"")
            .replacing(/, "rules": .*/, with: "}")
            .replacing(/<section class="card"><h2>Mapping.*?<\/section>/.dotMatchesNewlines(), with: "")
            .replacing(/<li><a href="\/(deliveries|explain)">[A-Za-z]*<\/a><\/li>/, with: "")
    }

    @Test("each route says what it would of a lake that has these rows alone")
    func everyRoute() async throws {
        let seed = newSeed()
        print("LimitedReaderTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        var rows = (0..<90).map { _ in CostRow.random(&random) }
        for at in rows.indices where at.isMultiple(of: 3) {
            rows[at].texts["CommitmentDiscountId"] = random.pick(["c-1", "c-2"])
            rows[at].texts["CommitmentDiscountStatus"] = random.pick(["Used", "Unused"])
        }
        let desk = try Desk(rows, token: Self.admin, tokens: try Self.tokens())
        for (token, limit) in Self.limits.sorted(by: { $0.key < $1.key }) {
            let own = rows.filter { Self.isSeen($0, limit) }
            let alone = try Desk(own)
            for target in Self.targets(of: desk, &random) {
                // All rows are asked about before, and kept.
                _ = await Self.get(desk, target, as: Self.admin)
                let reply = await Self.get(desk, target, as: token)
                let expected = await alone.get(target)
                let comment: Comment = "seed \(seed), \(limit): \(target)"
                #expect(reply.status == expected.status, comment)
                #expect(Self.unmarked(reply.body) == Self.unmarked(expected.body), comment)
            }
            let reply = try await Self.get(desk, "/api/v1/costs", as: token).json
            let totals = reply["totals"] as? [[String: Any]] ?? []
            for total in totals {
                let mine = own.filter { $0.texts["BillingCurrency"] == total["currency"] as? String }
                let sum = mine.compactMap(\.cost).reduce(ExactDecimal.zero) { $0.adding($1) ?? .zero }
                #expect((total["cost"] as? String).map { $0 == sum.description } ?? true, "seed \(seed), \(limit)")
                #expect(total["rows"] as? Int == mine.count)
            }
            #expect(
                Set(totals.map { $0["currency"] as? String }) == Set(own.map { $0.texts["BillingCurrency"] ?? nil }))
        }
    }

    @Test("each route is limited or refused, and what others see is in no reply")
    func nothingElse() async throws {
        let mine = (1...28).map { CostRow("2025-11-\($0 < 10 ? "0" : "")\($0)", "1.5", ["x_source": "one"]) }
        let secret = (1...28).map { day -> CostRow in
            var row = CostRow("2025-11-\(day < 10 ? "0" : "")\(day)", "77777.125", tags: ["secret": "secret"])
            for column in CostRow.columns where column != "x_billing_period" { row.texts[column] = "secret-\(column)" }
            return row
        }
        let desk = try Desk(mine + secret, token: Self.admin, tokens: try Self.tokens())
        var rules = ReadingRules()
        rules.tags.virtuals = [
            .init(key: "team", value: "secret", conditions: [try CostReport.Filter("source", "secret-x_source")])
        ]
        rules.dimensions = [
            DimensionTable(
                key: .column("x_source"), attributes: ["owner"],
                rows: [.init(key: "secret-x_source", values: ["secret"]), .init(key: "one", values: ["Ada"])])
        ]
        desk.lake.configure("r", rules)
        let token = "limit-a-0123456789abcdef012345"
        let more = [
            "/api/v1/values?dimension=account", "/api/v1/values?dimension=owner", "/api/v1/values?dimension=tag:team",
            "/api/v1/costs?group_by=service,account,owner", "/api/v1/costs?group_by=tag:secre&limit=1",
            "/explore?group_by=owner&time=all", "/explore?group_by=servic", "/tags?time=all", "/api/v1/costs?measure=x",
        ]
        for target in desk.site.routes.map(\.path) + more {
            let route = desk.site.routes.first { $0.path == target.prefix { $0 != "?" } }
            let whole = await Self.get(desk, target, as: Self.admin)
            let reply = await Self.get(desk, target, as: token)
            let refused = [.whole, .admin].contains(route?.audience)
            #expect((reply.status == 403) == refused, "\(target) \(reply.status)")
            let isPlain = route?.path == target && target != "/api/v1/values"
            if !refused, isPlain { #expect(reply.status == 200, "\(target): \(reply.body)") }
            let text = reply.body + reply.headers.map { "\($0.name): \($0.value)\n" }.joined()
            #expect(!text.contains("secret"), "\(target)")
            #expect(!text.contains("77777") && !text.contains("77,777") && !text.contains("2177763"), "\(target)")
            #expect(whole.status != 403 && whole.status != 401, "\(target)")
        }
        #expect(await Self.get(desk, "/", as: Self.admin).body.contains("secret"))
    }

    @Test("what is kept for one is not given to another, and no tag of one holds for another")
    func tags() async throws {
        let desk = try Desk(
            [
                CostRow("2025-11-01", "5", ["x_source": "one", "SubAccountId": "SubAccountId-1"]),
                CostRow("2025-11-01", "6", ["x_source": "two", "BillingAccountId": "b-2"]),
            ],
            token: Self.admin, tokens: try Self.tokens())
        let tokens = [Self.admin, Self.reader] + Self.limits.keys.sorted().dropLast()
        var tags: [String: String] = [:]
        for token in tokens {
            let reply = await Self.get(desk, "/api/v1/costs", as: token)
            tags[token] = try #require(reply.header("etag"))
            #expect(reply.header("vary")?.contains("Authorization") == true)
            #expect(reply.header("cache-control")?.contains("private") == true)
        }
        #expect(Set(tags.values).count == tokens.count)
        for token in tokens {
            for other in tokens {
                let reply = await Self.get(desk, "/api/v1/costs", as: token, tag: tags[other])
                #expect(reply.status == (token == other ? 304 : 200))
            }
        }
        let page = try await Self.get(desk, "/api/v1/costs?group_by=source&page_size=1", as: Self.admin).json
        let cursor = try #require((page["meta"] as? [String: Any])?["next_cursor"] as? String)
        let next = "/api/v1/costs?\(query([("group_by", "source"), ("page_size", "1"), ("cursor", cursor)]))"
        #expect(await Self.get(desk, next, as: Self.admin).status == 200)
        #expect(await Self.get(desk, next, as: "limit-a-0123456789abcdef012345").status == 410)
    }

    @Test("scopes: who may only read is told neither of metrics nor of runs and their reasons")
    func scopes() async throws {
        let desk = try Desk([CostRow("2025-11-01", "5")], token: Self.admin, tokens: try Self.tokens())
        var contents = LakeContents()
        contents.runs = [
            RunReport(
                source: "one", export: "daily@1", period: BillingPeriod("2025-12"), run: "r-1", state: .rejected,
                reason: "because of a cell", place: "file.csv:3")
        ]
        desk.lake.tell(contents)
        for route in desk.site.routes {
            let status = await Self.get(desk, route.path, as: Self.reader).status
            #expect((status == 403) == (route.audience == .admin), "\(route.path)")
        }
        let admin = await Self.get(desk, "/deliveries", as: Self.admin).body
        #expect(admin.contains("because of a cell") && admin.contains("file.csv:3") && admin.contains("bad.csv"))
        let read = await Self.get(desk, "/deliveries", as: Self.reader).body
        #expect(read.contains("rejected") && !read.contains("because of") && !read.contains("file.csv"))
        #expect(!read.contains("bad.csv"))
    }

    @Test("a row without a value is in no list, and a limit without values has no row")
    func conditions() {
        #expect(RowLimit(projects: []).condition.text == "false")
        #expect(RowLimit().condition.text == "true")
        #expect(RowLimit(sources: ["b", "a", "b"]) == RowLimit(sources: ["a", "b"]))
        #expect(RowLimit(sources: ["a"], projects: ["x"]).description == "sources a; projects x")
    }
}
