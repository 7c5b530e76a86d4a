/// The 49 columns of the OCI FOCUS report, spelled and ordered as in its header.
enum OCIFocusColumn: Int, ExportColumn {
    case AvailabilityZone, BilledCost, BillingAccountId, BillingAccountName, BillingCurrency, BillingPeriodEnd,
        BillingPeriodStart, ChargeCategory, ChargeDescription, ChargeFrequency, ChargePeriodEnd, ChargePeriodStart,
        ChargeSubcategory, CommitmentDiscountCategory, CommitmentDiscountId, CommitmentDiscountName,
        CommitmentDiscountType, EffectiveCost, InvoiceIssuer, ListCost, ListUnitPrice, PricingCategory,
        PricingQuantity, PricingUnit, Provider, Publisher, Region, ResourceId, ResourceName, ResourceType,
        ServiceCategory, ServiceName, SkuId, SkuPriceId, SubAccountId, SubAccountName, Tags, UsageQuantity, UsageUnit,
        oci_ReferenceNumber, oci_CompartmentId, oci_CompartmentName, oci_OverageFlag, oci_UnitPriceOverage,
        oci_BilledQuantityOverage, oci_CostOverage, oci_AttributedUsage, oci_AttributedCost, oci_BackReferenceNumber
}
