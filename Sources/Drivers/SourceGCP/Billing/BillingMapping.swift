import BillingModel
import BillingSources
import SQLEngine

/// The export's columns in FOCUS 1.3: one row for each row, net of its credits.
struct BillingMapping {
    let terms: BillingTerms

    init(_ schema: RawSchema) {
        terms = BillingTerms(schema: schema)
    }

    var entries: [Mapping.Entry] { who + when + costs + prices + charge + commitment + what + own }

    private func text(_ name: String) -> SQLText { terms.text(name) }

    private static let google: SQLText = "'Google Cloud'"

    private var who: [Mapping.Entry] {
        let seller: SQLText = "COALESCE(\(sql: text("seller_name")), \(sql: Self.google))"
        let project = text("project.id")
        return [
            .focus("BillingAccountId", text("billing_account_id")),
            .focus("BillingAccountType", "'Billing Account'"),
            .focus("BillingCurrency", text("currency")),
            .focus("SubAccountId", project, note: "null for charges without project: support, tax"),
            .focus("SubAccountName", text("project.name")),
            .focus("SubAccountType", "CASE WHEN \(sql: project) IS NOT NULL THEN 'Project' END"),
            .focus("InvoiceIssuerName", seller, note: "the legal entity is not exported"),
            .focus("ProviderName", Self.google), .focus("ServiceProviderName", Self.google),
            .focus(
                "HostProviderName",
                "CASE WHEN \(sql: terms.category) NOT IN ('Tax', 'Adjustment') THEN \(sql: Self.google) END",
                note: "null for tax and adjustments, which run nowhere"),
            .focus(
                "PublisherName",
                """
                CASE WHEN \(sql: text("transaction_type")) = 'GOOGLE' THEN \(sql: Self.google) \
                ELSE \(sql: seller) END
                """,
                note: "seller_name where a third party sells"),
        ]
    }

    private var when: [Mapping.Entry] {
        let month: SQLText = "\(name: BillingDataset.month)"
        return [
            .focus(
                "BillingPeriodStart", FOCUSLift.midnight(month),
                note: "the calendar month of invoice.month in UTC; Google's own bound is midnight in Los Angeles"),
            .focus(
                "BillingPeriodEnd", FOCUSLift.midnight("CAST(\(sql: month) + INTERVAL 1 MONTH AS DATE)"),
                note: "the first of the next month"),
            .focus("ChargePeriodStart", terms.instant("usage_start_time")),
            .focus("ChargePeriodEnd", terms.instant("usage_end_time")),
        ]
    }

    private var costs: [Mapping.Entry] {
        [
            .focus("BilledCost", terms.net, note: "cost and the amounts of all credits"),
            .focus("EffectiveCost", terms.net, note: "a commitment's fee is not spread over what it covers"),
            .focus("ContractedCost", terms.cost, note: "cost: at contract prices, before credits"),
            .focus(
                "ListCost", "COALESCE(\(sql: terms.amount("cost_at_list")), \(sql: terms.cost))",
                note: "cost_at_list, else cost",
                changes: [SourceChange("FromContractedCost", when: "\(sql: terms.amount("cost_at_list")) IS NULL")]),
            .focus("PricingCurrency", text("currency"), note: "prices are told in the billing currency"),
            .focus("PricingCurrencyEffectiveCost", terms.net),
        ]
    }

    private var prices: [Mapping.Entry] {
        let usual = terms.amount("price.effective_price_default")
        let effective = terms.ifRegular("COALESCE(\(sql: terms.amount("price.effective_price")), \(sql: usual))")
        let list = terms.ifRegular(terms.amount("price.list_price"))
        let tier = terms.amount("price.tier_start_amount")
        let plainTier: SQLText = "rtrim(rtrim(CAST(\(sql: tier) AS VARCHAR), '0'), '.')"
        return [
            .focus(
                "ContractedUnitPrice", effective, note: "price.effective_price, else effective_price_default",
                changes: [
                    SourceChange(
                        "FromDefault",
                        when: """
                            \(sql: terms.amount("price.effective_price")) IS NULL AND \(sql: effective) IS NOT NULL
                            """)
                ]),
            .focus("ListUnitPrice", list), .focus("PricingCurrencyContractedUnitPrice", effective),
            .focus("PricingCurrencyListUnitPrice", list),
            .focus(
                "PricingQuantity", terms.ifRegular(terms.amount("usage.amount_in_pricing_units")),
                note: "price.pricing_unit_quantity is a constant of the price, not a quantity"),
            .focus(
                "PricingUnit",
                terms.ifRegular(unit("COALESCE(\(sql: text("usage.pricing_unit")), \(sql: text("price.unit")))")),
                note: "usage.pricing_unit, else price.unit, spelled as FOCUS does"),
            .focus(
                "PricingCategory",
                terms.ifRegular(
                    """
                    CASE WHEN \(sql: terms.isFee) THEN 'Standard' WHEN \(sql: terms.isCommitted) THEN 'Committed' \
                    WHEN regexp_matches(\(sql: text("sku.description")), '\\b(Preemptible|Spot)\\b') \
                    THEN 'Dynamic' ELSE 'Standard' END
                    """), note: "Committed with a commitment's credit, Dynamic by the SKU's words; of regular rows"),
            .focus("SkuId", terms.ifRegular(text("sku.id"))),
            .focus("SkuMeter", terms.ifRegular(text("sku.description"))),
            .focus(
                "SkuPriceId", terms.ifRegular("\(sql: text("sku.id")) || '/' || \(sql: plainTier)"),
                note: "SKU and where its price tier starts; null in the standard export, which has no prices"),
            .focus("SkuPriceDetails", skuDetails, note: "consumption model and machine type, as JSON"),
        ]
    }

