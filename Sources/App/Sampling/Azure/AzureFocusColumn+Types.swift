extension AzureFocusColumn {
    var sqlType: String {
        switch self {
        case .BilledCost, .ConsumedQuantity, .ContractedCost, .ContractedUnitPrice, .EffectiveCost, .ListCost,
            .ListUnitPrice, .PricingQuantity, .x_BilledCostInUsd, .x_BilledUnitPrice, .x_BillingExchangeRate,
            .x_ContractedCostInUsd, .x_EffectiveCostInUsd, .x_EffectiveUnitPrice, .x_ListCostInUsd,
            .x_PricingBlockSize:
            "DECIMAL(38,18)"
        case .BillingPeriodEnd, .BillingPeriodStart, .ChargePeriodEnd, .ChargePeriodStart, .x_BillingExchangeRateDate,
            .x_ServicePeriodEnd, .x_ServicePeriodStart:
            "TIMESTAMP_MS"
        case .x_SkuIsCreditEligible: "BOOLEAN"
        default: "VARCHAR"
        }
    }
}
