import BillingModel
import CompatibleReports
import Foundation
import Reporting
import SQLEngine
import Serving
import Synchronization
import Testing
import Wiring

@Suite("Versions of a served lake")
struct ServedVersionsTests {
    private static let admin = "admin-0123456789abcdef01234567"
    private static let limited = "limited-0123456789abcdef012345"
    private static let limit = RowLimit(projects: ["21111111-1111-1111-1111-111111111111"])
    private static let kept: SQLText = """
        SELECT x_source, x_billing_period, billow_part, count(*) FROM kept.main.daily GROUP BY ALL ORDER BY ALL
        """

    private static func site(_ reader: any LakeReader) throws -> Site {
        ServedSite.make(
            reader: reader,
            tokens: [
                try AccessToken(name: "admin", secret: admin, grant: .all),
                try AccessToken(name: "limited", secret: limited, grant: .reading(limit)),
            ], hosts: ["localhost"], rate: 0, more: CompatibleRoutes.all, queryTimeout: .seconds(600),
            nowMillis: { 1_766_000_000_000 }, log: { _ in })
    }

    private static let questions = [
        "/?currency=EUR", "/explore?group_by=service", "/explore?group_by=tag:team&resolution=daily", "/tags",
        "/api/v1/costs?group_by=service&group_by=account&resolution=daily",
        "/api/v1/costs?group_by=region&limit=1&delta=previous&time=month-to-date", "/api/v1/costs?format=csv",
        "/api/v1/values?dimension=account", "/api/v1/values?dimension=tag:team",
        "/api/v1/explain?filter[service]=Storage",
        "/api/cost-management/v1/reports/azure/costs/?group_by[service_name]=*",
    ]

    /// What each address answers, and the tag of it; what counts requests is left out.
    private static func replies(_ site: Site) async throws -> [String: String] {
        var replies: [String: String] = [:]
        for target in site.routes.map(\.path).filter({ $0 != "/metrics" }) + questions {
            for token in [admin, limited] {
                let reply = await site.reply(method: "GET", path: target, client: "test") {
                    try Inquiry(
                        method: "GET", target: target,
                        headers: [("Host", "localhost"), ("Authorization", "Bearer \(token)")])
                }
                #expect(reply.status < 500, "\(target) \(reply.body)")
                replies["\(token) \(target)"] = "\(reply.status) \(reply.header("ETag") ?? "-")\n\(reply.body)"
            }
        }
        return replies
    }

    /// Opens when it is told to.
    private final class Gate: Sendable {
        private let isOpen = Mutex(false)

        func open() { isOpen.withLock { $0 = true } }

        func wait() async {
            while !isOpen.withLock({ $0 }), !Task.isCancelled { try? await Task.sleep(for: .milliseconds(10)) }
        }
    }

