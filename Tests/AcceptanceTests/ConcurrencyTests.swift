import Foundation
import Pipeline
import TableLog
import Tables
import Testing

@Suite("Several ingests on one lake at once", .serialized)
struct ConcurrencyTests {
    @Test("each month lands exactly once, histories have no gap, sums are right", arguments: [2, 4])
    func together(_ count: Int) async throws {
        let scratch = try Scratch()
        let months = ["2025-06", "2025-07", "2025-08", "2025-09", "2025-10"]
        for (index, month) in months.enumerated() {
            try AzureDelivery(month: month, run: index, costs: ["\(index)", "0.25"]).write(to: scratch)
        }
        var report = CURDelivery(assembly: "20251104T040211Z")
        report.add(costs: ["1", "2"])
        try report.write(to: scratch)
        let results = try await withThrowingTaskGroup(of: Ingest.Result.self) { group in
            for _ in 0..<count { group.addTask { try await scratch.ingest() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let all = results.flatMap(\.runs)
        #expect(all.allSatisfy { $0.state == .landed || $0.state == .skipped }, "\(results.map(\.lines))")
        #expect(
            all.filter { $0.state == .landed }.map { "\($0.source) \($0.period?.description ?? "")" }.sorted()
                == ["aws-cur 2025-10"] + months.map { "azure-actual \($0)" })
        try await expectTables(scratch, months: months)
        #expect(try await scratch.ingest().repaired == 0)
    }

    @Test("files that add up land exactly once each", arguments: [2, 3])
    func accumulating(_ count: Int) async throws {
        let scratch = try Scratch()
        let header = [
            "BilledCost", "BillingCurrency", "ChargePeriodStart", "BillingPeriodStart", "SubAccountId",
            "oci_ReferenceNumber",
        ]
        for file in 1...5 {
            let rows = ["2025-09", "2025-10"].map { month in
                ["\(file)", "EUR", "\(month)-02T00:00Z", "\(month)-01T00:00Z", "ocid1.tenancy", "\(file)"]
            }
            try scratch.write(CSVText.make([header] + rows), to: "000\(file)-00001.csv")
        }
        let results = try await withThrowingTaskGroup(of: Ingest.Result.self) { group in
            for _ in 0..<count { group.addTask { try await scratch.ingest() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let landed = results.flatMap(\.runs).filter { $0.state == .landed }
        #expect(landed.count == 10, "\(results.map(\.lines))")
        #expect(results.allSatisfy { $0.runs.count == 10 }, "each ingest tells every file and month")
        try await scratch.expectBilled(["oci-focus 2025-09 EUR": "15", "oci-focus 2025-10 EUR": "15"])
    }

    private func expectTables(_ scratch: Scratch, months: [String]) async throws {
        var expected = ["aws-cur 2025-10 USD": "3"]
        for (index, month) in months.enumerated() { expected["azure-actual \(month) EUR"] = "\(index).25" }
        try await scratch.expectBilled(expected)
        let counts = try await scratch.query(
            "SELECT (SELECT count(*) FROM focus), (SELECT sum(x_row_count) FROM daily)")
        #expect(counts == [["12", "12"]])
        for table in ["focus", "daily", "raw/azure-actual", "raw/aws-cur"] {
            let commits = try scratch.commits(table)
            #expect(commits == commits.indices.map { Commit.fileName($0) }, "\(table)")
        }
        #expect(try scratch.commits("raw/azure-actual").count == months.count)
        try await expectNoOrphans(scratch)
    }

    /// Whoever lost a race has taken its files away again.
    private func expectNoOrphans(_ scratch: Scratch) async throws {
        let lake = try scratch.workbench.lake(create: false)
        for (name, table) in [
            ("raw/azure-actual", try lake.raw("azure-actual")), ("focus", try lake.focus()),
            ("daily", try lake.daily()),
        ] {
            let known = Set(
                try await table.history().flatMap { entry in
                    entry.actions.compactMap { if case .add(let file) = $0 { file.path } else { nil } }
                })
            let present = try FileManager.default.subpathsOfDirectory(
                atPath: scratch.lake.appendingPathComponent(name).path
            )
            .filter { $0.hasSuffix(".parquet") && !$0.hasPrefix("_delta_log/") }
            #expect(Set(present) == known, "\(name)")
        }
    }
}
