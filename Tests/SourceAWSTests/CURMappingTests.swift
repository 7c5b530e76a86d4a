import Testing

@testable import SourceAWS

/// Costs and categories of each line item type, worked out by hand from AWS's user guide and the FOCUS specification.
@Suite struct CURMappingTests {
    private func map(
        _ count: Int, _ lines: [[String: String]], header: [String] = CURLines.committed
    ) async throws -> [[String: String]] {
        let rows = try await FOCUSRows(CURDataset(), header: header, lines: lines)
        #expect(rows.billed == rows.rawBilled)
        try #require(rows.rows.count == count)
        return rows.rows
    }

    private func kind(_ row: [String: String]) -> String {
        ["ChargeCategory", "ChargeClass", "ChargeFrequency", "PricingCategory", "CommitmentDiscountStatus"]
            .map { row[$0] ?? "-" }.joined(separator: " ")
    }

    @Test func `usage on demand`() async throws {
        let rows = try await map(
            3,
            [
                CURLines.line(
                    "Usage",
                    [
                        "lineItem/UsageAmount": "2.5", "lineItem/UnblendedCost": "0.24",
                        "lineItem/UnblendedRate": "0.0960000000",
                        "pricing/publicOnDemandCost": "0.24", "pricing/publicOnDemandRate": "0.0960000000",
                        "lineItem/AvailabilityZone": "us-east-1a", "product/regionCode": "us-east-1",
                        "product/location": "US East (N. Virginia)", "product/locationType": "AWS Region",
                        "lineItem/ResourceId": "arn:aws:ec2:us-east-1:000000000042:instance/i-1",
                        "resourceTags/user:Name": "web", "resourceTags/aws:createdBy": "me",
                        "resourceTags/user:Team": "",
                        "costCategory/Charge type": "run", "product/instanceType": "m5.large", "product/vcpu": "2",
                        "product/memory": "1,952 GiB", "product/tenancy": "Sha\"red",
                    ]),
                CURLines.line("Usage", ["pricing/publicOnDemandCost": "0.1", "pricing/publicOnDemandRate": "0.1"]),
                CURLines.line(
                    "Usage", ["lineItem/UnblendedCost": "6.71E-8", "lineItem/UsageType": "EU-SpotUsage:m5.large"]),
            ])
        #expect(
            rows.map(costs) == [
                "0.24 / 0.24 / 0.24 / 0.24", "0 / 0 / 0.1 / 0",
                Array(repeating: "0.0000000671", count: 4).joined(separator: " / "),
            ])
        #expect(
            rows.map(kind) == [
                "Usage - Usage-Based Standard -", "Usage - Usage-Based Standard -", "Usage - Usage-Based Dynamic -",
            ])
        let expected = [
            "BillingAccountId": "001234567890", "SubAccountId": "000000000042", "BillingCurrency": "USD",
            "BillingPeriodStart": "2025-09-01 00:00:00+00", "BillingPeriodEnd": "2025-10-01 00:00:00+00",
            "ChargePeriodStart": "2025-09-02 03:00:00+00", "ChargePeriodEnd": "2025-09-02 04:00:00+00",
            "ConsumedQuantity": "2.500000000000000000", "ConsumedUnit": "Hours", "PricingUnit": "Hrs",
            "ListUnitPrice": "0.096000000000000000", "ServiceName": "Amazon Elastic Compute Cloud",
            "ServiceCategory": "Compute", "ServiceSubcategory": "Virtual Machines", "RegionId": "us-east-1",
            "RegionName": "US East (N. Virginia)", "AvailabilityZone": "us-east-1a", "ResourceName": "web",
            "ResourceType": "instance", "Tags": "{Name=web, 'aws:createdBy'=me}",
            "x_CostCategories": "{Charge type=run}", "x_instance_type": "m5.large", "ProviderName": "AWS",
            "ServiceProviderName": "AWS", "HostProviderName": "AWS", "x_LineItemType": "Usage",
            "SkuPriceDetails": #"{"CoreCount":2,"InstanceType":"m5.large","MemorySize":1952,"x_Tenancy":"Sha\"red"}"#,
            "SkuPriceId": "SKU1.JRTCKXETXF.6YS6EN2CT7", "SkuMeter": "BoxUsage:m5.large",
        ]
        for (column, text) in expected { #expect(rows[0][column] == text, "\(column)") }
        for column in ["Tags", "x_CostCategories", "RegionId", "RegionName", "InvoiceId", "CommitmentDiscountId"] {
            #expect(rows[1][column] == nil, "\(column)")
        }
    }

    @Test func `reservations: covered usage, fee with an unused part, upfront fee`() async throws {
        let arn = ["reservation/ReservationARN": CURLines.reservation]
        let rows = try await map(
            6,
            [
                CURLines.line(
                    "DiscountedUsage",
                    arn.merging([
                        "reservation/EffectiveCost": "0.045", "pricing/publicOnDemandCost": "0.096",
                        "pricing/publicOnDemandRate": "0.096", "lineItem/NormalizedUsageAmount": "4",
                        "lineItem/ResourceId": "i-1",
                    ]) { $1 }),
                CURLines.line(
                    "RIFee",
                    arn.merging([
                        "lineItem/UnblendedCost": "32.4",
                        "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod": "1.25",
                        "reservation/UnusedRecurringFee": "2.75", "reservation/UnusedNormalizedUnitQuantity": "96",
                        "reservation/TotalReservedNormalizedUnits": "2880", "lineItem/UsageAmount": "720",
                        "lineItem/UnblendedRate": "0.045", "lineItem/UsageStartDate": "2025-09-01 00:00:00+00",
                        "lineItem/UsageEndDate": "2025-09-30 23:59:59+00",
                    ]) { $1 }),
                CURLines.line(
                    "RIFee",
                    arn.merging(["lineItem/UnblendedCost": "7", "reservation/UnusedRecurringFee": "0"]) { $1 }),
                CURLines.line("Fee", arn.merging(["lineItem/UnblendedCost": "500"]) { $1 }),
                CURLines.line("Fee", ["lineItem/UnblendedCost": "10"]),
            ])
        #expect(
            rows.map(costs) == [
                "0 / 0.045 / 0.096 / 0.096", "32.4 / 0 / 32.4 / 32.4", "0 / 4 / 0 / 0", "7 / 0 / 7 / 7",
                "500 / 0 / 500 / 500", "10 / 10 / 10 / 10",
            ])
        #expect(
            rows.map(kind) == [
                "Usage - Usage-Based Committed Used", "Purchase - Recurring Standard -",
                "Usage - Usage-Based Committed Unused",
                "Purchase - Recurring Standard -", "Purchase - One-Time Standard -", "Purchase - One-Time Standard -",
            ])
        #expect(rows[0]["ResourceId"] == "i-1" && rows[2]["ResourceId"] == CURLines.reservation)
        #expect(
            rows[1]["ChargePeriodEnd"] == "2025-10-01 00:00:00+00" && rows[1]["ResourceType"] == "reserved-instances")
        #expect(rows[2]["ConsumedQuantity"] == nil && rows[0]["ConsumedQuantity"] != nil)
        let quantities = rows.prefix(3).map {
            "\($0["CommitmentDiscountQuantity"] ?? "") \($0["CommitmentDiscountUnit"] ?? "")"
        }
        #expect(quantities == ["4", "2880", "96"].map { "\($0).000000000000000000 Normalized Hours" })
        #expect(
            rows[0]["CommitmentDiscountCategory"] == "Usage" && rows[0]["CommitmentDiscountType"] == "Reserved Instance"
        )
        #expect(rows[4]["CommitmentDiscountId"] == CURLines.reservation && rows[5]["CommitmentDiscountId"] == nil)
    }

    private func covered(_ cost: String, effective: String) -> [String: String] {
        CURLines.line(
            "SavingsPlanCoveredUsage",
            [
                "savingsPlan/SavingsPlanARN": CURLines.savingsPlan, "savingsPlan/SavingsPlanEffectiveCost": effective,
                "lineItem/UnblendedCost": cost, "pricing/publicOnDemandCost": cost,
                "pricing/publicOnDemandRate": "0.096",
            ])
    }

    private func negation(_ cost: String, _ changes: [String: String] = [:]) -> [String: String] {
        let plan = ["savingsPlan/SavingsPlanARN": CURLines.savingsPlan, "lineItem/UnblendedCost": cost]
        return CURLines.line("SavingsPlanNegation", plan.merging(changes) { $1 })
    }

    @Test func `savings plan usage whose negation cancels it`() async throws {
        let rows = try await map(
            2,
            [
                covered("0.096", effective: "0.06"), covered("0.192", effective: "0.12"), negation("-0.288"),
            ])
        #expect(rows.map(costs) == ["0 / 0.06 / 0.096 / 0.096", "0 / 0.12 / 0.192 / 0.192"])
        #expect(rows.map(kind) == Array(repeating: "Usage - Usage-Based Committed Used", count: 2))
        #expect(rows[0]["CommitmentDiscountCategory"] == "Spend" && rows[0]["CommitmentDiscountUnit"] == "USD")
        #expect(rows[0]["CommitmentDiscountQuantity"] == "0.060000000000000000")
    }

    @Test func `what a negation leaves over stays as one adjustment for its group`() async throws {
        let other = ["lineItem/UsageAccountId": "000000000043"]
        let rows = try await map(
            4,
            [
                covered("0.1", effective: "0.06"), covered("0.1", effective: "0.06"), negation("-0.1999999999"),
                negation("-0.25", other), negation("-0.25", other),
            ])
        #expect(
            rows.map(costs) == [
                "0.0000000001 / 0 / 0 / 0", "0 / 0.06 / 0.1 / 0.1", "0 / 0.06 / 0.1 / 0.1", "-0.5 / 0 / 0 / 0",
            ])
        #expect(kind(rows[0]) == "Adjustment - One-Time - -")
        #expect(rows[0]["ResourceId"] == CURLines.savingsPlan && rows[0]["ConsumedQuantity"] == nil)
        #expect(rows[0]["x_LineItemType"] == "SavingsPlanNegation" && rows[0]["HostProviderName"] == nil)
        #expect(rows[3]["SubAccountId"] == "000000000043")
    }

    @Test func `savings plan fees`() async throws {
        let plan = ["savingsPlan/SavingsPlanARN": CURLines.savingsPlan]
        let rows = try await map(
            3,
            [
                CURLines.line(
                    "SavingsPlanRecurringFee",
                    plan.merging([
                        "lineItem/UnblendedCost": "1", "savingsPlan/TotalCommitmentToDate": "1.5",
                        "savingsPlan/UsedCommitment": "1.1",
                    ]) { $1 }),
                CURLines.line("SavingsPlanUpfrontFee", plan.merging(["lineItem/UnblendedCost": "876"]) { $1 }),
            ])
        #expect(rows.map(costs) == ["1 / 0 / 1 / 1", "0 / 0.4 / 0 / 0", "876 / 0 / 876 / 876"])
        #expect(
            rows.map(kind) == [
                "Purchase - Recurring Standard -", "Usage - Usage-Based Committed Unused",
                "Purchase - One-Time Standard -",
            ])
        #expect(rows[1]["ResourceId"] == CURLines.savingsPlan && rows[1]["ResourceType"] == "savingsplan")
        #expect(rows[1]["CommitmentDiscountQuantity"] == "0.400000000000000000")
    }

    @Test func `tax, credit, refund, discount and the Marketplace`() async throws {
        let late = ["lineItem/UsageStartDate": "2025-08-30 00:00:00+00", "lineItem/UnblendedCost": "-2.5"]
        let rows = try await map(
            6,
            [
                CURLines.line("Tax", ["lineItem/UnblendedCost": "3.21", "pricing/RateCode": ""]),
                CURLines.line("Credit", ["lineItem/UnblendedCost": "-5"]),
                CURLines.line("Refund", late),
                CURLines.line("EdpDiscount", ["lineItem/UnblendedCost": "-0.024"]),
                CURLines.line(
                    "Usage",
                    [
                        "bill/BillingEntity": "AWS Marketplace", "lineItem/LegalEntity": "Red Hat, Inc.",
                        "lineItem/ProductCode": "8kz3", "lineItem/UnblendedCost": "0.13",
                        "pricing/publicOnDemandCost": "0",
                    ]),
                CURLines.line("SomethingNew", ["lineItem/UnblendedCost": "1"]),
            ])
        #expect(
            rows.map(costs) == [
                "3.21 / 3.21 / 3.21 / 3.21", "-5 / -5 / -5 / -5", "-2.5 / -2.5 / -2.5 / -2.5",
                "-0.024 / -0.024 / 0 / -0.024", "0.13 / 0.13 / 0.13 / 0.13", "1 / 1 / 1 / 1",
            ])
        #expect(
            rows.map(kind) == [
                "Tax - One-Time - -", "Credit - One-Time - -", "Adjustment Correction One-Time - -",
                "Usage - Usage-Based Standard -", "Usage - Usage-Based Standard -", "Adjustment - One-Time - -",
            ])
        #expect(rows[3]["ConsumedQuantity"] == nil && rows[3]["PricingQuantity"] == nil)
        #expect(rows[4]["PublisherName"] == "Red Hat, Inc." && rows[4]["ServiceProviderName"] == "Red Hat, Inc.")
        #expect(rows[4]["InvoiceIssuerName"] == "Amazon Web Services, Inc." && rows[4]["ServiceCategory"] == "Other")
        #expect(rows[0]["SkuId"] == nil && rows[0]["SkuPriceId"] == nil && rows[0]["PricingQuantity"] == nil)
    }

    @Test func `net columns come first, gross where a row has none`() async throws {
        let rows = try await map(
            4,
            [
                CURLines.line(
                    "Usage",
                    [
                        "lineItem/UnblendedCost": "1", "lineItem/NetUnblendedCost": "0.9",
                        "lineItem/NetUnblendedRate": "0.9", "pricing/publicOnDemandCost": "1",
                        "pricing/publicOnDemandRate": "1",
                    ]),
                CURLines.line("EdpDiscount", ["lineItem/UnblendedCost": "-0.1", "lineItem/NetUnblendedCost": "0"]),
                CURLines.line("Tax", ["lineItem/UnblendedCost": "0.2"]),
                CURLines.line(
                    "DiscountedUsage",
                    [
                        "reservation/EffectiveCost": "0.5", "reservation/NetEffectiveCost": "0.45",
                        "pricing/publicOnDemandCost": "1",
                    ]),
            ], header: CURLines.committed + CURLines.nets)
        #expect(
            rows.map(costs) == [
                "0.9 / 0.9 / 1 / 0.9", "0 / 0 / 0 / 0", "0.2 / 0.2 / 0.2 / 0.2", "0 / 0.45 / 1 / 1",
            ])
        #expect(rows[0]["ContractedUnitPrice"] == "0.900000000000000000")
    }
}
