import BillingModel
import Foundation
import Testing

@Suite("Overview: what changed, and where")
struct OverviewTests {
    private static func row(
        _ day: String, _ cost: String, _ service: String, account: String, region: String = "r-1", hours: String? = nil
    ) -> CostRow {
        var row = CostRow(
            day, cost, ["ServiceName": service, "SubAccountId": account, "RegionId": region, "x_unit": "Hrs"])
        row.quantity = hours.flatMap { ExactDecimal.parse($0).value }
        return row
    }

    /// What is on the page between two texts, without its markup.
    private static func rows(_ page: String) throws -> [String] {
        let start = try #require(page.range(of: "What changed most, and where"))
        let end = try #require(page[start.upperBound...].range(of: "</section>"))
        return page[start.upperBound..<end.lowerBound].components(separatedBy: "<tr>").dropFirst(2).map {
            $0.replacing(/<[^>]*>/, with: " ").split(separator: " ", omittingEmptySubsequences: true)
                .joined(separator: " ")
        }
    }

    @Test("each service that changed, with the account and region that changed most the same way, and its use")
    func causes() async throws {
        let rows = [
            // Compute: +70, of which a-2 in r-2 has +90 and a-1 -20; 100 hours more than 200.
            Self.row("2025-09-03", "120", "Compute", account: "a-1", hours: "150"),
            Self.row("2025-09-03", "10", "Compute", account: "a-2", region: "r-2", hours: "50"),
            Self.row("2025-10-03", "100", "Compute", account: "a-1", hours: "150"),
            Self.row("2025-10-03", "100", "Compute", account: "a-2", region: "r-2", hours: "150"),
            // Disks: gone, and nothing tells how much was used.
            Self.row("2025-09-04", "40", "Disks", account: "a-3"),
            // Queues: new.
            Self.row("2025-10-05", "5.5", "Queues", account: "a-1", hours: "1"),
            // Mails: the price rose.
            Self.row("2025-09-05", "1", "Mails", account: "a-1", hours: "4"),
            Self.row("2025-10-05", "2", "Mails", account: "a-1", hours: "4"),
            // Logs: the same.
            Self.row("2025-09-05", "7", "Logs", account: "a-1"), Self.row("2025-10-05", "7", "Logs", account: "a-1"),
        ]
        let page = await (try Desk(rows)).get("/?as_of=2025-10-05").body
        #expect(
            try Self.rows(page) == [
                "Compute most in a-2 , r-2 : +90.00; use +50.0 % 130.00 200.00 +70.00",
                "Disks gone most in a-3 , r-1 : −40.00 40.00 0.00 −40.00",
                "Queues new most in a-1 , r-1 : +5.50 0.00 5.50 +5.50",
                "Mails most in a-1 , r-1 : +1.00; used as much 1.00 2.00 +1.00",
            ])
        #expect(page.contains("filter%5Bservice%5D=Compute"))
    }
}
