/// What rows of both reports are made of: the 49 columns of the FOCUS report, spelled and ordered as in its header,
/// then what only the cost report has columns for.
enum OCIReportColumn: Int, ExportColumn {
    case AvailabilityZone, BilledCost, BillingAccountId, BillingAccountName, BillingCurrency, BillingPeriodEnd,
        BillingPeriodStart, ChargeCategory, ChargeDescription, ChargeFrequency, ChargePeriodEnd, ChargePeriodStart,
        ChargeSubcategory, CommitmentDiscountCategory, CommitmentDiscountId, CommitmentDiscountName,
        CommitmentDiscountType, EffectiveCost, InvoiceIssuer, ListCost, ListUnitPrice, PricingCategory,
        PricingQuantity, PricingUnit, Provider, Publisher, Region, ResourceId, ResourceName, ResourceType,
        ServiceCategory, ServiceName, SkuId, SkuPriceId, SubAccountId, SubAccountName, Tags, UsageQuantity, UsageUnit,
        oci_ReferenceNumber, oci_CompartmentId, oci_CompartmentName, oci_OverageFlag, oci_UnitPriceOverage,
        oci_BilledQuantityOverage, oci_CostOverage, oci_AttributedUsage, oci_AttributedCost, oci_BackReferenceNumber
    case isCorrection, billingUnit
    case `Operations.env`, `Operations.team`, `Operations.cost-center`, `Operations.app`, `Operations.owner`,
        `Oracle-Tags.CreatedBy`
}

extension OCIReportColumn {
    private static let tags = allCases.filter { $0.rawValue >= Self.`Operations.env`.rawValue }

    /// Tags as one JSON object.
    static let focusFields = allCases.filter { $0.rawValue < Self.isCorrection.rawValue }.map { column in
        column == .Tags
            ? ExportField(column.name, object: tags.map { (key: $0.name, column: $0) }) : ExportField(column)
    }

    /// The header of `reports/cost-csv`, a column for each tag.
    static let costFields =
        [
            ("lineItem/referenceNo", oci_ReferenceNumber), ("lineItem/tenantId", SubAccountId),
            ("lineItem/intervalUsageStart", ChargePeriodStart), ("lineItem/intervalUsageEnd", ChargePeriodEnd),
            ("product/service", ServiceName), ("product/compartmentId", oci_CompartmentId),
            ("product/compartmentName", oci_CompartmentName), ("product/region", Region),
            ("product/availabilityDomain", AvailabilityZone), ("product/resourceId", ResourceId),
            ("usage/billedQuantity", UsageQuantity), ("usage/billedQuantityOverage", oci_BilledQuantityOverage),
            ("cost/subscriptionId", BillingAccountId), ("cost/productSku", SkuId),
            ("product/Description", ChargeDescription), ("cost/unitPrice", ListUnitPrice),
            ("cost/unitPriceOverage", oci_UnitPriceOverage), ("cost/myCost", BilledCost),
            ("cost/myCostOverage", oci_CostOverage), ("cost/currencyCode", BillingCurrency),
            ("cost/billingUnitReadable", billingUnit), ("cost/skuUnitDescription", PricingUnit),
            ("cost/overageFlag", oci_OverageFlag), ("lineItem/isCorrection", isCorrection),
            ("lineItem/backreferenceNo", oci_BackReferenceNumber),
        ].map { ExportField($1, as: $0) } + tags.map { ExportField($0, as: "tags/\($0.name)") }
}
