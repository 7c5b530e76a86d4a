import BillingModel

/// The way to FOCUS 1.3 for exports that already speak an older or equal FOCUS: 1.0-preview (and OCI's names from
/// before it), 1.0, 1.0r2, 1.1, 1.2, 1.3.
///
/// What a cloud does differently is said by ``Options``; this namespace names no cloud.
package enum FOCUSLift {
    /// What differs between the clouds that export FOCUS.
    package struct Options: Sendable {
        /// The value of ProviderName and ServiceProviderName where the export has none, such as `Oracle`; nil where
        /// only rows can tell.
        package var provider: String?
        /// More names for FOCUS columns: the raw column `from` is read where the export has no `to`.
        package var renames: [(from: String, to: String)]
        /// Entries that are added, or that replace the entry for the same column.
        package var extras: [Mapping.Entry]

        package init(
            provider: String?, renames: [(from: String, to: String)] = [], extras: [Mapping.Entry] = []
        ) {
            self.provider = provider
            self.renames = renames
            self.extras = extras
        }
    }

    /// Without these a row has no amount, no currency or no day.
    static let required = ["BilledCost", "BillingCurrency", "ChargePeriodStart"]

    /// Names that columns had before FOCUS 1.0, by their name today.
    static let olderNames: [String: [String]] = [
        "ProviderName": ["Provider"],
        "PublisherName": ["Publisher"],
        "InvoiceIssuerName": ["InvoiceIssuer"],
        "RegionId": ["Region"],
        "RegionName": ["Region"],
        "ConsumedQuantity": ["UsageQuantity"],
        "ConsumedUnit": ["UsageUnit"],
        "ChargeCategory": ["ChargeType"],
        "EffectiveCost": ["AmortizedCost"],
    ]

    /// Throws `badData` naming all the columns that are missing and without which rows cannot be counted.
    package static func validate(_ schema: RawSchema) throws {
        let missing = required.filter { schema.first($0) == nil }
        guard missing.isEmpty else {
            throw BillowError(
                .badData, "this FOCUS export has no column \(missing.joined(separator: ", "))",
                hint: "select every FOCUS column when creating the export, then let it run again")
        }
    }

    /// BilledCost, BillingCurrency, ChargePeriodStart and BillingPeriodStart, as the lake spells them.
    package static func control(_ schema: RawSchema) -> ControlColumns {
        ControlColumns(
            billed: schema.first("BilledCost").map { [$0.name] } ?? [], currency: schema.first("BillingCurrency")?.name,
            usageStart: schema.first("ChargePeriodStart")?.name,
            months: [schema.first("BillingPeriodStart"), schema.first("ChargePeriodStart")].compactMap { $0?.name })
    }

    /// The FOCUS version that these columns speak: `1.0-preview`, `1.0`, `1.1`, `1.2`, `1.3` or `1.4`. A heuristic:
    /// 1.0r2 has the columns of 1.0, and an export may leave columns out. BillingAccountType proves nothing alone,
    /// since an export of 1.0 may carry it.
    package static func version(of schema: RawSchema) -> String {
        func has(_ names: String...) -> Bool { schema.first(names) != nil }
        if has("ChargeSubcategory", "UsageQuantity", "Region", "Provider", "AmortizedCost") { return "1.0-preview" }
        if has("ServiceProviderName", "HostProviderName", "ContractApplied", "AllocatedMethodId") {
            return has("ProviderName") ? "1.3" : "1.4"
        }
        if has("InvoiceId", "PricingCurrency", "PricingCurrencyEffectiveCost") { return "1.2" }
        if has("SkuMeter", "SkuPriceDetails", "CapacityReservationId", "CommitmentDiscountQuantity") {
            return has("BillingAccountType") ? "1.2" : "1.1"
        }
        return "1.0"
    }
}