    private var skuDetails: SQLText {
        let model = text("consumption_model.description")
        let machine = terms.systemLabel("compute.googleapis.com/machine_spec")
        return """
            NULLIF(CAST(json_merge_patch('{}', json_object('InstanceType', \(sql: machine), \
            'x_ConsumptionModel', \(sql: model))) AS VARCHAR), '{}')
            """
    }

    private static let units: KeyValuePairs<String, String> = [
        "seconds": "Seconds", "byte-seconds": "Byte-Seconds", "bytes": "Bytes", "requests": "Requests",
        "count": "Count", "hour": "Hours", "month": "Months", "gibibyte": "GiB", "gibibyte month": "GiB-Months",
        "gibibyte hour": "GiB-Hours", "tebibyte": "TiB",
    ]

    private func unit(_ text: SQLText) -> SQLText {
        "COALESCE(MAP(\(Self.units.map(\.key)), \(Self.units.map(\.value)))[\(sql: text)], \(sql: text))"
    }

    private var charge: [Mapping.Entry] {
        let hasCorrection: SQLText = """
            (COALESCE(\(sql: text("adjustment_info.id")), \(sql: text("adjustment_info.mode")), \
            \(sql: text("adjustment_info.type")), \(sql: text("adjustment_info.description"))) IS NOT NULL \
            AND \(sql: FOCUSLift.midnight("\(name: BillingDataset.month)")) > \
            date_trunc('month', \(sql: terms.instant("usage_start_time")) AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')
            """
        return [
            .focus(
                "ChargeCategory", terms.category,
                note: "cost_type; Purchase where the SKU is a commitment's fee; rounding errors are adjustments"),
            .focus(
                "ChargeClass", "CASE WHEN \(sql: hasCorrection) THEN 'Correction' END",
                note: "an adjustment of usage of a month before the invoice's"),
            .focus("ChargeDescription", text("sku.description")),
            .focus(
                "ChargeFrequency",
                """
                CASE \(sql: terms.category) WHEN 'Usage' THEN 'Usage-Based' WHEN 'Purchase' THEN 'Recurring' \
                ELSE 'One-Time' END
                """),
            .focus("ConsumedQuantity", terms.ifUsage(terms.amount("usage.amount")), note: "of usage alone"),
            .focus("ConsumedUnit", terms.ifUsage(unit(text("usage.unit"))), note: "spelled as FOCUS does"),
        ]
    }

    private var commitment: [Mapping.Entry] {
        let id = terms.commitmentId
        func ifCommitted(_ value: SQLText) -> SQLText { "CASE WHEN \(sql: id) IS NOT NULL THEN \(sql: value) END" }
        return [
            .focus(
                "CommitmentDiscountId", id, note: "subscription.instance_id, else the id of the commitment's credit"),
            .focus(
                "CommitmentDiscountName",
                ifCommitted("COALESCE(\(sql: terms.committed("full_name")), \(sql: terms.committed("name")))")),
            .focus(
                "CommitmentDiscountCategory",
                ifCommitted(
                    """
                    CASE \(sql: terms.committed("type")) WHEN 'COMMITTED_USAGE_DISCOUNT' THEN 'Usage' \
                    WHEN 'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE' THEN 'Spend' \
                    WHEN 'FEE_UTILIZATION_OFFSET' THEN 'Spend' \
                    ELSE CASE WHEN contains(lower(\(sql: text("sku.description"))), 'dollar') THEN 'Spend' \
                    ELSE 'Usage' END END
                    """), note: "by the credit's type, else by the SKU's words"),
            .focus("CommitmentDiscountType", ifCommitted(terms.committed("type"))),
            .focus(
                "CommitmentDiscountStatus",
                """
                CASE WHEN \(sql: terms.category) = 'Usage' AND \(sql: id) IS NOT NULL \
                AND \(sql: terms.isCommitted) THEN 'Used' END
                """,
                note: "what is unused is no row: it stays in the fee"),
        ]
    }

