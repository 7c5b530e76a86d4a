import Foundation
import Pipeline
import Testing

@Suite("Several ingests on one lake at once", .serialized)
struct ConcurrencyTests {
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
}
