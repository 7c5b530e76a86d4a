/// A column of the FOCUS Cost and Usage dataset.
package struct FOCUSColumn: Hashable, Sendable {
    package let name: String
    package let type: ColumnType
    /// The FOCUS version that introduced it.
    package let since: String
}

/// FOCUS 1.3, a superset of 1.0, 1.1 and 1.2: 65 columns in the order of the specification (alphabetical).
/// Source: FOCUS_Spec tags v1.0 to v1.2 and the published 1.3 change list; `docs/formats/focus.md` tells the rules.
package enum FOCUS {
    package static let version = "1.3"

    package static let columns: [FOCUSColumn] = [
        FOCUSColumn(name: "AllocatedMethodDetails", type: .text, since: "1.3"),
        FOCUSColumn(name: "AllocatedMethodId", type: .text, since: "1.3"),
        FOCUSColumn(name: "AllocatedResourceId", type: .text, since: "1.3"),
        FOCUSColumn(name: "AllocatedResourceName", type: .text, since: "1.3"),
        FOCUSColumn(name: "AllocatedTags", type: .map, since: "1.3"),
        FOCUSColumn(name: "AvailabilityZone", type: .text, since: "0.5"),
        FOCUSColumn(name: "BilledCost", type: .decimal, since: "0.5"),
        FOCUSColumn(name: "BillingAccountId", type: .text, since: "0.5"),
        FOCUSColumn(name: "BillingAccountName", type: .text, since: "0.5"),
        FOCUSColumn(name: "BillingAccountType", type: .text, since: "1.2"),
        FOCUSColumn(name: "BillingCurrency", type: .text, since: "0.5"),
        FOCUSColumn(name: "BillingPeriodEnd", type: .timestamp, since: "0.5"),
        FOCUSColumn(name: "BillingPeriodStart", type: .timestamp, since: "0.5"),
        FOCUSColumn(name: "CapacityReservationId", type: .text, since: "1.1"),
        FOCUSColumn(name: "CapacityReservationStatus", type: .text, since: "1.1"),
        FOCUSColumn(name: "ChargeCategory", type: .text, since: "0.5"),
        FOCUSColumn(name: "ChargeClass", type: .text, since: "1.0"),
        FOCUSColumn(name: "ChargeDescription", type: .text, since: "1.0-preview"),
        FOCUSColumn(name: "ChargeFrequency", type: .text, since: "1.0-preview"),
        FOCUSColumn(name: "ChargePeriodEnd", type: .timestamp, since: "0.5"),
        FOCUSColumn(name: "ChargePeriodStart", type: .timestamp, since: "0.5"),
        FOCUSColumn(name: "CommitmentDiscountCategory", type: .text, since: "1.0-preview"),
        FOCUSColumn(name: "CommitmentDiscountId", type: .text, since: "1.0-preview"),
        FOCUSColumn(name: "CommitmentDiscountName", type: .text, since: "1.0-preview"),
        FOCUSColumn(name: "CommitmentDiscountQuantity", type: .decimal, since: "1.1"),
        FOCUSColumn(name: "CommitmentDiscountStatus", type: .text, since: "1.0"),
        FOCUSColumn(name: "CommitmentDiscountType", type: .text, since: "1.0-preview"),
        FOCUSColumn(name: "CommitmentDiscountUnit", type: .text, since: "1.1"),
        FOCUSColumn(name: "ConsumedQuantity", type: .decimal, since: "1.0"),
        FOCUSColumn(name: "ConsumedUnit", type: .text, since: "1.0"),
        FOCUSColumn(name: "ContractApplied", type: .text, since: "1.3"),
        FOCUSColumn(name: "ContractedCost", type: .decimal, since: "1.0"),
        FOCUSColumn(name: "ContractedUnitPrice", type: .decimal, since: "1.0"),
        FOCUSColumn(name: "EffectiveCost", type: .decimal, since: "0.5"),
        FOCUSColumn(name: "HostProviderName", type: .text, since: "1.3"),
        FOCUSColumn(name: "InvoiceId", type: .text, since: "1.2"),
        FOCUSColumn(name: "InvoiceIssuerName", type: .text, since: "0.5"),
        FOCUSColumn(name: "ListCost", type: .decimal, since: "1.0-preview"),
        FOCUSColumn(name: "ListUnitPrice", type: .decimal, since: "1.0-preview"),
        FOCUSColumn(name: "PricingCategory", type: .text, since: "1.0-preview"),
        FOCUSColumn(name: "PricingCurrency", type: .text, since: "1.2"),
        FOCUSColumn(name: "PricingCurrencyContractedUnitPrice", type: .decimal, since: "1.2"),
        FOCUSColumn(name: "PricingCurrencyEffectiveCost", type: .decimal, since: "1.2"),
        FOCUSColumn(name: "PricingCurrencyListUnitPrice", type: .decimal, since: "1.2"),
        FOCUSColumn(name: "PricingQuantity", type: .decimal, since: "1.0-preview"),
        FOCUSColumn(name: "PricingUnit", type: .text, since: "1.0-preview"),
        FOCUSColumn(name: "ProviderName", type: .text, since: "0.5"),
        FOCUSColumn(name: "PublisherName", type: .text, since: "0.5"),
        FOCUSColumn(name: "RegionId", type: .text, since: "1.0"),
        FOCUSColumn(name: "RegionName", type: .text, since: "1.0"),
        FOCUSColumn(name: "ResourceId", type: .text, since: "0.5"),
        FOCUSColumn(name: "ResourceName", type: .text, since: "0.5"),
        FOCUSColumn(name: "ResourceType", type: .text, since: "1.0-preview"),
        FOCUSColumn(name: "ServiceCategory", type: .text, since: "0.5"),
        FOCUSColumn(name: "ServiceName", type: .text, since: "0.5"),
        FOCUSColumn(name: "ServiceProviderName", type: .text, since: "1.3"),
        FOCUSColumn(name: "ServiceSubcategory", type: .text, since: "1.1"),
        FOCUSColumn(name: "SkuId", type: .text, since: "1.0-preview"),
        FOCUSColumn(name: "SkuMeter", type: .text, since: "1.1"),
        FOCUSColumn(name: "SkuPriceDetails", type: .text, since: "1.1"),
        FOCUSColumn(name: "SkuPriceId", type: .text, since: "1.0-preview"),
        FOCUSColumn(name: "SubAccountId", type: .text, since: "0.5"),
        FOCUSColumn(name: "SubAccountName", type: .text, since: "0.5"),
        FOCUSColumn(name: "SubAccountType", type: .text, since: "1.2"),
        FOCUSColumn(name: "Tags", type: .map, since: "1.0-preview"),
    ]

    package static let columnsByName: [String: FOCUSColumn] = Dictionary(
        uniqueKeysWithValues: columns.map { ($0.name, $0) })

    /// Exactly the columns of one version, for the views `focus_1_0`, `focus_1_2` and `focus_1_3`.
    package static func columns(of version: String) -> [FOCUSColumn] {
        columns.filter { introducedBefore($0.since, version) }
    }

    private static func introducedBefore(_ since: String, _ version: String) -> Bool {
        let order = ["0.5", "1.0-preview", "1.0", "1.1", "1.2", "1.3"]
        guard let column = order.firstIndex(of: since), let asked = order.firstIndex(of: version) else { return false }
        return column <= asked
    }
}
