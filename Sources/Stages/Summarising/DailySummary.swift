import BillingModel

/// The daily summary: what `daily` holds. ``Summariser`` computes it from `focus`.
package enum DailySummary {
    /// What tells one row of `daily` from another. Names are part of it, so that an id with two names loses neither.
    static let keys: [Column] = [
        Column("UsageDate", .date),
        Column("x_source", .text),
        Column("x_export", .text),
        Column("x_billing_period", .text),
        Column("ServiceProviderName", .text),
        Column("BillingAccountId", .text),
        Column("BillingAccountName", .text),
        Column("SubAccountId", .text),
        Column("SubAccountName", .text),
        Column("RegionId", .text),
        Column("RegionName", .text),
        Column("ServiceCategory", .text),
        Column("ServiceName", .text),
        Column("x_instance_type", .text),
        Column("ChargeCategory", .text),
        Column("PricingCategory", .text),
        Column("CommitmentDiscountId", .text),
        Column("CommitmentDiscountName", .text),
        Column("CommitmentDiscountType", .text),
        Column("CommitmentDiscountStatus", .text),
        Column("x_unit", .text),
        Column("BillingCurrency", .text),
        Column("Tags", .map),
    ]

    /// `x_markup_cost` is null where no markup is configured, `x_usage_quantity` where no quantity is known: unknown
    /// is not zero. `x_resource_count` counts distinct resource ids, `x_row_count` the `focus` rows behind the row.
    static let measures: [Column] = [
        Column("BilledCost", .decimal),
        Column("EffectiveCost", .decimal),
        Column("ListCost", .decimal),
        Column("ContractedCost", .decimal),
        Column("x_markup_cost", .decimal),
        Column("x_usage_quantity", .decimal),
        Column("x_resource_count", .integer),
        Column("x_row_count", .integer),
        Column("x_generation", .integer),
    ]

    package static let columns: [Column] = keys + measures

    /// Without what the folder of a file says; the day is first.
    static let fileKeys = keys.filter { !partitionColumns.contains($0.name) }
    package static let fileColumns = fileKeys + measures
    static let partitionColumns = ["x_source", "x_billing_period"]

    static let billedCost = "BilledCost"
    static let costs = [billedCost, "EffectiveCost", "ListCost", "ContractedCost"]
}