    @Test("answers are the same before the daily summary is in memory and after it")
    func sameAnswers() async throws {
        let three = try await ThreeGenerations(seed: 21)
        let gate = Gate()
        var work = ServedWork()
        work.begin = { await gate.wait() }
        work.onFailure = { Issue.record("\($0)") }
        let held = try ServedFolder(try three.scratch.workbench, work: work)
        let (whole, some) = (try await held.open(nil), try await held.open(Self.limit))
        for lake in [whole, some] { #expect(try await lake.sessions[0].rows(Self.kept).isEmpty) }
        let site = try Self.site(held)
        let before = try await Self.replies(site)
        gate.open()
        for (lake, limit) in [(whole, nil), (some, Self.limit)] {
            await held.settle(limit)
            let all = try await lake.sessions[0].rows("SELECT count(*) FROM daily")
            #expect(try await lake.sessions[0].rows("SELECT count(*) FROM kept.main.daily") == all)
        }
        // Another site, that keeps no reply of before.
        let after = try await Self.replies(try Self.site(held))
        #expect(before.count == after.count && before.count > 60)
        for (question, reply) in before { #expect(after[question] == reply, "\(question)") }
        withExtendedLifetime(site) {}
    }

    @Test("a delivery has its month read anew and no other, and whoever reads the version before goes on")
    func oneMonth() async throws {
        let scratch = try Scratch()
        try AzureDelivery(month: "2025-09", run: 1, costs: ["9"]).write(to: scratch)
        try AzureDelivery(month: "2025-10", run: 2, costs: ["1", "2"]).write(to: scratch)
        try await scratch.ingest()
        let folder = try ServedFolder(try scratch.workbench)
        let sum: SQLText = "SELECT CAST(sum(BilledCost) AS DECIMAL(38,2)) FROM daily"
        let first = try await folder.open(nil)
        await folder.settle()
        let before = try await first.sessions[0].rows(Self.kept)
        #expect(before.count == 2)

        var later = AzureDelivery(month: "2025-10", run: 3, day: 9)
        later.add(rows: ["1", "2", "40"].map { later.row(cost: $0) })
        try later.write(to: scratch)
        try await scratch.ingest()
        var second: OpenedLake? = try await folder.open(nil)
        await folder.settle()
        let after = try #require(try await second?.sessions[0].rows(Self.kept))
        // September's part is the one from before; October has one more, as long as the first version is held.
        #expect(after.count == 3)
        #expect(before.allSatisfy { after.contains($0) })
        #expect(try await first.sessions[0].rows(sum).map { $0.map(\.description) } == [["12.00"]])
        #expect(try await second?.sessions[0].rows(sum).map { $0.map(\.description) } == [["52.00"]])

        // Nothing of `daily` changed: nothing is read, and nothing is forgotten.
        second = try await folder.open(nil)
        await folder.settle()
        #expect(try await second?.sessions[0].rows(Self.kept) == after)
        #expect(try await first.sessions[1].rows(sum).map { $0.map(\.description) } == [["12.00"]])
    }

    @Test("what no version has any more is let go")
    func lettingGo() async throws {
        let scratch = try Scratch()
        let folder = try await Self.folder(scratch, costs: ["1"])
        var lake: OpenedLake? = try await folder.open(nil)
        await folder.settle()
        for number in 2...5 {
            try AzureDelivery(month: "2025-10", run: number, day: number, costs: ["\(number)"]).write(to: scratch)
            try await scratch.ingest(accepts: true)
            lake = try await folder.open(nil)
            await folder.settle()
        }
        let sessions = try #require(lake?.sessions)
        // This one's, and the one before it, which was there when this one was opened.
        let parts = try await sessions[0].rows("SELECT count(DISTINCT billow_part) <= 2 FROM kept.main.daily")
        #expect(parts == [[.boolean(true)]])
        let catalogues = try await sessions[0].rows(
            "SELECT count(*) <= 4 FROM duckdb_databases() WHERE database_name SIMILAR TO '(version|missing)_.*'")
        #expect(catalogues == [[.boolean(true)]])
        #expect(try await sessions[0].rows("SELECT CAST(sum(BilledCost) AS INTEGER) FROM daily") == [[.integer(5)]])
    }

    private static func folder(_ scratch: Scratch, costs: [String]) async throws -> ServedFolder {
        try AzureDelivery(month: "2025-10", run: 1, costs: costs).write(to: scratch)
        try await scratch.ingest()
        return try ServedFolder(try scratch.workbench)
    }

    @Test("answers come from files where the summary cannot be read into memory")
    func fromFiles() async throws {
        let scratch = try Scratch()
        try AzureDelivery(month: "2025-10", run: 1, costs: ["1", "2"]).write(to: scratch)
        try await scratch.ingest()
        let gate = Gate()
        let failures = Mutex(0)
        var work = ServedWork()
        work.begin = { await gate.wait() }
        work.onFailure = { _ in failures.withLock { $0 += 1 } }
        let folder = try ServedFolder(try scratch.workbench, work: work)
        let lake = try await folder.open(nil)
        // As an engine would that loses the rows.
        try await lake.sessions[0].execute("DROP TABLE kept.main.daily")
        gate.open()
        await folder.settle()
        #expect(failures.withLock { $0 } == 1)
        let sum = try await lake.sessions[0].rows("SELECT CAST(sum(BilledCost) AS INTEGER) FROM daily")
        #expect(sum == [[.integer(3)]])
    }
}
