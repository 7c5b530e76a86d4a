import Foundation
import Pipeline
import Testing

/// Unknown is not zero, and zero is a number.
@Suite("Months without rows, manifests without counts")
struct EmptyMonthTests {
    @Test("null counts are unknown: nothing is compared with them")
    func nullCounts() async throws {
        let scratch = try Scratch()
        try AzureDelivery(costs: ["1.5", "2"]).write(to: scratch) { manifest in
            manifest["dataRowCount"] = NSNull()
            manifest["byteCount"] = NSNull()
            manifest["blobCount"] = NSNull()
            guard var blobs = manifest["blobs"] as? [[String: Any]] else { return }
            blobs[0]["byteCount"] = NSNull()
            blobs[0]["dataRowCount"] = NSNull()
            manifest["blobs"] = blobs
        }
        let result = try await scratch.ingest()
        #expect(result.runs.map(\.state) == [.landed])
        #expect(result.runs.first?.rows == 2)
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "3.5"])
    }

    @Test("a month without blobs and with nothing before it changes nothing, again and again")
    func emptyFromTheStart() async throws {
        let scratch = try Scratch()
        try AzureDelivery().write(to: scratch)
        for _ in 0..<2 {
            let result = try await scratch.ingest()
            #expect(result.runs.map(\.state) == [.skipped], "\(result.lines)")
            #expect(result.runs.first?.reason == "it holds no rows")
        }
        #expect(try scratch.lakeFiles().isEmpty)
    }

    @Test("a month without blobs takes the place of an earlier delivery with rows")
    func emptiedMonth() async throws {
        let scratch = try Scratch()
        try AzureDelivery(month: "2025-09", run: 9, costs: ["7"]).write(to: scratch)
        try AzureDelivery(run: 1, costs: ["1.5"]).write(to: scratch)
        try await scratch.ingest()
        let empty = AzureDelivery(run: 2, day: 3)
        try empty.write(to: scratch)
        #expect(try await scratch.ingest().runs(.held).count == 1)
        let result = try await scratch.ingest(accepts: true)
        #expect(result.lines.contains("landed 2025-10 \(empty.run) #2"), "\(result.lines)")
        #expect(result.runs(.landed).first?.rows == 0)
        try await scratch.expectBilled(["azure-actual 2025-09 EUR": "7"])
        let again = try await scratch.ingest()
        #expect(again.lines.contains("skipped 2025-10 \(empty.run) #2"), "\(again.lines)")
        #expect(again.repaired == 0)
    }

    @Test("a file with a header alone lands no row and takes the earlier delivery's place")
    func headerOnly() async throws {
        let scratch = try Scratch()
        try AzureDelivery(run: 1, costs: ["1.5"]).write(to: scratch)
        try await scratch.ingest()
        var empty = AzureDelivery(run: 2, day: 3)
        empty.add(rows: [])
        try empty.write(to: scratch)
        let result = try await scratch.ingest(accepts: true)
        #expect(result.lines.contains("landed 2025-10 \(empty.run) #2"), "\(result.lines)")
        #expect(result.runs(.landed).first?.rows == 0)
        try await scratch.expectBilled([:])
        #expect(try await scratch.value("SELECT count(*) FROM raw.\"azure-actual\"") == "0")

        var full = AzureDelivery(run: 3, day: 4)
        full.add(rows: [full.row(cost: "4")])
        try full.write(to: scratch)
        let later = try await scratch.ingest()
        #expect(later.lines.contains("landed 2025-10 \(full.run) #3"), "\(later.lines)")
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "4"])
    }

    @Test("a header alone, with nothing before it")
    func headerOnlyFirst() async throws {
        let scratch = try Scratch()
        var empty = AzureDelivery()
        empty.add(rows: [])
        try empty.write(to: scratch)
        let result = try await scratch.ingest()
        #expect(result.runs.map(\.state) == [.landed], "\(result.lines)")
        #expect(result.runs.first?.rows == 0)
        #expect(try await scratch.ingest().runs.map(\.state) == [.skipped])
        #expect(try await scratch.value("SELECT count(*) FROM focus") == "0")
    }

    @Test("of files that add up, one without rows is told and lands nothing")
    func emptyFileAmongOthers() async throws {
        let scratch = try Scratch()
        let header =
            "BilledCost,BillingCurrency,ChargePeriodStart,BillingPeriodStart,SubAccountId,oci_ReferenceNumber\n"
        let row = "1.5,EUR,2025-10-02T00:00Z,2025-10-01T00:00Z,ocid1.tenancy,"
        try scratch.write(header + row + "a\n", to: "0001-1.csv")
        try scratch.write(header, to: "0001-2.csv")
        try scratch.write(header + row + "b\n", to: "0001-3.csv")
        let result = try await scratch.ingest()
        #expect(
            result.lines.sorted() == [
                "landed 2025-10 0001-1.csv #1", "landed 2025-10 0001-3.csv #1", "skipped - 0001-2.csv",
            ])
        try await scratch.expectBilled(["oci-focus 2025-10 EUR": "3"])
        #expect(try await scratch.ingest().runs.allSatisfy { $0.state == .skipped })
    }

    @Test("a row without a cost counts as a row, and an empty currency as unknown")
    func emptyCells() async throws {
        let scratch = try Scratch()
        var delivery = AzureDelivery()
        delivery.add(rows: [delivery.row(cost: ""), delivery.row(cost: "2", currency: "")])
        try delivery.write(to: scratch)
        let result = try await scratch.ingest()
        #expect(result.runs.first?.rows == 2)
        #expect(try await scratch.value("SELECT count(*) FROM focus WHERE BilledCost IS NULL") == "1")
        #expect(
            try await scratch.value("SELECT sum(BilledCost)::VARCHAR FROM focus WHERE BillingCurrency IS NULL")
                == "2.000000000000000000")
    }
}
