/// Headers as the format notes list them, kept apart from the code under test.
enum ReferenceHeaders {
    /// CUR v1 columns that have fixed names, in their order; a report may leave some out.
    static let costReport = """
        identity/LineItemId identity/TimeInterval bill/InvoiceId bill/InvoicingEntity bill/BillingEntity bill/BillType
        bill/PayerAccountId bill/BillingPeriodStartDate bill/BillingPeriodEndDate lineItem/UsageAccountId
        lineItem/LineItemType lineItem/ProductCode lineItem/UsageType lineItem/Operation lineItem/AvailabilityZone
        lineItem/ResourceId lineItem/CurrencyCode lineItem/UnblendedRate lineItem/BlendedRate
        lineItem/LineItemDescription lineItem/TaxType lineItem/LegalEntity lineItem/NetUnblendedRate
        lineItem/UsageStartDate lineItem/UsageEndDate lineItem/UsageAmount lineItem/UnblendedCost lineItem/BlendedCost
        lineItem/NormalizationFactor lineItem/NormalizedUsageAmount lineItem/NetUnblendedCost pricing/RateCode
        pricing/RateId pricing/LeaseContractLength pricing/OfferingClass pricing/PurchaseOption
        pricing/publicOnDemandRate pricing/term pricing/unit pricing/currency pricing/publicOnDemandCost
        reservation/AmortizedUpfrontCostForUsage reservation/AmortizedUpfrontFeeForBillingPeriod
        reservation/EffectiveCost reservation/RecurringFeeForUsage
        reservation/UnusedAmortizedUpfrontFeeForBillingPeriod reservation/UnusedNormalizedUnitQuantity
        reservation/UnusedQuantity reservation/UnusedRecurringFee reservation/UpfrontValue
        reservation/NetAmortizedUpfrontCostForUsage reservation/NetAmortizedUpfrontFeeForBillingPeriod
        reservation/NetEffectiveCost reservation/NetRecurringFeeForUsage
        reservation/NetUnusedAmortizedUpfrontFeeForBillingPeriod reservation/NetUnusedRecurringFee
        reservation/NetUpfrontValue reservation/StartTime reservation/EndTime reservation/ModificationStatus
        reservation/AvailabilityZone reservation/NormalizedUnitsPerReservation reservation/NumberOfReservations
        reservation/ReservationARN reservation/SubscriptionId reservation/TotalReservedNormalizedUnits
        reservation/TotalReservedUnits reservation/UnitsPerReservation savingsPlan/SavingsPlanARN
        savingsPlan/InstanceTypeFamily savingsPlan/OfferingType savingsPlan/PaymentOption savingsPlan/PurchaseTerm
        savingsPlan/Region savingsPlan/StartTime savingsPlan/EndTime
        savingsPlan/AmortizedUpfrontCommitmentForBillingPeriod savingsPlan/RecurringCommitmentForBillingPeriod
        savingsPlan/SavingsPlanEffectiveCost savingsPlan/SavingsPlanRate savingsPlan/TotalCommitmentToDate
        savingsPlan/UsedCommitment savingsPlan/NetSavingsPlanEffectiveCost
        savingsPlan/NetAmortizedUpfrontCommitmentForBillingPeriod savingsPlan/NetRecurringCommitmentForBillingPeriod
        splitLineItem/ParentResourceId splitLineItem/ActualUsage splitLineItem/ReservedUsage splitLineItem/SplitUsage
        splitLineItem/SplitUsageRatio splitLineItem/SplitCost splitLineItem/UnusedCost splitLineItem/NetSplitCost
        splitLineItem/NetUnusedCost splitLineItem/PublicOnDemandSplitCost splitLineItem/PublicOnDemandUnusedCost
        discount/BundledDiscount discount/EdpDiscount discount/PrivateRateDiscount discount/TotalDiscount
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    /// FOCUS_1_0_AWS.
    static let awsFocus = """
        AvailabilityZone BilledCost BillingAccountId BillingAccountName BillingCurrency BillingPeriodEnd
        BillingPeriodStart ChargeCategory ChargeClass ChargeDescription ChargeFrequency ChargePeriodEnd
        ChargePeriodStart CommitmentDiscountCategory CommitmentDiscountId CommitmentDiscountName
        CommitmentDiscountStatus CommitmentDiscountType ConsumedQuantity ConsumedUnit ContractedCost
        ContractedUnitPrice EffectiveCost InvoiceIssuerName ListCost ListUnitPrice PricingCategory PricingQuantity
        PricingUnit ProviderName PublisherName RegionId RegionName ResourceId ResourceName ResourceType
        ServiceCategory ServiceName SkuId SkuPriceId SubAccountId SubAccountName Tags x_CostCategories x_Discounts
        x_Operation x_ServiceCode x_UsageType
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    /// EA 2024-08-01.
    static let azureActual = """
        InvoiceSectionName AccountName AccountOwnerId SubscriptionId SubscriptionName ResourceGroup ResourceLocation
        Date ProductName MeterCategory MeterSubCategory MeterId MeterName MeterRegion UnitOfMeasure Quantity
        EffectivePrice CostInBillingCurrency CostCenter ConsumedService ResourceId Tags OfferId AdditionalInfo
        ServiceInfo1 ServiceInfo2 ResourceName ReservationId ReservationName UnitPrice ProductOrderId ProductOrderName
        Term PublisherType PublisherName ChargeType Frequency PricingModel AvailabilityZone BillingAccountId
        BillingAccountName BillingCurrencyCode BillingPeriodStartDate BillingPeriodEndDate BillingProfileId
        BillingProfileName InvoiceSectionId IsAzureCreditEligible PartNumber PayGPrice PlanName ServiceFamily
        CostAllocationRuleName benefitId benefitName AccountId ResourceLocationNormalized
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    /// FOCUS 1.0r2.
    static let azureFocus = """
        BilledCost BillingAccountId BillingAccountName BillingAccountType BillingCurrency BillingPeriodEnd
        BillingPeriodStart ChargeCategory ChargeClass ChargeDescription ChargeFrequency ChargePeriodEnd
        ChargePeriodStart CommitmentDiscountCategory CommitmentDiscountId CommitmentDiscountName
        CommitmentDiscountStatus CommitmentDiscountType ConsumedQuantity ConsumedUnit ContractedCost
        ContractedUnitPrice EffectiveCost InvoiceIssuerName ListCost ListUnitPrice PricingCategory PricingQuantity
        PricingUnit ProviderName PublisherName RegionId RegionName ResourceId ResourceName ResourceType
        ServiceCategory ServiceName SkuId SkuPriceId SubAccountId SubAccountName SubAccountType Tags x_AccountId
        x_AccountName x_AccountOwnerId x_BilledCostInUsd x_BilledUnitPrice x_BillingAccountId x_BillingAccountName
        x_BillingExchangeRate x_BillingExchangeRateDate x_BillingProfileId x_BillingProfileName x_ContractedCostInUsd
        x_CostAllocationRuleName x_CostCenter x_CustomerId x_CustomerName x_EffectiveCostInUsd x_EffectiveUnitPrice
        x_InvoiceId x_InvoiceIssuerId x_InvoiceSectionId x_InvoiceSectionName x_ListCostInUsd x_PartnerCreditApplied
        x_PartnerCreditRate x_PricingBlockSize x_PricingCurrency x_PricingSubcategory x_PricingUnitDescription
        x_PublisherCategory x_PublisherId x_ResellerId x_ResellerName x_ResourceGroupName x_ResourceType
        x_ServicePeriodEnd x_ServicePeriodStart x_SkuDescription x_SkuDetails x_SkuIsCreditEligible x_SkuMeterCategory
        x_SkuMeterId x_SkuMeterName x_SkuMeterSubcategory x_SkuOfferId x_SkuOrderId x_SkuOrderName x_SkuPartNumber
        x_SkuRegion x_SkuServiceFamily x_SkuTerm x_SkuTier
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    /// OCI FOCUS report.
    static let ociFocus = """
        AvailabilityZone BilledCost BillingAccountId BillingAccountName BillingCurrency BillingPeriodEnd
        BillingPeriodStart ChargeCategory ChargeDescription ChargeFrequency ChargePeriodEnd ChargePeriodStart
        ChargeSubcategory CommitmentDiscountCategory CommitmentDiscountId CommitmentDiscountName
        CommitmentDiscountType EffectiveCost InvoiceIssuer ListCost ListUnitPrice PricingCategory PricingQuantity
        PricingUnit Provider Publisher Region ResourceId ResourceName ResourceType ServiceCategory ServiceName SkuId
        SkuPriceId SubAccountId SubAccountName Tags UsageQuantity UsageUnit oci_ReferenceNumber oci_CompartmentId
        oci_CompartmentName oci_OverageFlag oci_UnitPriceOverage oci_BilledQuantityOverage oci_CostOverage
        oci_AttributedUsage oci_AttributedCost oci_BackReferenceNumber
        """.split(whereSeparator: \.isWhitespace).map(String.init)
}
