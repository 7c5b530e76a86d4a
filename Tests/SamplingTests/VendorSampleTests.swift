import BillingModel
import Foundation
import Testing

@testable import Sampling

@Suite struct VendorSampleTests {
    @Test func aFileForEachMonthPricedInCredits() async throws {
        let sample = SampleOnDisk()
        try await sample.write(sample.request(providers: ["saas"]))
        #expect(try sample.paths() == ["saas/northbeam-2025-09.csv", "saas/northbeam-2025-10.csv"])
        for month in ["2025-09", "2025-10"] {
            let rows = try sample.table("saas/northbeam-\(month).csv").rows
            #expect(rows.allSatisfy { $0["BillingPeriodStart"] == "\(month)-01T00:00:00Z" })
            #expect(Set(rows.compactMap { $0["ChargeCategory"] }) == ["Usage", "Purchase", "Credit", "Tax"])
            #expect(Set(rows.compactMap { $0["PricingCurrency"] }) == ["Northbeam Credits", "USD"])
            #expect(rows.allSatisfy { ($0["InvoiceId"] == "") == (month == "2025-10") })
            for row in rows where row["PricingQuantity"] != "" {
                #expect(try row.decimal("ListCost") >= row.decimal("ContractedCost"))
                #expect(row["BilledCost"] == row["ContractedCost"] && row["EffectiveCost"] == row["BilledCost"])
            }
        }
    }

    @Test func theLaterDeliveryOverwritesItsFile() async throws {
        let sample = SampleOnDisk()
        try await sample.write(sample.request(providers: ["saas"]))
        let before = try sample.table("saas/northbeam-2025-10.csv").rows.count
        try await sample.write(sample.request(providers: ["saas"], regenerate: true))
        #expect(try sample.paths().count == 2)
        #expect(try sample.table("saas/northbeam-2025-10.csv").rows.count > before)
    }
}
