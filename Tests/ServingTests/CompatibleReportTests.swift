import BillingModel
import Foundation
import Testing

/// Reports in Koku's shape, read as its clients read them.
struct CompatibleReportTests {
    private static let root = "/api/cost-management/v1"
    private static let rows = [
        CostRow("2025-10-01", "100", ["x_source": "aws-cur", "ServiceName": "EC2"]),
        CostRow("2025-11-01", "10.5", ["x_source": "aws-cur", "ServiceName": "EC2"], tags: ["env": "prod"]),
        CostRow("2025-11-01", "4", ["x_source": "aws-focus", "ServiceName": "S3", "SubAccountId": "a-2"]),
        CostRow("2025-11-02", "0.25", ["x_source": "aws-cur", "ServiceName": "SNS", "SubAccountId": "a-2"]),
        CostRow("2025-11-02", "7", ["x_source": "azure-actual", "BillingCurrency": "EUR"]),
        CostRow("2025-11-02", "9", ["x_source": "azure-actual", "BillingCurrency": "GBP"]),
    ]

    private func number(_ object: Any?, _ path: String...) -> Decimal? {
        let found = path.reduce(object) { ($0 as? [String: Any])?[$1] }
        return (found as? NSNumber).flatMap { Decimal(string: "\($0)") }
    }

    @Test func daysHoldGroupsThatAddUp() async throws {
        let desk = try Desk(Self.rows)
        let reply = try await desk.json("\(Self.root)/reports/aws/costs/?group_by%5Bservice%5D=*&filter%5Blimit%5D=1")
        let days = try #require(reply["data"] as? [[String: Any]])
        #expect(days.map { $0["date"] as? String } == ["2025-11-01", "2025-11-02"])
        let names = days.map { day in (day["services"] as? [[String: Any]] ?? []).map { $0["service"] as? String ?? "" }
        }
        #expect(names == [["EC2", "Others"], ["Others"]])
        let values = days.flatMap { $0["services"] as? [[String: Any]] ?? [] }
            .flatMap { $0["values"] as? [[String: Any]] ?? [] }
        let sum = values.compactMap { number($0, "cost", "total", "value") }.reduce(0, +)
        #expect(sum == Decimal(string: "14.75"))
        #expect(number(reply["meta"], "total", "cost", "total", "value") == sum)
        #expect(reply["links"] as? [String: Any] != nil)
    }

    @Test func aMonthIsComparedLikeForLike() async throws {
        let desk = try Desk(Self.rows)
        let scope = "filter%5Btime_scope_units%5D=month&filter%5Btime_scope_value%5D=-1"
        let reply = try await desk.json("\(Self.root)/reports/aws/costs/?\(scope)&delta=cost")
        let days = try #require(reply["data"] as? [[String: Any]])
        #expect(days.map { $0["date"] as? String } == ["2025-11"])
        #expect(number(reply["meta"], "delta", "value") == Decimal(string: "-85.25"))
        #expect(number((days[0]["values"] as? [Any])?.first, "delta_percent") == Decimal(string: "-85.3"))
    }

    @Test func groupsNest() async throws {
        let desk = try Desk(Self.rows)
        let reply = try await desk.json(
            "\(Self.root)/reports/aws/costs/?group_by%5Baccount%5D=*&group_by%5Btag:env%5D=*"
                + "&start_date=2025-11-01&end_date=2025-11-01"
        )
        let day = try #require((reply["data"] as? [[String: Any]])?.first)
        let account = try #require((day["accounts"] as? [[String: Any]])?.first)
        #expect(account["account"] as? String == "a-1")
        let tag = try #require((account["envs"] as? [[String: Any]])?.first)
        #expect(tag["env"] as? String == "prod")
        #expect((tag["values"] as? [Any])?.count == 1)
    }

    @Test(
        arguments: [
            ("filter%5Bservice%5D=ec", 10.5), ("filter%5Bexact:service%5D=ec", 0), ("exclude%5Bservice%5D=EC2", 4.25),
            ("filter%5Bservice%5D=ec,sns", 10.75), ("filter%5Btag:env%5D=prod", 10.5), ("group_by%5Bservice%5D=S3", 4),
            ("filter%5Band:service%5D=s,3", 4), ("filter%5Baccount%5D=a-2", 4.25),
        ] as [(String, Double)])
    func filtersAreThoseOfKoku(_ query: String, _ expected: Double) async throws {
        let reply = try await (try Desk(Self.rows)).json("\(Self.root)/reports/aws/costs/?\(query)")
        #expect(number(reply["meta"], "total", "cost", "total", "value") == Decimal(expected), "\(reply)")
    }

    @Test(arguments: [
        ("group_by%5Bservise%5D=*", "group_by[servise]"),
        ("filter%5Btime_scope_value%5D=-7", "filter[time_scope_value]"),
        ("filter%5Bresolution%5D=hourly", "filter[resolution]"), ("start_date=2025-11-01", "start_date"),
        ("order_by%5Bservice%5D=asc", "order_by[service]"), ("delta=usage", "delta"), ("currency=XYZ", "currency"),
        ("filter%5Blimit%5D=5", "filter[limit]"), ("limit=1001", "limit"), ("cost_type=blended_cost", "cost_type"),
    ])
    func aWrongParameterIsNamed(_ query: String, _ name: String) async throws {
        let reply = await (try Desk(Self.rows)).get("\(Self.root)/reports/aws/costs/?\(query)")
        #expect(reply.status == 400, "\(reply.body)")
        #expect(try reply.json["parameter"] as? String == name)
    }

    @Test func currenciesAreNotAdded() async throws {
        let desk = try Desk(Self.rows)
        #expect(await desk.get("\(Self.root)/reports/azure/costs/").status == 400)
        let reply = try await desk.json("\(Self.root)/reports/azure/costs/?currency=GBP")
        #expect(number(reply["meta"], "total", "cost", "total", "value") == 9)
    }

    @Test func listsAreThere() async throws {
        let desk = try Desk(Self.rows)
        let keys = try await desk.json("\(Self.root)/tags/aws/?key_only=true")
        #expect(keys["data"] as? [String] == ["env"])
        let services = try await desk.json("\(Self.root)/resource-types/aws-services/?search=s")
        #expect((services["data"] as? [[String: String]])?.map { $0["value"] } == ["S3", "SNS"])
    }

    @Test func pagesHaveLinks() async throws {
        let desk = try Desk(Self.rows)
        let first = try await desk.json("\(Self.root)/reports/aws/costs/?limit=1")
        let next = try #require((first["links"] as? [String: Any])?["next"] as? String)
        let second = try await desk.json(next)
        #expect((second["data"] as? [[String: Any]])?.first?["date"] as? String == "2025-11-02")
        #expect((second["links"] as? [String: Any])?["next"] is NSNull)
    }
}
