import BillingModel
import BillingSources
import TestEngine
import Testing

@testable import SourceAzure

@Suite struct ActualMappingTests {
    static let header = """
        BillingAccountId BillingAccountName BillingPeriodStartDate BillingPeriodEndDate SubscriptionId \
        SubscriptionName \
        Date Product PartNumber MeterId MeterCategory MeterName Quantity EffectivePrice Cost UnitPrice \
        BillingCurrency \
        ResourceLocation ConsumedService ResourceId ResourceName AdditionalInfo Tags UnitOfMeasure ReservationId \
        ReservationName ProductOrderId PublisherName ChargeType Frequency PublisherType PayGPrice PricingModel \
        benefitId benefitName
        """.split(separator: " ").map(String.init)

    static let usage = [
        "BillingAccountId": "8611537", "BillingAccountName": "Demo", "BillingPeriodStartDate": "2023-09-01",
        "BillingPeriodEndDate": "2023-09-30", "SubscriptionId": "1caaa5a3-2b66-438e-8ab4-bce37d518c5d",
        "SubscriptionName": "Research", "Date": "2023-09-30", "Product": "B1s", "MeterCategory": "Virtual Machines",
        "MeterName": "B1s", "Quantity": "24", "EffectivePrice": "0.11", "UnitPrice": "0.11", "Cost": "2.64",
        "PayGPrice": "0.2",
        "BillingCurrency": "USD", "ResourceLocation": "US East 2", "ConsumedService": "Microsoft.Compute",
        "ResourceId": "/subscriptions/S/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/VM-1",
        "AdditionalInfo": #"{"UsageType":"ComputeHR","ServiceType":"Standard_B1s"}"#,
        "Tags": #""env": "prod","org": "trey""#,
        "UnitOfMeasure": "1 Hour", "ChargeType": "Usage", "Frequency": "UsageBased", "PublisherType": "Azure",
        "PricingModel": "OnDemand", "PartNumber": "AAA-1",
    ]

    private func map(_ rows: [[String: String]], header: [String] = header) async throws -> [[String: String]] {
        let dataset = AzureActualDataset()
        let columns = header.map { dataset.column(forHeader: $0, sqlType: nil) }
        return try await MappedRows.map(dataset.mapping(RawSchema(columns)), columns: columns, rows: rows)
    }

    private func map(_ changes: [String: String], header: [String] = header) async throws -> [String: String] {
        try #require(await map([Self.usage.merging(changes) { $1 }], header: header).first)
    }

