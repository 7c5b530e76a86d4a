import BillingModel
import BillingSources
import SQLEngine

/// The report's columns in FOCUS 1.3. It holds usage only, and neither list prices nor commitments.
struct OCICostMapping {
    private let schema: RawSchema

    init(_ schema: RawSchema) {
        self.schema = schema
    }

    var entries: [Mapping.Entry] { who + when + costs + what + own }

    private func text(_ name: String) -> SQLText { FOCUSLift.present(schema.reference(name)) }

    private func amount(_ name: String) -> SQLText { schema.reference(name, type: .decimal) }

    private func instant(_ name: String) -> SQLText { schema.reference(name, type: .timestamp) }

    private var who: [Mapping.Entry] {
        let tenancy = text("lineItem/tenantId")
        return [
            .focus(
                "BillingAccountId", tenancy,
                note:
                    "the subscription has several spellings, in one file even, by which the same money would look other"
            ),
            .focus("BillingAccountType", "CASE WHEN \(sql: tenancy) IS NOT NULL THEN 'Tenancy' END"),
            .focus("BillingCurrency", text("cost/currencyCode"), note: "rows that cost nothing may have none"),
            .focus("SubAccountId", tenancy),
            .focus("SubAccountType", "CASE WHEN \(sql: tenancy) IS NOT NULL THEN 'Tenancy' END"),
            .focus("InvoiceIssuerName", "'Oracle'"), .focus("ProviderName", "'Oracle'"),
            .focus("PublisherName", "'Oracle'"), .focus("ServiceProviderName", "'Oracle'"),
            .focus("HostProviderName", "'Oracle'"),
        ]
    }

    private var when: [Mapping.Entry] {
        let start = instant("lineItem/intervalUsageStart")
        let month: SQLText = "date_trunc('month', \(sql: start) AT TIME ZONE 'UTC')"
        return [
            .focus("BillingPeriodStart", "\(sql: month) AT TIME ZONE 'UTC'", note: "the month of the usage"),
            .focus("BillingPeriodEnd", "(\(sql: month) + INTERVAL 1 MONTH) AT TIME ZONE 'UTC'"),
            .focus("ChargePeriodStart", start),
            .focus("ChargePeriodEnd", instant("lineItem/intervalUsageEnd")),
        ]
    }

    private var costs: [Mapping.Entry] {
        let cost: SQLText = "COALESCE(\(sql: amount("cost/myCost")), 0::DECIMAL(38,18))"
        let unit = self.unit
        let quantity = amount("usage/billedQuantity")
        func ifCounted(_ sql: SQLText) -> SQLText { "CASE WHEN \(sql: quantity) IS NOT NULL THEN \(sql: sql) END" }
        return [
            .focus(
                "BilledCost", cost, note: "overage is part of it; the sum over corrections is the bill",
                changes: [SourceChange("ZeroForNull", when: "\(sql: amount("cost/myCost")) IS NULL")]),
            .focus("EffectiveCost", cost), .focus("ContractedCost", cost),
            .focus(
                "ListCost", cost, note: "the report has no list price",
                changes: [SourceChange("FromBilledCost", when: "TRUE")]),
            .focus("ContractedUnitPrice", amount("cost/unitPrice")),
            .focus("PricingCurrency", text("cost/currencyCode")), .focus("PricingCategory", "'Standard'"),
            .focus("PricingQuantity", quantity), .focus("PricingUnit", ifCounted(unit)),
            .focus("ConsumedQuantity", quantity), .focus("ConsumedUnit", ifCounted(unit)),
            .focus("ChargeCategory", "'Usage'"), .focus("ChargeFrequency", "'Usage-Based'"),
            .focus("ChargeDescription", text("product/Description")),
        ]
    }

    /// `GB Months` → `GB-Months`.
    private var unit: SQLText {
        """
        regexp_replace(\(sql: text("cost/skuUnitDescription")), \
        ' (Years|Months|Days|Hours|Minutes|Seconds)$', '-\\1')
        """
    }

    /// Services by the report's code; others are Other.
    private static let categories: KeyValuePairs<String, String> = [
        "COMPUTE": "Compute", "BLOCK_STORAGE": "Storage", "OBJECTSTORE": "Storage", "OBJECT_STORAGE": "Storage",
        "FILE_STORAGE": "Storage", "NETWORK": "Networking", "LOAD_BALANCER": "Networking", "DATABASE": "Databases",
        "MYSQL": "Databases", "NOSQL": "Databases", "TELEMETRY": "Management and Governance",
        "LOGGING": "Management and Governance", "API_GATEWAY": "Integration",
    ]

    private var what: [Mapping.Entry] {
        let service = text("product/service")
        let codes = Self.categories.map(\.key)
        let category: SQLText = """
            COALESCE(MAP(\(codes), \(Self.categories.map(\.value)))[\(sql: service)], 'Other')
            """
        let resource = text("product/resourceId")
        let type: SQLText = "NULLIF(regexp_extract(\(sql: resource), '^ocid1\\.([^.]+)\\.', 1), '')"
        let region = text("product/region")
        return [
            .focus(
                "ServiceName", "COALESCE(\(sql: service), 'Unknown')",
                changes: [SourceChange("Assumed", when: "\(sql: service) IS NULL")]),
            .focus("ServiceCategory", category, note: "by the service's code"),
            .focus("ServiceSubcategory", "'Other (' || (\(sql: category)) || ')'"),
            .focus("SkuId", text("cost/productSku")), .focus("SkuMeter", text("cost/billingUnitReadable")),
            .focus("RegionId", region), .focus("RegionName", region),
            .focus("AvailabilityZone", text("product/availabilityDomain")),
            .focus("ResourceId", resource),
            .focus("ResourceType", type, note: "the second part of an OCID; names of buckets have none"),
            .focus("Tags", TagColumns.map(schema) { Self.tagKey($0) }, note: "tags/<key> → <key>; empty values go"),
        ]
    }

    static func tagKey(_ column: Column) -> String? {
        let header = column.sourceName ?? column.name
        return header.hasPrefix("tags/") && header.count > 5 ? String(header.dropFirst(5)) : nil
    }

    /// What FOCUS has no column for.
    private var own: [Mapping.Entry] {
        let texts = [
            ("cost/subscriptionId", "SubscriptionId"), ("lineItem/referenceNo", "ReferenceNumber"),
            ("product/compartmentId", "CompartmentId"),
            ("product/compartmentName", "CompartmentName"), ("cost/overageFlag", "OverageFlag"),
            ("lineItem/isCorrection", "IsCorrection"), ("lineItem/backreferenceNo", "BackReferenceNumber"),
        ]
        let amounts = [
            ("cost/unitPriceOverage", "UnitPriceOverage"), ("usage/billedQuantityOverage", "BilledQuantityOverage"),
            ("cost/myCostOverage", "CostOverage"), ("usage/attributedUsage", "AttributedUsage"),
            ("cost/attributedCost", "AttributedCost"),
        ]
        return texts.filter { schema.first($0.0) != nil }.map { .custom("x_oci_\($0.1)", .text, text($0.0)) }
            + amounts.filter { schema.first($0.0) != nil }.map { .custom("x_oci_\($0.1)", .decimal, amount($0.0)) }
    }
}
