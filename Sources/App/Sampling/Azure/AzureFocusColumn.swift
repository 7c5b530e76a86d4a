/// The 96 columns of the FOCUS 1.0r2 export, spelled and ordered as in the file.
enum AzureFocusColumn: Int, ExportColumn {
    case BilledCost, BillingAccountId, BillingAccountName, BillingAccountType, BillingCurrency, BillingPeriodEnd,
        BillingPeriodStart, ChargeCategory, ChargeClass, ChargeDescription, ChargeFrequency, ChargePeriodEnd,
        ChargePeriodStart, CommitmentDiscountCategory, CommitmentDiscountId, CommitmentDiscountName,
        CommitmentDiscountStatus, CommitmentDiscountType, ConsumedQuantity, ConsumedUnit, ContractedCost,
        ContractedUnitPrice, EffectiveCost, InvoiceIssuerName, ListCost, ListUnitPrice, PricingCategory,
        PricingQuantity, PricingUnit, ProviderName, PublisherName, RegionId, RegionName, ResourceId, ResourceName,
        ResourceType, ServiceCategory, ServiceName, SkuId, SkuPriceId, SubAccountId, SubAccountName, SubAccountType,
        Tags, x_AccountId, x_AccountName, x_AccountOwnerId, x_BilledCostInUsd, x_BilledUnitPrice, x_BillingAccountId,
        x_BillingAccountName, x_BillingExchangeRate, x_BillingExchangeRateDate, x_BillingProfileId,
        x_BillingProfileName, x_ContractedCostInUsd, x_CostAllocationRuleName, x_CostCenter, x_CustomerId,
        x_CustomerName, x_EffectiveCostInUsd, x_EffectiveUnitPrice, x_InvoiceId, x_InvoiceIssuerId,
        x_InvoiceSectionId, x_InvoiceSectionName, x_ListCostInUsd, x_PartnerCreditApplied, x_PartnerCreditRate,
        x_PricingBlockSize, x_PricingCurrency, x_PricingSubcategory, x_PricingUnitDescription, x_PublisherCategory,
        x_PublisherId, x_ResellerId, x_ResellerName, x_ResourceGroupName, x_ResourceType, x_ServicePeriodEnd,
        x_ServicePeriodStart, x_SkuDescription, x_SkuDetails, x_SkuIsCreditEligible, x_SkuMeterCategory, x_SkuMeterId,
        x_SkuMeterName, x_SkuMeterSubcategory, x_SkuOfferId, x_SkuOrderId, x_SkuOrderName, x_SkuPartNumber,
        x_SkuRegion, x_SkuServiceFamily, x_SkuTerm, x_SkuTier
}
