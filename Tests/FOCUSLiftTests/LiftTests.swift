import BillingModel
import BillingSources
import SQLEngine
import TestEngine
import Testing

@Suite struct LiftTests {
    private func lift(
        _ header: [String], _ row: [String: String], sqlTypes: [String: String] = [:],
        options: FOCUSLift.Options = .init(provider: "Acme")
    ) async throws -> [String: String] {
        let columns = header.map { FOCUSLift.column(forHeader: $0, sqlType: sqlTypes[$0]) }
        let mapping = try FOCUSLift.mapping(RawSchema(columns), options: options)
        return try #require(await MappedRows.map(mapping, columns: columns, rows: [row]).first)
    }

    private static let least = ["BilledCost", "BillingCurrency", "ChargePeriodStart"]
    private static let leastRow = [
        "BilledCost": "0.100000000000000001", "BillingCurrency": "EUR", "ChargePeriodStart": "2025-10-01 00:00:00+00",
    ]

    @Test(.needsDuckDB) func previewNamesAndValuesBecomeTodays() async throws {
        let header =
            Self.least + [
                "EffectiveCost", "Provider", "Publisher", "InvoiceIssuer", "Region", "UsageQuantity", "UsageUnit",
                "ChargeCategory", "ChargeSubcategory", "ChargeFrequency", "PricingCategory", "Tags", "ResourceName",
            ]
        let row = Self.leastRow.merging([
            "Provider": "Oracle", "Publisher": "Oracle", "InvoiceIssuer": "", "Region": "eu-frankfurt-1",
            "UsageQuantity": "3", "UsageUnit": "GB Hours", "ChargeCategory": "Adjustment",
            "ChargeSubcategory": "Refund",
            "ChargeFrequency": "Usage-based", "PricingCategory": "On-Demand", "Tags": #"{"a.b":"c","n":1,"z":null}"#,
            "ResourceName": "",
        ]) { $1 }
        let found = try await lift(header, row)
        #expect(
            found == [
                "BilledCost": "0.100000000000000001", "EffectiveCost": "0.100000000000000001",
                "ContractedCost": "0.100000000000000001", "BillingCurrency": "EUR",
                "ChargePeriodStart": "2025-10-01 00:00:00+00", "ProviderName": "Oracle",
                "ServiceProviderName": "Oracle",
                "HostProviderName": "Oracle", "PublisherName": "Oracle", "RegionId": "eu-frankfurt-1",
                "RegionName": "eu-frankfurt-1", "ConsumedQuantity": "3.000000000000000000", "ConsumedUnit": "GB Hours",
                "ChargeCategory": "Purchase", "ChargeClass": "Correction", "ChargeFrequency": "Usage-Based",
                "PricingCategory": "Standard", "Tags": "{a.b=c, n=1, z=NULL}",
                "x_source_changes": """
                ChargeCategoryFromSubcategory,ChargeFrequencyRespelled,ContractedCostFromBilledCost,\
                EffectiveCostFromBilledCost,PricingCategoryRespelled
                """,
            ])
    }

    @Test(
        .needsDuckDB,
        arguments: [
            ("Usage", "Used Commitment", "Usage", nil, "Used", "Acme"),
            ("Usage", "Unused Commitment", "Usage", nil, "Unused", "Acme"),
            ("Adjustment", "Credit", "Credit", nil, nil, "Acme"),
            ("Usage", "Refund", "Usage", "Correction", nil, "Acme"),
            ("Tax", "", "Tax", nil, nil, nil), ("Adjustment", "Rounding Error", "Adjustment", nil, nil, nil),
        ] as [(String, String, String, String?, String?, String?)])
    func subcategories(
        category: String, detail: String, becomes: String, charge: String?, status: String?, host: String?
    ) async throws {
        let row = Self.leastRow.merging(["ChargeCategory": category, "ChargeSubcategory": detail]) { $1 }
        let found = try await lift(Self.least + ["ChargeCategory", "ChargeSubcategory"], row)
        #expect(found["ChargeCategory"] == becomes && found["ChargeClass"] == charge)
        #expect(found["CommitmentDiscountStatus"] == status)
        #expect(found["HostProviderName"] == host && found["ServiceProviderName"] == "Acme")
    }

    @Test(.needsDuckDB) func ofToday() async throws {
        let header =
            Self.least + [
                "EffectiveCost", "ContractedCost", "ProviderName", "ServiceProviderName", "HostProviderName", "Tags",
                "SkuPriceDetails", "x_Discounts", "PricingCategory", "ChargeClass",
            ]
        let row = Self.leastRow.merging([
            "EffectiveCost": "0", "ProviderName": "AWS", "ServiceProviderName": "Seller", "HostProviderName": "AWS",
            "Tags": "MAP {'k': 'v'}", "SkuPriceDetails": "MAP {'InstanceType': 'm5.large', 'n': NULL}",
            "x_Discounts": "MAP {'d': '1'}", "PricingCategory": "Committed", "ChargeClass": "",
        ]) { $1 }
        let map = "MAP(VARCHAR, VARCHAR)"
        let found = try await lift(header, row, sqlTypes: ["Tags": map, "SkuPriceDetails": map, "x_Discounts": map])
        #expect(found["EffectiveCost"] == "0.000000000000000000", "zero is not unknown")
        #expect(found["ContractedCost"] == nil, "a delivered null stays null")
        #expect(found["ServiceProviderName"] == "Seller" && found["ProviderName"] == "AWS")
        #expect(found["Tags"] == "{k=v}" && found["ChargeClass"] == nil)
        #expect(found["SkuPriceDetails"] == #"{"InstanceType":"m5.large","n":null}"#)
        #expect(found["x_instance_type"] == "m5.large" && found["x_Discounts"] == nil)
    }

    @Test(.needsDuckDB) func optionsRenameAndReplace() async throws {
        let options = FOCUSLift.Options(
            provider: "Acme", renames: [("x_InvoiceId", "InvoiceId")],
            extras: [.focus("BilledCost", "7::DECIMAL(38,18)"), .custom("x_own", .text, "'own'")])
        let found = try await lift(
            Self.least + ["x_InvoiceId", "x_SkuDetails"],
            Self.leastRow.merging(["x_InvoiceId": "17", "x_SkuDetails": #""ServiceType": "D2" {broken"#]) { $1 },
            options: options)
        #expect(found["InvoiceId"] == "17" && found["BilledCost"] == "7.000000000000000000" && found["x_own"] == "own")
        #expect(found["x_instance_type"] == nil, "broken JSON is null, not an error")
    }

    @Test(
        .needsDuckDB,
        arguments: [
            (#"{"k":"v","k2":"v \" 2"}"#, #"{k=v, k2='v " 2'}"#), (#""k": "v","k2": "a, b""#, "{k=v, k2='a, b'}"),
            (#"  {"k":true,"n":1.5,"o":{"x":[1,2]}}"#, #"{k=true, n=1.5, o='{"x":[1,2]}'}"#), ("{}", "{}"), ("", nil),
            ("[1]", nil),
            ("{broken", nil), ("null", nil), (#"{"a":"b","a":"c"}"#, nil), (#"{"a":"b"} rest"#, nil),
        ] as [(String, String?)])
    func tags(text: String, becomes: String?) async throws {
        let found = try await lift(Self.least + ["Tags"], Self.leastRow.merging(["Tags": text]) { $1 })
        #expect(found["Tags"] == becomes)
    }
}
