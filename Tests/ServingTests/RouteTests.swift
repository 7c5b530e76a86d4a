import Foundation
import Serving
import Testing

struct RouteTests {
    private static let rows = (1...28).map { CostRow("2025-11-\($0 < 10 ? "0" : "")\($0)", "\($0).5") }

    /// What each needs besides; everything else is asked without parameters.
    private static let queries = ["/api/v1/values": "dimension=service"]

    /// Needs generations, which made-up rows have none of; the acceptance tests ask it.
    private static let ofGenerations: Set = ["/diff", "/api/v1/diff"]

    @Test func everyRouteAnswers() async throws {
        let desk = try Desk(Self.rows)
        for route in desk.site.routes where !Self.ofGenerations.contains(route.path) {
            let reply = await desk.get(route.path + (Self.queries[route.path].map { "?\($0)" } ?? ""))
            #expect(reply.status == 200, "\(route.path): \(reply.body)")
            #expect(route.kinds.contains { $0.rawValue == reply.header("content-type") }, "\(route.path)")
            #expect(!reply.body.isEmpty)
            let head = await desk.get(route.path, method: "HEAD")
            #expect(head.body.isEmpty)
        }
    }

    @Test func everyRouteSaysWhatItDoesNotKnow() async throws {
        let desk = try Desk(Self.rows)
        for route in desk.site.routes {
            let reply = await desk.get("\(route.path)?nonsense=1")
            #expect(reply.status == 400, "\(route.path)")
        }
        #expect(await desk.get("/api/v1/cost").body.contains("/api/v1/costs"))
    }

    @Test func anEmptyLakeHasPagesToo() async throws {
        let desk = try Desk([])
        for route in desk.site.routes {
            let reply = await desk.get(route.path + (Self.queries[route.path].map { "?\($0)" } ?? ""))
            #expect([200, 404].contains(reply.status), "\(route.path): \(reply.status)")
        }
    }

    @Test func theDocumentIsThatOfTheRoutes() async throws {
        let desk = try Desk(Self.rows)
        let document = try await desk.json("/api/v1/openapi.json")
        #expect(document["openapi"] as? String == "3.1.0")
        let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
        let routes = desk.site.routes
        #expect(Set(routes.map(\.path)).subtracting(paths.keys) == ["/healthz", "/readyz", "/metrics"])
        #expect(Set(paths.keys).isSubset(of: routes.map(\.path)))
        for route in routes {
            guard let operation = paths[route.path]?["get"] else { continue }
            let names = (operation["parameters"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
            #expect(names == route.parameters.map(\.name))
            #expect((operation["responses"] as? [String: Any])?.keys.contains("default") == true)
        }
    }

    @Test func theDocumentTellsWhatAnswersLookLike() async throws {
        let desk = try Desk(Self.rows)
        let document = try await desk.json("/api/v1/openapi.json")
        let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
        for (path, methods) in paths where path.hasPrefix("/api/v1/") && path != "/api/v1/openapi.json" {
            let responses = methods["get"]?["responses"] as? [String: [String: Any]]
            let content = responses?["200"]?["content"] as? [String: [String: [String: Any]]]
            #expect(content?["application/json"]?["schema"]?["properties"] != nil, "\(path)")
        }
    }

    @Test func thePagesTellTheirProblemsAsPages() async throws {
        let desk = try Desk(Self.rows)
        let document = try await desk.json("/api/v1/openapi.json")
        let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
        let page = try #require(paths["/explore"]?["get"]?["responses"] as? [String: [String: Any]])
        #expect((page["default"]?["content"] as? [String: Any])?.keys.sorted() == ["text/html"])
        #expect(page["303"] != nil)
        #expect(paths["/tags"]?["get"].flatMap { $0["responses"] as? [String: Any] }?["303"] == nil)
    }

    @Test func metricsCount() async throws {
        let desk = try Desk(Self.rows)
        _ = await desk.get("/api/v1/costs")
        _ = await desk.get("/api/v1/costs")
        let text = await desk.get("/metrics").body
        #expect(text.contains("billow_http_request_duration_seconds_count{route=\"/api/v1/costs\",status=\"200\"} 2"))
        #expect(text.contains("billow_replies_total{from=\"cache\"} 1"))
    }

    @Test func theFormOfExploreLeadsToAnAddress() async throws {
        let desk = try Desk(Self.rows)
        let items = [("group_by", "service"), ("add_to", "account"), ("add_how", "exclude"), ("add_value", "a b&c")]
        let reply = await desk.get("/explore?\(query(items))")
        #expect(reply.status == 303)
        #expect(reply.header("location") == "/explore?group_by=service&exclude%5Baccount%5D=a%20b%26c")
    }
}
