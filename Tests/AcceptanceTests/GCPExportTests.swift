import Foundation
import Pipeline
import SQLEngine
import Testing

@Suite("Google Cloud: billing exports")
struct GCPExportTests {
    /// What must not depend on the form: all of focus but where rows came from.
    private static let focus = """
        * EXCLUDE (x_export, x_run, x_generation, x_file, x_row, x_Credits)
        """

    private func rows(_ scratch: Scratch) async throws -> [[String?]] {
        try await scratch.query(
            "SELECT \(unsafe: Self.focus) FROM focus ORDER BY BilledCost, ContractedCost, ChargePeriodStart")
    }

    @Test("lines of JSON: every credit counts, invoice months are told by rows, verify agrees with the source")
    func lines() async throws {
        let scratch = try Scratch()
        let delivery = GCPDelivery.twoInvoices
        try scratch.write(try gzip(delivery.text), to: "gcp/2025-11-01_0.json.gz")
        let result = try await scratch.ingest()
        #expect(Set(result.lines) == ["landed 2025-10 2025-11-01 #1", "landed 2025-11 2025-11-01 #1"])
        try await scratch.expectBilled(["gcp-billing 2025-10 USD": "12.68", "gcp-billing 2025-11 USD": "2"])
        let found = try await scratch.query(
            """
            SELECT BilledCost, ChargeCategory, SubAccountId, Tags::VARCHAR, ChargePeriodStart::VARCHAR, x_row
            FROM focus WHERE x_billing_period = '2025-10' ORDER BY x_row
            """)
        let prod = "{env=prod}"
        #expect(
            found == [
                ["8.750000000000000000", "Usage", "shop", prod, "2025-10-05 10:00:00+00", "1"],
                ["0.000000000000000000", "Usage", "shop", prod, "2025-10-05 10:00:00+00", "2"],
                ["1.730000000000000000", "Tax", nil, nil, "2025-10-01 10:00:00+00", "3"],
                ["0.100000000000000000", "Usage", "shop", prod, "2025-11-01 10:00:00+00", "4"],
                ["2.100000000000000000", "Usage", "shop", prod, "2025-10-05 10:00:00+00", "5"],
            ])
        let finished = try Binary.run(scratch, "verify", "--all", "--deep", "--output", "json")
        #expect(try finished.json["agrees"] as? Bool == true, "\(String(decoding: finished.output, as: UTF8.self))")
    }

    @Test("nested Parquet and CSV dumps land as the same rows", arguments: [false, true])
    func forms(isFlat: Bool) async throws {
        let (lines, other) = (try Scratch(), try Scratch())
        try lines.write(GCPDelivery.twoInvoices.text, to: "gcp/all.ndjson")
        try await lines.ingest()
        let select = GCPDelivery.select(lines.exports.appendingPathComponent("gcp/all.ndjson").path, isFlat: isFlat)
        if isFlat {
            let session = try await other.workbench.session()
            let file = other.exports.appendingPathComponent("all.csv")
            try await session.execute("SET TimeZone = 'UTC'")
            try await session.execute("COPY (\(sql: select)) TO \(file.path) (FORMAT csv)")
        } else {
            try await other.writeParquet(select, to: "all.parquet")
        }
        let result = try await other.ingest()
        #expect(result.runs.map(\.state) == [.landed, .landed], "\(result.runs.map(\.reason))")
        let (expected, found) = (try await rows(lines), try await rows(other))
        #expect(expected.count == 6)
        #expect(found == expected)
        let finished = try Binary.run(other, "verify", "--all", "--deep", "--output", "json")
        #expect(try finished.json["agrees"] as? Bool == true, "\(String(decoding: finished.output, as: UTF8.self))")
    }

    @Test("a day that is exported again replaces itself alone, with fewer parts too; parts left behind are told")
    func days() async throws {
        let scratch = try Scratch()
        func part(_ day: String, _ number: Int, _ cost: String, age: Double = 0) throws {
            var delivery = GCPDelivery()
            delivery.add(cost, day: day)
            try scratch.write(delivery.text, to: "gcp/\(day)/00000000000\(number).ndjson", age: age)
        }
        for (number, cost) in ["1", "2", "4"].enumerated() { try part("2025-10-03", number, cost, age: 90_000) }
        try part("2025-10-04", 0, "8", age: 90_000)
        try await scratch.ingest()
        try await scratch.expectBilled(["gcp-billing 2025-10 USD": "15"])
        // Two new parts over the first two of three.
        try part("2025-10-03", 0, "16")
        try part("2025-10-03", 1, "32")
        let leftBehind = try await scratch.ingest()
        #expect(leftBehind.lines.contains("rejected - 2025-10-03"), "\(leftBehind.lines)")
        let reason = leftBehind.runs(.rejected).first?.reason ?? ""
        #expect(reason.hasPrefix("000000000002.ndjson is more than an hour older"), "\(reason)")
        try await scratch.expectBilled(["gcp-billing 2025-10 USD": "15"])
        try scratch.remove("gcp/2025-10-03/000000000002.ndjson")
        try await scratch.ingest()
        try await scratch.expectBilled(["gcp-billing 2025-10 USD": "56"])
        #expect(try await scratch.ingest().runs.allSatisfy { $0.state == .skipped })
    }

    @Test("a dump of everything so far that is named by its date is refused: days add up")
    func dumps() async throws {
        let scratch = try Scratch()
        for last in 1...3 {
            var delivery = GCPDelivery()
            for day in 1...last { delivery.add("1", day: "2025-10-0\(day)") }
            try scratch.write(delivery.text, to: "gcp/costs_2025-10-0\(last).ndjson")
        }
        let result = try await scratch.ingest()
        #expect(result.runs(.landed).count == 1 && result.runs(.rejected).count == 2, "\(result.lines)")
        let reasons = result.runs(.rejected).compactMap(\.reason).sorted()
        #expect(reasons.first?.hasPrefix("1 rows of 2025-10-02 were exported on other days") ?? false, "\(reasons)")
        try await scratch.expectBilled(["gcp-billing 2025-10 USD": "1"])
    }

    @Test("rows that tell their partition are believed, and not the hour of their export")
    func partitions() async throws {
        let scratch = try Scratch()
        func file(_ partitions: [String], exported: String) -> String {
            "billing_account_id,cost,currency,usage_start_time,invoice.month,service.description,sku.id,"
                + "export_time,partition_date\n"
                + partitions.map {
                    "01-AB,1,USD,2025-10-01 10:00:00 UTC,202510,Compute Engine,S1,\(exported) 01:00:00 UTC,\($0)\n"
                }
                .joined()
        }
        try scratch.write(file(["2025-10-02", "2025-10-02"], exported: "2025-10-09"), to: "k/202510_2025-10-02_1.csv")
        try scratch.write(file(["2025-10-02", "2025-10-03"], exported: "2025-10-03"), to: "k/202510_2025-10-03_1.csv")
        // Without a partition, the hour of the export counts.
        try scratch.write(file(["", "2025-10-05"], exported: "2025-10-09"), to: "k/202510_2025-10-05_1.csv")
        let result = try await scratch.ingest()
        #expect(result.runs(.landed).map(\.run) == ["202510_2025-10-02"], "\(result.lines)")
        let reasons = result.runs(.rejected).compactMap(\.reason).sorted()
        #expect(reasons.count == 2 && reasons[0].hasPrefix("1 rows of 202510_2025-10-03 were exported on other days"))
        #expect(reasons.last?.hasPrefix("1 rows of 202510_2025-10-05 were exported on other days") ?? false)
        try await scratch.expectBilled(["gcp-billing 2025-10 USD": "2"])
    }

    @Test("what is no JSON, or no amount, rejects the file with its line; quarantine leaves out the row")
    func hostile() async throws {
        let scratch = try Scratch()
        var delivery = GCPDelivery()
        delivery.add("1", day: "2025-10-03")
        delivery.add("2", credits: #"[{"amount":"none"}]"#, day: "2025-10-03")
        try scratch.write(delivery.text, to: "gcp/2025-10-03.ndjson")
        try scratch.write(GCPDelivery.twoInvoices.text + "{\"cost\":", to: "gcp/2025-10-04.ndjson")
        let result = try await scratch.ingest()
        #expect(result.runs.map(\.state) == [.rejected, .rejected])
        let reasons = result.runs.compactMap(\.reason).sorted()
        #expect(
            reasons.first?.contains("in column x_credits_amount is no list of records with amounts") ?? false,
            "\(reasons)")
        #expect(reasons.last?.hasPrefix("JSON that ends too early on line 7") ?? false, "\(reasons)")
        #expect(Set(result.runs.map(\.place)) == ["gcp/2025-10-03.ndjson:2", "gcp/2025-10-04.ndjson:7"])
        try await scratch.ingest(quarantines: true)
        try await scratch.expectBilled(["gcp-billing 2025-10 USD": "1"])
        #expect(try await scratch.value("SELECT x_row || ' ' || line FROM quarantine") == "2 2")
    }
}