    @Test(.needsDuckDB) func usageRow() async throws {
        let found = try await map([:])
        #expect(
            found == [
                "BillingAccountId": "8611537", "BillingAccountName": "Demo", "BillingAccountType": "Billing Account",
                "BillingCurrency": "USD", "InvoiceIssuerName": "Microsoft",
                "SubAccountId": "1caaa5a3-2b66-438e-8ab4-bce37d518c5d",
                "SubAccountName": "Research", "SubAccountType": "Subscription",
                "BillingPeriodStart": "2023-09-01 00:00:00+00",
                "BillingPeriodEnd": "2023-10-01 00:00:00+00", "ChargePeriodStart": "2023-09-30 00:00:00+00",
                "ChargePeriodEnd": "2023-10-01 00:00:00+00", "ChargeCategory": "Usage", "ChargeDescription": "B1s",
                "ChargeFrequency": "Usage-Based", "PricingCategory": "Standard", "PublisherName": "Microsoft",
                "ProviderName": "Microsoft", "ServiceProviderName": "Microsoft", "HostProviderName": "Microsoft",
                "BilledCost": "2.640000000000000000", "EffectiveCost": "2.640000000000000000",
                "ContractedCost": "2.640000000000000000", "ListCost": "4.800000000000000000", "PricingCurrency": "USD",
                "PricingCurrencyContractedUnitPrice": "0.110000000000000000",
                "PricingCurrencyListUnitPrice": "0.200000000000000000",
                "PricingQuantity": "24.000000000000000000", "PricingUnit": "1 Hour",
                "ConsumedQuantity": "24.000000000000000000",
                "ConsumedUnit": "Hours", "x_PricingUnitDescription": "1 Hour",
                "x_PricingBlockSize": "1.000000000000000000",
                "ContractedUnitPrice": "0.110000000000000000", "ListUnitPrice": "0.200000000000000000",
                "RegionId": "eastus2",
                "RegionName": "East US 2", "ResourceName": "VM-1", "ResourceType": "microsoft.compute/virtualmachines",
                "ResourceId": "/subscriptions/s/resourcegroups/rg/providers/microsoft.compute/virtualmachines/vm-1",
                "ServiceName": "Virtual Machines", "ServiceCategory": "Compute",
                "ServiceSubcategory": "Virtual Machines",
                "SkuId": "AAA-1", "SkuMeter": "B1s", "Tags": "{env=prod, org=trey}", "x_instance_type": "Standard_B1s",
            ])
    }

    @Test(.needsDuckDB) func commitments() async throws {
        let order = "/providers/Microsoft.Capacity/reservationOrders/49ed/reservations/"
        let base = [
            "PricingModel": "Reservation", "benefitId": order, "benefitName": "RI", "UnitPrice": "3.25",
            "PayGPrice": "0",
        ]
        let purchase = try await map(
            base.merging([
                "ChargeType": "Purchase", "Frequency": "Recurring", "Cost": "3.25", "Quantity": "1",
                "EffectivePrice": "3.25", "ResourceId": order,
            ]) { $1 })
        #expect(purchase["BilledCost"] == "3.250000000000000000" && purchase["EffectiveCost"] == "0.000000000000000000")
        #expect(purchase["ContractedCost"] == "3.250000000000000000" && purchase["ListCost"] == "3.250000000000000000")
        #expect(purchase["ChargeCategory"] == "Purchase" && purchase["PricingCategory"] == "Standard")
        #expect(purchase["ResourceId"] == order && purchase["CommitmentDiscountStatus"] == nil)
        #expect(
            purchase["CommitmentDiscountType"] == "Reservation" && purchase["CommitmentDiscountCategory"] == "Usage")
        #expect(
            purchase["ConsumedQuantity"] == nil && purchase["ConsumedUnit"] == nil && purchase["ListUnitPrice"] == nil)
        let refund = try await map(base.merging(["ChargeType": "Refund", "Cost": "-3.25"]) { $1 })
        #expect(refund["ChargeClass"] == "Correction" && refund["EffectiveCost"] == "0.000000000000000000")
        let covered = try await map(base.merging(["Cost": "0", "EffectivePrice": "0", "UnitPrice": "0"]) { $1 })
        #expect(covered["BilledCost"] == "0.000000000000000000" && covered["EffectiveCost"] == "0.000000000000000000")
        #expect(covered["ContractedCost"] == nil && covered["ListCost"] == nil, "unknown is not zero")
        #expect(covered["PricingCategory"] == "Committed" && covered["CommitmentDiscountStatus"] == "Used")
        let plan = try await map([
            "benefitId": "/providers/Microsoft.BillingBenefits/savingsPlanOrders/1", "PricingModel": "SavingsPlan",
        ])
        #expect(plan["CommitmentDiscountCategory"] == "Spend" && plan["CommitmentDiscountType"] == "Savings Plan")
        let older = try await map(["ReservationId": "R", "ProductOrderId": "O", "ReservationName": "N"])
        #expect(older["CommitmentDiscountId"] == "/providers/microsoft.capacity/reservationorders/O/reservations/R")
        #expect(older["CommitmentDiscountName"] == "N")
    }

    @Test(.needsDuckDB) func amortised() async throws {
        let dataset = AzureAmortisedDataset()
        let columns = Self.header.map { dataset.column(forHeader: $0, sqlType: nil) }
        let id = "/providers/Microsoft.Capacity/reservationOrders/49ed/reservations/1"
        let covered = Self.usage.merging(["PricingModel": "Reservation", "benefitId": id, "Cost": "1.75"]) { $1 }
        let unused = covered.merging(["ChargeType": "UnusedReservation", "Cost": "0.25"]) { $1 }
        let found = try await MappedRows.map(
            dataset.mapping(RawSchema(columns)), columns: columns, rows: [Self.usage, covered, unused])
        #expect(found.map { $0["BilledCost"] } == ["2.64", "0", "0"].map { Self.padded($0) })
        #expect(found.map { $0["EffectiveCost"] } == ["2.64", "1.75", "0.25"].map { Self.padded($0) })
        #expect(found.map { $0["CommitmentDiscountStatus"] } == [nil, "Used", "Unused"])
        #expect(found.map { $0["ConsumedQuantity"] } == [Self.padded("24"), Self.padded("24"), nil])
        #expect(found.map { $0["ChargeCategory"] } == ["Usage", "Usage", "Usage"])
        #expect(found.map { $0["CommitmentDiscountQuantity"] } == [nil, Self.padded("24"), Self.padded("24")])
        #expect(found.map { $0["CommitmentDiscountUnit"] } == [nil, "Hours", "Hours"])
    }

    @Test(.needsDuckDB) func `how much of a commitment a row takes`() async throws {
        let dataset = AzureAmortisedDataset()
        let columns = Self.header.map { dataset.column(forHeader: $0, sqlType: nil) }
        func rows(_ dataset: some Dataset, _ rows: [[String: String]]) async throws -> [[String?]] {
            try await MappedRows.map(
                dataset.mapping(RawSchema(columns)), columns: columns, rows: rows.map { Self.usage.merging($0) { $1 } }
            ).map { [$0["CommitmentDiscountQuantity"], $0["CommitmentDiscountUnit"]] }
        }
        let reserved = [
            "PricingModel": "Reservation", "benefitId": "/providers/Microsoft.Capacity/reservationOrders/49/r/1",
        ]
        let larger = reserved.merging(["AdditionalInfo": #"{"RINormalizationRatio":"0.5"}"#]) { $1 }
        let purchase = reserved.merging(["ChargeType": "Purchase"]) { $1 }
        let plan = [
            "PricingModel": "SavingsPlan", "benefitId": "/providers/Microsoft.BillingBenefits/savingsPlanOrders/1",
            "Cost": "1.75",
        ]
        let normalised = [Self.padded("12"), "Normalized Hours"]
        #expect(
            try await rows(dataset, [reserved, larger, purchase, plan, [:]]) == [
                [Self.padded("24"), "Hours"], normalised, [nil, nil], [Self.padded("1.75"), "USD"], [nil, nil],
            ])
        // Actual cost tells no money of a savings plan.
        #expect(try await rows(AzureActualDataset(), [larger, plan]) == [normalised, [nil, nil]])
    }

    /// With 18 decimals.
    private static func padded(_ amount: String) -> String { ExactDecimal.parse(amount).value?.description ?? amount }

    @Test(
        .needsDuckDB,
        arguments: [
            ("1 Hour", "Virtual Machines", "1.5", "1.500000000000000000", "Hours", "1"),
            ("100 Hours", "Virtual Machines", "1.5", "1.500000000000000000", "Hours", "1"),
            ("100 Hours", "Load Balancer", "0.000000000000000001", "0.000000000000000100", "Hours", "100"),
            ("10 GB/Month", "Storage", "3", "30.000000000000000000", "GB-Months", "10"),
            ("1 GB Second", "Functions", "3", "3.000000000000000000", "GB-Seconds", "1"),
            ("10K", "Storage", "0.0004", "0.000400000000000000", "10K", "1"),
            ("1/Month", "Storage", "2", "2.000000000000000000", "1/Month", "1"),
            ("1 /Month", "Storage", "2", "2.000000000000000000", "Units/Month", "1"),
            ("10000", "X", "2", "2.000000000000000000", "10000", "1"),
            (
                "1000000 Calls", "X", "99999999999999.999999999999999999", "99999999999999999999.999999999999000000",
                "Calls", "1000000"
            ),
        ])
    func units(unit: String, meter: String, quantity: String, consumed: String, name: String, block: String)
        async throws
    {
        let found = try await map([
            "UnitOfMeasure": unit, "MeterCategory": meter, "Quantity": quantity, "UnitPrice": "0", "PayGPrice": "0",
        ])
        #expect(found["ConsumedQuantity"] == consumed && found["ConsumedUnit"] == name)
        #expect(
            found["x_PricingBlockSize"] == block + ".000000000000000000" && found["x_PricingUnitDescription"] == unit)
        #expect(found["PricingUnit"] == unit)
    }

    /// Products against arithmetic on whole numbers that the test does itself.
    @Test(.needsDuckDB) func productsAreExactToTheLastDecimal() async throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        print("ActualMappingTests seed \(seed)")
        var state = seed
        func next(_ bound: Int128) -> Int128 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int128(state >> 11) * 7_919 % bound
        }
        let one: Int128 = 1_000_000_000_000_000_000
        var rows: [[String: String]] = []
        var expected: [String] = []
        for at in 0..<60 {
            let price = at % 3 == 0 ? next(90 * one) : next(2000 * one)
            let quantity = (at % 4 == 0 ? next(1000) * one : next(3000 * one)) * (at % 5 == 0 ? -1 : 1)
            guard price > 0 else { continue }
            let (priceText, quantityText) = (
                try #require(ExactDecimal(units: price)), try #require(ExactDecimal(units: quantity))
            )
            rows.append(Self.usage.merging(["PayGPrice": "\(priceText)", "Quantity": "\(quantityText)"]) { $1 })
            expected.append(Self.nearest(price, quantity))
        }
        for (found, lists) in zip(try await map(rows), expected) {
            let text = try #require(found["ListCost"])
            let units = try #require(ExactDecimal.parse(text).value).units
            let wanted = try #require(ExactDecimal.parse(lists).value).units
            #expect(abs(units - wanted) <= 1, "seed \(seed): \(text) is not \(lists)")
        }
    }

    /// price x quantity / 10^18, cut toward zero.
    private static func nearest(_ price: Int128, _ quantity: Int128) -> String {
        let one: UInt128 = 1_000_000_000_000_000_000
        let (high, low) = price.magnitude.multipliedFullWidth(by: quantity.magnitude)
        let quotient = one.dividingFullWidth((high, low)).quotient
        return ExactDecimal(units: quantity < 0 ? -Int128(quotient) : Int128(quotient))?.description ?? ""
    }

    @Test(.needsDuckDB) func fallbacksOfTextsAndPlaces() async throws {
        let found = try await map([
            "SubscriptionId": "00000000-0000-0000-0000-000000000000", "ResourceLocation": "Unassigned",
            "ResourceName": "",
            "MeterCategory": "Unheard Of", "ConsumedService": "MICROSOFT.KEYVAULT", "ChargeType": "RoundingAdjustment",
            "Frequency": "", "PublisherType": "Marketplace", "PublisherName": "Seller", "Tags": "{broken",
            "AdditionalInfo": #""ServiceType": "D2""#,
        ])
        #expect(
            found["SubAccountId"] == nil && found["SubAccountType"] == nil && found["RegionId"] == nil
                && found["RegionName"] == nil)
        #expect(
            found["ResourceName"] == "VM-1" && found["ServiceCategory"] == "Security"
                && found["ServiceName"] == "Unheard Of")
        #expect(
            found["ChargeCategory"] == "Adjustment" && found["ChargeFrequency"] == "One-Time"
                && found["HostProviderName"] == nil)
        #expect(found["x_instance_type"] == "D2", "braces may be missing")
        #expect(found["PublisherName"] == "Seller" && found["ServiceProviderName"] == "Seller" && found["Tags"] == nil)
    }

    @Test(.needsDuckDB) func microsoftCustomerAgreement() async throws {
        let header = """
            invoiceId billingAccountId billingProfileId billingProfileName date meterCategory SubscriptionId \
            ResourceId \
            location effectivePrice quantity unitOfMeasure chargeType billingCurrency pricingCurrency \
            costInBillingCurrency \
            costInPricingCurrency paygCostInBillingCurrency exchangeRatePricingToBilling PayGPrice unitPrice \
            pricingModel tags
            """.split(separator: " ").map(String.init)
        let row = [
            "invoiceId": "G1", "billingAccountId": "acc", "billingProfileId": "prof", "billingProfileName": "P",
            "date": "2025-02-28",
            "quantity": "3", "unitPrice": "2", "effectivePrice": "1", "PayGPrice": "2.5", "unitOfMeasure": "1 GB",
            "chargeType": "Usage",
            "billingCurrency": "EUR", "pricingCurrency": "USD", "costInBillingCurrency": "2.7",
            "costInPricingCurrency": "3",
            "exchangeRatePricingToBilling": "0.9", "paygCostInBillingCurrency": "6.75", "location": "West Europe",
            "tags": #"{"a":"b"}"#,
        ]
        let found = try #require(await map([row], header: header).first)
        #expect(
            found["BillingAccountId"] == "prof" && found["BillingAccountType"] == "Billing Profile"
                && found["InvoiceId"] == "G1")
        #expect(
            found["BillingPeriodStart"] == "2025-02-01 00:00:00+00"
                && found["BillingPeriodEnd"] == "2025-03-01 00:00:00+00")
        #expect(
            found["ContractedUnitPrice"] == "1.800000000000000000" && found["ContractedCost"] == "5.400000000000000000")
        #expect(found["ListUnitPrice"] == "2.250000000000000000" && found["ListCost"] == "6.750000000000000000")
        #expect(found["PricingCurrency"] == "USD" && found["PricingCurrencyEffectiveCost"] == "3.000000000000000000")
        #expect(
            found["PricingCurrencyContractedUnitPrice"] == "2.000000000000000000" && found["RegionId"] == "westeurope")
    }

    @Test func legacyAndMissingColumns() throws {
        let dataset = AzureActualDataset()
        func schema(_ names: String...) -> RawSchema {
            RawSchema(names.map { dataset.column(forHeader: $0, sqlType: nil) })
        }
        #expect(
            try dataset.control(schema("UsageDateTime", "PreTaxCost", "Currency"))
                == ControlColumns(
                    billed: ["PreTaxCost"], currency: "Currency", usageStart: "UsageDateTime", months: ["UsageDateTime"]
                ))
        let missing = #expect(throws: BillowError.self) { try dataset.mapping(schema("Date", "MeterId")) }
        #expect(missing?.message.contains("CostInBillingCurrency, BillingCurrency") == true)
        #expect(
            try dataset.control(schema("date", "Currency", "costInBillingCurrency"))
                == ControlColumns(
                    billed: ["CostInBillingCurrency"], currency: "Currency", usageStart: "Date", months: ["Date"]))
        #expect(dataset.column(forHeader: "odd name (x y)", sqlType: nil).name == "odd_name__x_y_")
    }

    @Test(.needsDuckDB) func focusExport() async throws {
        let dataset = AzureFocusDataset()
        let header = [
            "BilledCost", "EffectiveCost", "BillingCurrency", "ChargePeriodStart", "ProviderName", "x_SkuDetails",
            "x_SkuMeterName", "x_PricingBlockSize", "x_InvoiceId", "Tags",
        ]
        let columns = header.map { dataset.column(forHeader: $0, sqlType: nil) }
        let row = [
            "BilledCost": "1.25", "BillingCurrency": "USD", "ChargePeriodStart": "2025-02-01 00:00:00+00",
            "ProviderName": "Microsoft",
            "x_SkuDetails": #"{"ServiceType":"Standard_D2s_v3"}"#, "x_SkuMeterName": "D2s", "x_PricingBlockSize": "100",
            "Tags": #""k": "v""#,
        ]
        let found = try #require(
            await MappedRows.map(dataset.mapping(RawSchema(columns)), columns: columns, rows: [row]).first)
        #expect(
            found["EffectiveCost"] == "1.250000000000000000" && found["SkuMeter"] == "D2s" && found["Tags"] == "{k=v}")
        #expect(
            found["x_instance_type"] == "Standard_D2s_v3" && found["x_PricingBlockSize"] == "100.000000000000000000")
    }
}
