import BillingModel
import Foundation
import Pipeline
import Testing

@Suite("Rows that cannot be read: the delivery is rejected, or lands without them and says so")
struct QuarantineTests {
    /// Three good rows, one with a cost that is none, one with a day that is none.
    private func delivery(
        _ scratch: Scratch, cost: String = "1,5", day: String = "2025-10-99"
    ) throws -> AzureDelivery {
        var delivery = AzureDelivery()
        var noDay = delivery.row(cost: "7")
        noDay[0] = day
        delivery.add(
            rows: [
                delivery.row(cost: "1"), delivery.row(cost: cost, tags: "a \"b\""), delivery.row(cost: "2"), noDay,
                delivery.row(cost: "4"),
            ])
        try delivery.write(to: scratch)
        return delivery
    }

    @Test("without being told to, nothing lands that is short")
    func rejected() async throws {
        let scratch = try Scratch()
        _ = try delivery(scratch)
        let result = try await scratch.ingest()
        #expect(result.runs.map(\.state) == [.rejected])
        let reason = try #require(result.runs.first?.reason)
        #expect(reason.contains("'1,5' in column CostInBillingCurrency"), "\(reason)")
        #expect(reason.contains("--quarantine"), "\(reason)")
        #expect(try scratch.lakeFiles().isEmpty)
    }

    @Test("told to, the others land, and what is missing is kept as delivered")
    func landed() async throws {
        let scratch = try Scratch()
        let delivery = try delivery(scratch)
        let result = try await scratch.ingest(quarantines: true)
        let run = try #require(result.runs(.landed).first)
        #expect(run.rows == 3)
        #expect(run.shortage.rows == 2 && run.shortage.rowsOfUnknownCost == 1)
        #expect(run.shortage.billed == ["EUR": ExactDecimal(7)])
        let reason = "short by 2 rows, at least 7.00 EUR; the cost of 1 of them cannot be read: see `billow quarantine`"
        #expect(run.reason == reason)
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "7"])
        let raw = try await scratch.query("SELECT x_row FROM raw.\"azure-actual\" ORDER BY 1")
        #expect(raw.map { $0[0] } == ["1", "3", "5"])

        let kept = try await scratch.query(
            """
            SELECT x_source, x_billing_period, x_file, x_row, line, column_name, cell, record FROM quarantine
            ORDER BY x_row
            """)
        #expect(
            kept.map { $0[0...6].map { $0 } } == [
                ["azure-actual", "2025-10", delivery.path(), "2", "3", "CostInBillingCurrency", "1,5"],
                ["azure-actual", "2025-10", delivery.path(), "4", "5", "Date", "2025-10-99"],
            ])
        #expect(kept[0][7]?.contains("\"1,5\",EUR") ?? false && kept[0][7]?.hasSuffix("\"a \"\"b\"\"\"") ?? false)
        let told = try await scratch.query("SELECT quarantined, reason FROM runs")
        #expect(told == [["2", reason]])
        #expect(try await scratch.ingest(quarantines: true).runs.map(\.state) == [.skipped])
    }

    @Test("a delivery that was mended takes the place of the short one")
    func mended() async throws {
        let scratch = try Scratch()
        _ = try delivery(scratch)
        try await scratch.ingest(quarantines: true)
        _ = try delivery(scratch, cost: "1.5", day: "2025-10-09")
        let result = try await scratch.ingest()
        #expect(result.runs(.landed).first?.generation == 2, "\(result.lines)")
        #expect(result.runs(.landed).first?.shortage.rows == 0)
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "15.5"])
        #expect(try await scratch.value("SELECT count(*) FROM quarantine") == "0")
    }

    @Test("more than a thousand such rows are no slips")
    func tooMany() async throws {
        let scratch = try Scratch()
        var delivery = AzureDelivery()
        delivery.add(rows: (0...1000).map { _ in delivery.row(cost: "none") } + [delivery.row(cost: "1")])
        try delivery.write(to: scratch)
        let result = try await scratch.ingest(quarantines: true)
        #expect(result.runs.map(\.state) == [.rejected])
        #expect(result.runs.first?.reason?.contains("1001 cells of the file cannot be read") ?? false)
        #expect(try scratch.lakeFiles().isEmpty)
    }

    @Test("files that add up: each is short by its own rows")
    func accumulating() async throws {
        let scratch = try Scratch()
        let header =
            "BilledCost,BillingCurrency,EffectiveCost,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,"
            + "BillingPeriodStart,ProviderName,oci_ReferenceNumber"
        func line(_ cost: String, _ month: String) -> String {
            "\(cost),USD,1,\(month)-05T00:00:00Z,\(month)-06T00:00:00Z,Usage,\(month)-01T00:00:00Z,Oracle,r"
        }
        try scratch.write(
            [header, line("1", "2025-10"), line("x", "2025-11"), line("2", "2025-11")].joined(separator: "\n"),
            to: "123-00001.csv")
        try scratch.write([header, line("4", "2025-10")].joined(separator: "\n"), to: "123-00002.csv")
        let result = try await scratch.ingest(quarantines: true)
        #expect(result.runs(.landed).map(\.shortage.rows).reduce(0, +) == 1, "\(result.runs)")
        #expect(try await scratch.value("SELECT sum(BilledCost)::INTEGER FROM focus") == "7")
        #expect(try await scratch.value("SELECT x_row FROM quarantine") == "2")
    }

    @Test("a file that adds up and has no readable row is rejected: it would vanish")
    func nothingReadable() async throws {
        let scratch = try Scratch()
        let header = "BilledCost,BillingCurrency,ChargePeriodStart,BillingPeriodStart,SubAccountId,oci_ReferenceNumber"
        try scratch.write(
            [header, "x,USD,2025-10-05T00:00:00Z,2025-10-01T00:00:00Z,a,r"].joined(separator: "\n"),
            to: "123-00001.csv")
        let result = try await scratch.ingest(quarantines: true)
        #expect(result.runs.map(\.state) == [.rejected], "\(result.runs)")
        #expect(result.runs.first?.reason?.contains("'x' in column BilledCost") ?? false, "\(result.runs)")
        #expect(try scratch.lakeFiles().isEmpty)
    }

    @Test("retry lands what was mended, and leaves alone what was not")
    func retry() async throws {
        let scratch = try Scratch()
        _ = try delivery(scratch)
        try await scratch.ingest(quarantines: true)
        func retry() throws -> [[String: Any]] {
            let finished = try Binary.run(scratch, ["quarantine", "retry", "--output", "json"])
            return try #require(try finished.json["runs"] as? [[String: Any]])
        }
        #expect(try retry().map { $0["state"] as? String } == ["rejected"])
        #expect(try await scratch.value("SELECT count(*) FROM quarantine") == "2")
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "7"])
        _ = try delivery(scratch, cost: "1.5", day: "2025-10-09")
        #expect(try retry().map { $0["state"] as? String } == ["landed"])
        scratch.forgetReader()
        #expect(try await scratch.value("SELECT count(*) FROM quarantine") == "0")
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "15.5"])
    }
}
