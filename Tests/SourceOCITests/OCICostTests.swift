import BillingModel
import BillingSources
import ObjectStorage
import TestEngine
import Testing

@testable import SourceOCI

@Suite struct OCICostTests {
    private static let header = """
        lineItem/referenceNo,lineItem/tenantId,lineItem/intervalUsageStart,lineItem/intervalUsageEnd,product/service,\
        product/compartmentId,product/compartmentName,product/region,product/availabilityDomain,product/resourceId,\
        usage/billedQuantity,usage/billedQuantityOverage,cost/subscriptionId,cost/productSku,product/Description,\
        cost/unitPrice,cost/unitPriceOverage,cost/myCost,cost/myCostOverage,cost/currencyCode,\
        cost/billingUnitReadable,cost/skuUnitDescription,cost/overageFlag,lineItem/isCorrection,\
        lineItem/backreferenceNo,tags/Oracle-Tags.CreatedBy,tags/DevRel\\redbull.release
        """.split(separator: ",").map(String.init)

    private func recognise(_ header: [String], _ cells: [String: String]?) throws -> Recognition? {
        let key = try ObjectKey("reports/cost-csv/0001-00001.csv.gz")
        let object = ObjectSummary(key: key, sizeBytes: 1, modifiedMicros: 0, etag: "")
        return try OCISource().recognise(
            FileProbe(
                object: object, format: .csvGzip, header: header, firstRow: cells.map { row in header.map { row[$0] } })
        )
    }

    @Test func `reports are told by their header`() throws {
        let row = ["lineItem/tenantId": "ocid1.tenancy.oc1..a", "lineItem/intervalUsageStart": "2023-11-13T10:00Z"]
        let found = try #require(try recognise(Self.header, row))
        #expect(found.dataset == "oci-cost" && found.export == "cost@ocid1.tenancy.oc1..a" && found.group == nil)
        #expect(found.period == BillingPeriod(year: 2023, month: 11))
        let older = Self.header.map { $0 == "lineItem/tenantId" ? "lineItem/TenantId" : $0 }
        #expect(try recognise(older, nil)?.dataset == "oci-cost")
        #expect(try recognise(Self.header.filter { !$0.hasPrefix("cost/") }, row) == nil, "usage reports cost nothing")
    }

    @Test(.needsDuckDB) func `rows become FOCUS`() async throws {
        let dataset = OCICostDataset()
        let columns = Self.header.map { dataset.column(forHeader: $0, sqlType: nil) }
        let schema = RawSchema(columns)
        let control = try dataset.control(schema)
        #expect(control.billed == ["cost/myCost"] && control.months == ["lineItem/intervalUsageStart"])
        let row = [
            "lineItem/tenantId": "ocid1.tenancy.oc1..a", "cost/subscriptionId": "0123", "product/service": "COMPUTE",
            "lineItem/intervalUsageStart": "2023-12-31 23:00:00+00", "lineItem/isCorrection": "false",
            "lineItem/intervalUsageEnd": "2024-01-01 00:00:00+00", "product/region": "uk-london-1",
            "product/resourceId": "ocid1.instance.oc1.uk.x", "usage/billedQuantity": "2", "cost/unitPrice": "0.25",
            "cost/myCost": "0.500000000000000001", "cost/currencyCode": "EUR", "cost/skuUnitDescription": "OCPU Hours",
            "cost/productSku": "B1", "tags/Oracle-Tags.CreatedBy": "a/b@c", "tags/DevRel\\redbull.release": "",
        ]
        let free = ["lineItem/tenantId": "t", "lineItem/intervalUsageStart": "2023-12-01 00:00:00+00"]
        let found = try await MappedRows.map(dataset.mapping(schema), columns: columns, rows: [row, free])
        let expected = [
            "BilledCost": "0.500000000000000001", "EffectiveCost": "0.500000000000000001",
            "BillingAccountId": "ocid1.tenancy.oc1..a", "BillingAccountType": "Tenancy", "BillingCurrency": "EUR",
            "x_oci_SubscriptionId": "0123",
            "BillingPeriodStart": "2023-12-01 00:00:00+00", "BillingPeriodEnd": "2024-01-01 00:00:00+00",
            "ChargePeriodEnd": "2024-01-01 00:00:00+00", "ChargeCategory": "Usage", "ServiceCategory": "Compute",
            "ServiceSubcategory": "Other (Compute)", "PricingUnit": "OCPU-Hours", "ConsumedUnit": "OCPU-Hours",
            "PricingQuantity": "2.000000000000000000", "ContractedUnitPrice": "0.250000000000000000",
            "ResourceType": "instance", "SubAccountType": "Tenancy", "x_oci_IsCorrection": "false", "SkuId": "B1",
            "Tags": "{Oracle-Tags.CreatedBy=a/b@c}", "RegionId": "uk-london-1", "ProviderName": "Oracle",
        ]
        for (name, value) in expected { #expect(found[0][name] == value, "\(name)") }
        #expect(found[1]["BilledCost"] == "0.000000000000000000" && found[1]["BillingCurrency"] == nil)
        #expect(found[1]["Tags"] == nil && found[1]["PricingUnit"] == nil && found[1]["ServiceCategory"] == "Other")
    }
}
