import BillingModel
import Foundation
import Testing

@testable import Sampling

@Suite struct AzureSampleTests {
    private func sample() async throws -> SampleOnDisk {
        let sample = SampleOnDisk()
        try await sample.write(sample.request(rows: 1000, providers: ["azure"]))
        return sample
    }

    @Test func manifestsAreTrue() async throws {
        let sample = try await sample()
        let manifests = try sample.paths { $0.hasSuffix("manifest.json") }
        #expect(manifests.count == 6)
        for path in manifests {
            let manifest = try sample.json(path)
            let blobs = try #require(manifest["blobs"] as? [[String: Any]])
            var (rows, bytes) = (0, 0)
            for blob in blobs {
                let name = try #require(blob["blobName"] as? String)
                let beside = path.replacing("manifest.json", with: try #require(name.split(separator: "/").last))
                #expect(
                    FileManager.default.fileExists(atPath: sample.root.path + "/azure/" + name)
                        == !path.contains("azure/focus"))
                #expect(try blob["byteCount"] as? Int == sample.bytes(beside).count)
                #expect(try blob["dataRowCount"] as? Int == sample.table(beside).rows.count)
                rows += try #require(blob["dataRowCount"] as? Int)
                bytes += try #require(blob["byteCount"] as? Int)
            }
            #expect(manifest["manifestVersion"] as? String == "2024-04-01")
            #expect(manifest["dataRowCount"] as? Int == rows)
            #expect(manifest["byteCount"] as? Int == bytes)
            #expect(manifest["blobCount"] as? Int == blobs.count)
            let run = try #require(manifest["runInfo"] as? [String: Any])
            #expect(path.contains("/\(try #require(run["runId"] as? String))/"))
        }
    }

    @Test func actualCostHasItsQuirks() async throws {
        let sample = try await sample()
        let parts = try sample.paths { $0.contains("azure/actual/") && $0.contains("part_") }
        #expect(parts.map { $0.hasSuffix(".gz") } == [true, false])
        for part in parts { #expect(try sample.text(part).utf8.starts(with: [0xEF, 0xBB, 0xBF])) }
        let rows = try parts.flatMap { try sample.table($0).rows }
        #expect(rows.contains { $0["ServiceInfo2"]?.contains("\n") == true })
        #expect(rows.contains { $0["InvoiceSectionName"] == "Île-de-France" })
        #expect(rows.contains { $0["Tags"]?.hasPrefix("\"env\": ") == true })
        #expect(!rows.contains { $0["Tags"]?.contains("{") == true })
        #expect(rows.contains { $0["Tags"] == "" })
        for row in rows where row["Tags"]?.isEmpty == false {
            let tags = "{" + (row["Tags"] ?? "") + "}"
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(tags.utf8)) }
        }
        let units = Set(rows.compactMap { $0["UnitOfMeasure"] })
        #expect(units.isSuperset(of: ["100 Hours", "10K", "1 GB/Month", "1 Hour"]))
        #expect(
            Set(rows.compactMap { $0["ChargeType"] }) == ["Usage", "Purchase", "Refund", "RoundingAdjustment"])
        let covered = rows.filter { $0["PricingModel"] == "Reservation" && $0["ChargeType"] == "Usage" }
        #expect(!covered.isEmpty && covered.allSatisfy { $0["CostInBillingCurrency"] == "0" && $0["benefitId"] != "" })
    }

    @Test func theMonthsPurchaseIsUsedOrUnused() async throws {
        let sample = try await sample()
        try await sample.write(sample.request(rows: 1000, providers: ["azure"], regenerate: true))
        func rows(_ form: String, _ month: String) throws -> [[String: String]] {
            let folder = "azure/\(form)/finops-\(form)/\(month)-"
            let parts = try sample.paths { $0.hasPrefix(folder) && $0.contains("part_") }
            return try sample.table(parts.max().orThrow()).rows
        }
        func cost(_ rows: [[String: String]]) throws -> ExactDecimal {
            try rows.map { try $0.decimal("CostInBillingCurrency") }.sum()
        }
        for month in ["20250901", "20251001"] {
            let (actual, amortised) = try (rows("actual", month), rows("amortised", month))
            let isShare = { (row: [String: String]) in row["PricingModel"] == "Reservation" }
            let (covered, bought) = (amortised.filter(isShare), actual.filter(isShare))
            let paid = try cost(bought.filter { $0["ChargeType"] == "Purchase" })
            #expect(try paid > .zero && cost(covered) == paid, "\(month)")
            #expect(Set(covered.compactMap { $0["ChargeType"] }) == ["Usage", "UnusedReservation"])
            #expect(Set(bought.compactMap { $0["ChargeType"] }).isSuperset(of: ["Usage", "Purchase"]))
            // All else is the same in both.
            #expect(actual.filter { !isShare($0) } == amortised.filter { !isShare($0) })
        }
    }

    @Test func costIsQuantityTimesPrice() async throws {
        let sample = try await sample()
        let scale: Int128 = 1_000_000_000_000_000_000
        for row in try sample.tables({ $0.contains("part_0_0001.csv") }).flatMap(\.rows) {
            let (quantity, price) = try (row.decimal("Quantity"), row.decimal("EffectivePrice"))
            let half = price.units / 1_000_000
            #expect(half * 1_000_000 == price.units, "prices have at most 12 decimals")
            #expect(try quantity.units * half == row.decimal("CostInBillingCurrency").units * (scale / 1_000_000))
        }
    }

    @Test func focusRowsAreConsistent() async throws {
        let sample = try await sample()
        let rows = try sample.tables { $0.contains("azure/focus/") && $0.hasSuffix("parquet") }.flatMap(\.rows)
        func sum(_ column: String, _ isWanted: ([String: String]) -> Bool) throws -> ExactDecimal {
            try rows.filter(isWanted).map { try $0.decimal(column) }.sum()
        }
        let month = { (row: [String: String]) in row["BillingPeriodStart"]?.hasPrefix("2025-09") == true }
        // What a month's purchase paid for is used or unused.
        let paid = try sum("BilledCost") {
            month($0) && $0["ChargeCategory"] == "Purchase" && $0["CommitmentDiscountId"] != ""
                && $0["ChargeClass"] == ""
        }
        let consumed = try sum("EffectiveCost") { month($0) && $0["CommitmentDiscountStatus"] != "" }
        #expect(paid == consumed)
        #expect(paid > .zero)
        #expect(Set(rows.compactMap { $0["CommitmentDiscountStatus"] }) == ["", "Used", "Unused"])
        for tags in rows.compactMap({ $0["Tags"] }) where !tags.isEmpty {
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(tags.utf8)) }
        }
        let statement = try #require(sample.session.statements.first)
        #expect(statement.contains("CAST(\"BilledCost\" AS DECIMAL(38,18))"))
        #expect(statement.contains("CAST(\"Tags\" AS VARCHAR)"))
    }
}
