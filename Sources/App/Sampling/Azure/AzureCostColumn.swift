/// The 57 columns of EA cost exports, actual and amortised, version 2024-08-01, spelled and ordered as in their header.
enum AzureCostColumn: Int, ExportColumn {
    case InvoiceSectionName, AccountName, AccountOwnerId, SubscriptionId, SubscriptionName, ResourceGroup,
        ResourceLocation, Date, ProductName, MeterCategory, MeterSubCategory, MeterId, MeterName, MeterRegion,
        UnitOfMeasure, Quantity, EffectivePrice, CostInBillingCurrency, CostCenter, ConsumedService, ResourceId, Tags,
        OfferId, AdditionalInfo, ServiceInfo1, ServiceInfo2, ResourceName, ReservationId, ReservationName, UnitPrice,
        ProductOrderId, ProductOrderName, Term, PublisherType, PublisherName, ChargeType, Frequency, PricingModel,
        AvailabilityZone, BillingAccountId, BillingAccountName, BillingCurrencyCode, BillingPeriodStartDate,
        BillingPeriodEndDate, BillingProfileId, BillingProfileName, InvoiceSectionId, IsAzureCreditEligible,
        PartNumber, PayGPrice, PlanName, ServiceFamily, CostAllocationRuleName, benefitId, benefitName, AccountId,
        ResourceLocationNormalized
}
