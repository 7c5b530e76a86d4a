/// The columns of the sampled Cost and Usage Report, spelled and ordered as in its header; the last ones are in data
/// exports only.
enum AWSCostReportColumn: Int, ExportColumn {
    case `identity/LineItemId`, `identity/TimeInterval`
    case `bill/InvoiceId`, `bill/InvoicingEntity`, `bill/BillingEntity`, `bill/BillType`, `bill/PayerAccountId`,
        `bill/BillingPeriodStartDate`, `bill/BillingPeriodEndDate`
    case `lineItem/UsageAccountId`, `lineItem/LineItemType`, `lineItem/ProductCode`, `lineItem/UsageType`,
        `lineItem/Operation`, `lineItem/AvailabilityZone`, `lineItem/ResourceId`, `lineItem/CurrencyCode`,
        `lineItem/UnblendedRate`, `lineItem/BlendedRate`, `lineItem/LineItemDescription`, `lineItem/TaxType`,
        `lineItem/LegalEntity`, `lineItem/UsageStartDate`, `lineItem/UsageEndDate`, `lineItem/UsageAmount`,
        `lineItem/UnblendedCost`, `lineItem/BlendedCost`, `lineItem/NormalizationFactor`,
        `lineItem/NormalizedUsageAmount`
    case `product/ProductName`, `product/instanceType`, `product/location`, `product/locationType`, `product/memory`,
        `product/operatingSystem`, `product/operation`, `product/productFamily`, `product/region`,
        `product/regionCode`, `product/servicecode`, `product/servicename`, `product/sku`, `product/usagetype`,
        `product/vcpu`
    case `pricing/RateCode`, `pricing/RateId`, `pricing/LeaseContractLength`, `pricing/OfferingClass`,
        `pricing/PurchaseOption`, `pricing/publicOnDemandRate`, `pricing/term`, `pricing/unit`, `pricing/currency`,
        `pricing/publicOnDemandCost`
    case `reservation/AmortizedUpfrontCostForUsage`, `reservation/AmortizedUpfrontFeeForBillingPeriod`,
        `reservation/EffectiveCost`, `reservation/RecurringFeeForUsage`,
        `reservation/UnusedAmortizedUpfrontFeeForBillingPeriod`, `reservation/UnusedNormalizedUnitQuantity`,
        `reservation/UnusedQuantity`, `reservation/UnusedRecurringFee`, `reservation/UpfrontValue`,
        `reservation/StartTime`, `reservation/EndTime`, `reservation/ModificationStatus`,
        `reservation/AvailabilityZone`, `reservation/NormalizedUnitsPerReservation`,
        `reservation/NumberOfReservations`, `reservation/ReservationARN`, `reservation/SubscriptionId`,
        `reservation/TotalReservedNormalizedUnits`, `reservation/TotalReservedUnits`,
        `reservation/UnitsPerReservation`
    case `savingsPlan/SavingsPlanARN`, `savingsPlan/InstanceTypeFamily`, `savingsPlan/OfferingType`,
        `savingsPlan/PaymentOption`, `savingsPlan/PurchaseTerm`, `savingsPlan/Region`, `savingsPlan/StartTime`,
        `savingsPlan/EndTime`, `savingsPlan/AmortizedUpfrontCommitmentForBillingPeriod`,
        `savingsPlan/RecurringCommitmentForBillingPeriod`, `savingsPlan/SavingsPlanEffectiveCost`,
        `savingsPlan/SavingsPlanRate`, `savingsPlan/TotalCommitmentToDate`, `savingsPlan/UsedCommitment`
    case `costCategory/Charge type`, `costCategory/Team`
    case `resourceTags/aws:createdBy`, `resourceTags/user:Name`, `resourceTags/user:app`,
        `resourceTags/user:compliance`, `resourceTags/user:cost-center`, `resourceTags/user:env`,
        `resourceTags/user:owner`, `resourceTags/user:team`
    case `bill/PayerAccountName`, `lineItem/UsageAccountName`, `discount/EdpDiscount`, `discount/TotalDiscount`
}

extension AWSCostReportColumn {
    var isOfDataExport: Bool { rawValue >= Self.`bill/PayerAccountName`.rawValue }

    /// `lineItem`, `product`, `resourceTags`…
    var category: String { String(name.prefix { $0 != "/" }) }

    /// As the manifest names it.
    var manifestType: String {
        switch self {
        case .`identity/TimeInterval`: "Interval"
        case .`bill/BillingPeriodStartDate`, .`bill/BillingPeriodEndDate`, .`lineItem/UsageStartDate`,
            .`lineItem/UsageEndDate`:
            "DateTime"
        case .`lineItem/UsageAmount`, .`lineItem/UnblendedCost`, .`lineItem/BlendedCost`, .`pricing/publicOnDemandCost`:
            "BigDecimal"
        case .`lineItem/NormalizationFactor`, .`lineItem/NormalizedUsageAmount`,
            .`reservation/AmortizedUpfrontCostForUsage`, .`reservation/AmortizedUpfrontFeeForBillingPeriod`,
            .`reservation/EffectiveCost`, .`reservation/RecurringFeeForUsage`,
            .`reservation/UnusedAmortizedUpfrontFeeForBillingPeriod`, .`reservation/UnusedNormalizedUnitQuantity`,
            .`reservation/UnusedQuantity`, .`reservation/UnusedRecurringFee`, .`reservation/UpfrontValue`,
            .`savingsPlan/AmortizedUpfrontCommitmentForBillingPeriod`,
            .`savingsPlan/RecurringCommitmentForBillingPeriod`, .`savingsPlan/SavingsPlanEffectiveCost`,
            .`savingsPlan/SavingsPlanRate`, .`savingsPlan/TotalCommitmentToDate`, .`savingsPlan/UsedCommitment`:
            "OptionalBigDecimal"
        case .`reservation/StartTime`, .`reservation/EndTime`, .`reservation/ModificationStatus`:
            "OptionalString"
        default: "String"
        }
    }
}