    private var what: [Mapping.Entry] {
        let service = text("service.description")
        let category: SQLText = "COALESCE(\(sql: GCPServices.categories)[\(sql: service)], 'Other')"
        let region: SQLText = """
            NULLIF(COALESCE(\(sql: text("location.region")), \(sql: text("location.location"))), 'global')
            """
        let name = text("resource.global_name")
        let type: SQLText = """
            NULLIF(regexp_extract(\(sql: name), '^//([^./]+)\\.', 1) || '.' || \
            regexp_extract(\(sql: name), '/([^/]+)/[^/]+$', 1), '.')
            """
        return [
            .focus(
                "ServiceName", "COALESCE(\(sql: service), 'Unknown')",
                changes: [SourceChange("Assumed", when: "\(sql: service) IS NULL")]),
            .focus("ServiceCategory", category, note: "by the service's name"),
            .focus("ServiceSubcategory", "'Other (' || (\(sql: category)) || ')'"),
            .focus("RegionId", region, note: "location.region, else location.location; global is no region"),
            .focus("RegionName", region), .focus("AvailabilityZone", text("location.zone")),
            .focus(
                "ResourceId", "COALESCE(\(sql: name), \(sql: text("resource.name")))", note: "the global name first"),
            .focus("ResourceName", text("resource.name")),
            .focus("ResourceType", type, note: "//compute.googleapis.com/…/instances/1 → compute.instances"),
            .focus(
                "Tags", terms.tags,
                note: "labels; tags as namespace/key; project labels as project:key; system labels as system:key"),
            .custom(
                "x_instance_type", .text, terms.systemLabel("compute.googleapis.com/machine_spec"),
                note: "the system label machine_spec"),
        ] + reservation
    }

    private var reservation: [Mapping.Entry] {
        guard terms.has("system_labels") else { return [] }
        let name = terms.systemLabel("compute.googleapis.com/reservation_name")
        let project = terms.systemLabel("compute.googleapis.com/reservation_project_id")
        let isUnused: SQLText = "\(sql: terms.systemLabel("compute.googleapis.com/is_unused_reservation")) = 'true'"
        let isInstance: SQLText =
            terms.has("resource.global_name")
            ? "contains(COALESCE(\(sql: text("resource.global_name")), '/instances/'), '/instances/')" : "TRUE"
        return [
            .focus(
                "CapacityReservationId", "COALESCE(\(sql: project) || '/', '') || \(sql: name)",
                note: "the system labels reservation_project_id and reservation_name"),
            .focus(
                "CapacityReservationStatus",
                """
                CASE WHEN \(sql: name) IS NULL THEN NULL \
                WHEN COALESCE(\(sql: isUnused), FALSE) OR NOT \(sql: isInstance) THEN 'Unused' ELSE 'Used' END
                """, note: "unused by the system label is_unused_reservation, or where the resource is no instance"),
        ]
    }

    /// What FOCUS has no column for, under the names that Google's own FOCUS export gives it.
    private var own: [Mapping.Entry] {
        let texts = [
            ("credits", "x_Credits"), ("cost_type", "x_CostType"), ("invoice.month", "x_InvoiceMonth"),
            ("service.id", "x_ServiceId"), ("project.number", "x_ProjectNumber"),
            ("project.ancestry_numbers", "x_ProjectAncestryNumbers"), ("location.location", "x_Location"),
            ("adjustment_info.mode", "x_AdjustmentMode"), ("adjustment_info.type", "x_AdjustmentType"),
            ("consumption_model.id", "x_ConsumptionModelId"),
            ("consumption_model.description", "x_ConsumptionModelDescription"),
        ]
        let amounts = [
            ("currency_conversion_rate", "x_CurrencyConversionRate"),
            ("cost_at_effective_price_default", "x_CostAtEffectivePriceDefault"),
            ("cost_at_list_consumption_model", "x_CostAtListConsumptionModel"),
        ]
        let exported = Mapping.Entry.custom("x_ExportTime", .timestamp, terms.instant("export_time"))
        return texts.filter { terms.has($0.0) }.map { .custom($0.1, .text, text($0.0)) }
            + amounts.filter { terms.has($0.0) }.map { .custom($0.1, .decimal, terms.amount($0.0)) }
            + (terms.has("export_time") ? [exported] : [])
    }
}
