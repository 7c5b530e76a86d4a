import BillingModel
import BillingSources
import ObjectStorage
import TestEngine
import Testing

@testable import SourceOCI

@Suite struct OCISourceTests {
    static let header = """
        AvailabilityZone,BilledCost,BillingAccountId,BillingAccountName,BillingCurrency,BillingPeriodEnd,\
        BillingPeriodStart,ChargeCategory,ChargeDescription,ChargeFrequency,ChargePeriodEnd,\
        ChargePeriodStart,ChargeSubcategory,CommitmentDiscountCategory,CommitmentDiscountId,\
        CommitmentDiscountName,CommitmentDiscountType,EffectiveCost,InvoiceIssuer,ListCost,ListUnitPrice,\
        PricingCategory,PricingQuantity,PricingUnit,Provider,Publisher,Region,ResourceId,ResourceName,\
        ResourceType,ServiceCategory,ServiceName,SkuId,SkuPriceId,SubAccountId,SubAccountName,Tags,\
        UsageQuantity,UsageUnit,oci_ReferenceNumber,oci_CompartmentId,oci_CompartmentName,oci_OverageFlag,\
        oci_UnitPriceOverage,oci_BilledQuantityOverage,oci_CostOverage,oci_AttributedUsage,\
        oci_AttributedCost,oci_BackReferenceNumber
        """.split(separator: ",").map(String.init)

    private func probe(_ header: [String], _ cells: [String: String]?, name: String = "0001-00001.csv.gz") throws
        -> FileProbe
    {
        let object = ObjectSummary(key: try ObjectKey(name), sizeBytes: 1, modifiedMicros: 0, etag: "")
        return FileProbe(
            object: object, format: .csvGzip, header: header, firstRow: cells.map { row in header.map { row[$0] } })
    }

    @Test func reportsAreRecognised() throws {
        #expect(Self.header.count == 49)
        let row = [
            "SubAccountId": "ocid1.tenancy.oc1..a", "BillingAccountId": "0123",
            "BillingPeriodStart": "2025-01-01T00:00:00.000Z",
        ]
        let found = try #require(try OCISource().recognise(probe(Self.header, row)))
        #expect(found.dataset == "oci-focus" && found.export == "focus@ocid1.tenancy.oc1..a" && found.group == nil)
        #expect(found.period == BillingPeriod(year: 2025, month: 1))
        let account = try OCISource().recognise(probe(Self.header, ["BillingAccountId": "0123"]))
        #expect(account?.export == "focus@0123" && account?.period == nil)
        let prefixed = Self.header.map { $0.hasPrefix("oci_") ? "x_\($0)" : $0 }
        #expect(try OCISource().recognise(probe(prefixed, nil))?.dataset == "oci-focus")
    }

    @Test func legacyReportsAndOthersAreNot() throws {
        let legacy = ["lineItem/referenceNo", "lineItem/tenantId", "cost/myCost", "cost/currencyCode"]
        #expect(try OCISource().recognise(probe(legacy, nil)) == nil)
        #expect(try OCISource().recognise(probe(Self.header.filter { !$0.hasPrefix("oci_") }, nil)) == nil)
        guard case .notMine = try OCISource().readManifest(probe([], nil).object, json: Array("{}".utf8)) else {
            Issue.record("OCI has no manifests")
            return
        }
    }

    @Test(.needsDuckDB) func rowsBecomeFocus() async throws {
        let dataset = OCIFocusDataset()
        let columns = Self.header.map { dataset.column(forHeader: $0, sqlType: nil) }
        let schema = RawSchema(columns)
        #expect(columns.first { $0.name == "oci_CostOverage" }?.type == .decimal)
        #expect(dataset.delivery == .accumulates)
        let control = try dataset.control(schema)
        #expect(control.billed == ["BilledCost"] && control.currency == "BillingCurrency")
        #expect(control.usageStart == "ChargePeriodStart" && control.months.first == "BillingPeriodStart")
        let row = [
            "BilledCost": "0.000000123456789012", "EffectiveCost": "0", "BillingCurrency": "EUR",
            "ChargePeriodStart": "2025-12-31 13:00:00+00", "BillingPeriodStart": "2025-12-01 00:00:00+00",
            "BillingPeriodEnd": "2025-12-31 23:59:59.999+00", "Provider": "Oracle", "Publisher": "Oracle",
            "Region": "uk-london-1", "UsageQuantity": "2", "UsageUnit": "OCPU Hours", "ChargeFrequency": "Usage-based",
            "ChargeCategory": "Usage", "Tags": #"{"Oracle-Tags.CreatedBy":"a/b@c"}"#, "oci_CompartmentName": "prod",
            "oci_CostOverage": "1.5", "InvoiceIssuer": "", "ListCost": "0",
        ]
        let committed = row.merging([
            "CommitmentDiscountId": "c1", "BillingPeriodEnd": "2026-01-01 00:00:00+00", "Tags": "{broken",
        ]) { $1 }
        let found = try await MappedRows.map(dataset.mapping(schema), columns: columns, rows: [row, committed])
        let first = try #require(found.first)
        #expect(first["EffectiveCost"] == "0.000000123456789012" && first["ContractedCost"] == "0.000000123456789012")
        #expect(first["ListCost"] == "0.000000000000000000")
        #expect(first["BillingPeriodEnd"] == "2026-01-01 00:00:00+00")
        #expect(first["InvoiceIssuerName"] == "Oracle" && first["ServiceProviderName"] == "Oracle")
        #expect(first["RegionId"] == "uk-london-1" && first["RegionName"] == "uk-london-1")
        #expect(first["ConsumedQuantity"] == "2.000000000000000000" && first["ConsumedUnit"] == "OCPU Hours")
        #expect(first["ChargeFrequency"] == "Usage-Based" && first["Tags"] == "{Oracle-Tags.CreatedBy=a/b@c}")
        #expect(first["x_oci_CompartmentName"] == "prod" && first["x_oci_CostOverage"] == "1.500000000000000000")
        #expect(found[1]["EffectiveCost"] == "0.000000000000000000", "a commitment's zero is meant")
        #expect(found[1]["BillingPeriodEnd"] == "2026-01-01 00:00:00+00" && found[1]["Tags"] == nil)
    }
}
