import ADBC
import BillingModel
import Foundation
import Reporting
import SQLEngine
import Serving
import Testing

/// Answers as Parquet files, read by an engine that had no part in writing them.
struct ParquetAnswerTests {
    private static let rows = [
        CostRow(
            "2025-10-31", "4.000000000000000001", ["ServiceName": "Storage", "x_source": "one"], tags: ["env": "p"]),
        CostRow("2025-11-01", "20", ["ServiceName": "Compute", "x_source": "two"]),
        CostRow("2025-11-02", "-3", ["ServiceName": "", "x_source": "two"]),
        CostRow("2025-11-02", "9999999999999999999.5", ["ServiceName": "größer ' \" =1", "x_source": "two"]),
        CostRow("2025-11-02", "7", ["BillingCurrency": "EUR", "x_source": "two"]),
    ]
    private static let token = "limited-0123456789abcdef012345"

    private static func read(_ reply: Reply, _ sql: (SQLText) -> SQLText) async throws -> [[String]] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("answer-\(UUID().uuidString).parquet")
        try Data(try #require(reply.data)).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let settings = SessionSettings(
            memoryBytesMax: 1 << 30, threads: 1, temporaryFolder: FileManager.default.temporaryDirectory.path)
        let session = try await DuckDB.locate(environment: ProcessInfo.processInfo.environment).open(settings)
        return try await session.rows(sql("read_parquet(\(file.path))")).map { $0.map(\.description) }
    }

    @Test(
        "has the rows of the JSON, exactly",
        arguments: [
            "group_by=service&group_by=tag:env", "resolution=daily&group_by=service", "resolution=monthly", "",
            "group_by=service&limit=1", "group_by=service&time=month-to-date&delta=previous", "from=2020-01&to=2020-02",
        ])
    func rows(question: String) async throws {
        let desk = try Desk(Self.rows)
        let json = try await desk.json("/api/v1/costs?\(question)&page_size=10000")
        let reply = await desk.get("/api/v1/costs?\(question)&format=parquet")
        #expect(reply.status == 200 && reply.body.isEmpty)
        #expect(reply.header("content-type") == "application/vnd.apache.parquet")
        let told = try await Self.read(reply) { file in
            "SELECT * FROM (SELECT COLUMNS(*)::VARCHAR FROM \(sql: file))"
        }
        let names = (try #require(json["meta"] as? [String: Any])["group_by"] as? [String]) ?? []
        let hasDate = question.contains("resolution")
        let expected = (json["rows"] as? [[String: Any]] ?? []).map { row -> [String] in
            let group = row["group"] as? [String: Any] ?? [:]
            let text = { (value: Any?) in (value as? String) ?? "NULL" }
            let isRest = row["others"] as? Bool ?? false
            return (hasDate ? [text(row["date"])] : []) + names.map { text(group[$0]) }
                + [text(row["currency"]), text(row["cost"]), "\(isRest)"]
                + (question.contains("delta") ? [text(row["previous"]), text(row["delta"])] : [])
        }
        #expect(told == expected)
    }

    @Test func typesAreThoseOfTheLake() async throws {
        let desk = try Desk(Self.rows)
        let reply = await desk.get("/api/v1/costs?resolution=daily&group_by=currency&group_by=service&format=parquet")
        let columns = try await Self.read(reply) { "SELECT column_name, column_type FROM (DESCRIBE FROM \(sql: $0))" }
        #expect(
            columns == [
                ["date", "DATE"], ["BillingCurrency", "VARCHAR"], ["ServiceName", "VARCHAR"], ["currency", "VARCHAR"],
                ["billed", "DECIMAL(38,18)"], ["others", "BOOLEAN"],
            ])
        let accepted = await desk.get(
            "/api/v1/costs?resolution=daily&group_by=currency&group_by=service",
            headers: [(name: "Accept", value: "application/vnd.apache.parquet")])
        #expect(accepted.data == reply.data && reply.data != nil)
        let head = await desk.get("/api/v1/costs?format=parquet", method: "HEAD")
        #expect(head.data == nil && Int(head.header("content-length") ?? "") ?? 0 > 0)
        #expect(await desk.get("/api/v1/diff?format=parquet").status == 400)
    }

    @Test func aLimitedReaderGetsHisRowsAlone() async throws {
        let desk = try Desk(
            Self.rows,
            tokens: [
                try AccessToken(name: "one", secret: Self.token, grant: .reading(RowLimit(sources: ["one"])))
            ])
        let reply = await desk.get(
            "/api/v1/costs?group_by=service&group_by=x_source&format=parquet",
            headers: [(name: "Authorization", value: "Bearer \(Self.token)")])
        let rows = try await Self.read(reply) { "SELECT ServiceName, x_source, billed::VARCHAR FROM \(sql: $0)" }
        #expect(rows == [["Storage", "one", "4.000000000000000001"]])
    }
}
