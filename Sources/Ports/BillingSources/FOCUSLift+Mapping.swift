import BillingModel
import SQLEngine

extension FOCUSLift {
    /// The way to FOCUS 1.3 for an export with these columns. Provider columns (`x_…`) stay in the raw table, except
    /// x_instance_type and what the options add.
    ///
    /// Throws as ``validate(_:)`` does.
    package static func mapping(_ schema: RawSchema, options: Options) throws -> Mapping {
        try validate(schema)
        let lift = Lift(schema: schema, options: options)
        var entries = FOCUS.columns.compactMap { lift.entry($0) }
        if let instance = lift.instanceType() { entries.append(instance) }
        for extra in options.extras {
            if let at = entries.firstIndex(where: { $0.column.name == extra.column.name }) {
                entries[at] = extra
            } else {
                entries.append(extra)
            }
        }
        return Mapping(entries: entries)
    }
}

/// One export's columns, asked for by FOCUS's names.
private struct Lift {
    let schema: RawSchema
    let options: FOCUSLift.Options

    /// Nil when the export has nothing for this column, which then is null.
    func entry(_ column: FOCUSColumn) -> Mapping.Entry? {
        switch column.name {
        case "ChargeCategory": category()
        case "ChargeClass": chargeClass()
        case "ChargeFrequency": frequency()
        case "CommitmentDiscountStatus": commitmentStatus()
        case "PricingCategory": pricingCategory()
        case "ContractedCost": contractedCost()
        case "EffectiveCost": effectiveCost()
        case "ProviderName", "ServiceProviderName": provider(column.name)
        case "HostProviderName": host()
        case "Tags", "AllocatedTags": tags(column.name)
        default: plain(column)
        }
    }

    /// The raw column for a FOCUS column, by its own name, its older names, then the options' renames.
    func source(_ name: String) -> Column? {
        let renamed = options.renames.filter { $0.to == name }.map(\.from)
        return schema.first([name] + (FOCUSLift.olderNames[name] ?? []) + renamed)
    }

    func value(_ name: String) -> SQLText? {
        guard let column = source(name), let type = FOCUS.columnsByName[name]?.type else { return nil }
        return FOCUSLift.value(column, as: type)
    }

    func plain(_ column: FOCUSColumn) -> Mapping.Entry? {
        guard let found = source(column.name) else { return nil }
        let isRenamed = found.name.lowercased() != column.name.lowercased()
        return .focus(
            column.name, FOCUSLift.value(found, as: column.type), note: isRenamed ? "delivered as \(found.name)" : "")
    }

    func category() -> Mapping.Entry? {
        guard let category = value("ChargeCategory") else { return nil }
        guard let detail = schema.first("ChargeSubcategory") else { return .focus("ChargeCategory", category) }
        return .focus(
            "ChargeCategory",
            """
            CASE WHEN \(name: detail.name) = 'Credit' THEN 'Credit' \
            WHEN \(name: detail.name) = 'Refund' AND \(sql: category) = 'Adjustment' THEN 'Purchase' \
            ELSE \(sql: category) END
            """,
            note: "ChargeSubcategory Credit is a category since 1.0; an adjustment that is a refund is a purchase",
            changes: [
                SourceChange(
                    "FromSubcategory",
                    when: """
                        (\(name: detail.name) = 'Credit' AND \(sql: category) IS DISTINCT FROM 'Credit') \
                        OR (\(name: detail.name) = 'Refund' AND \(sql: category) = 'Adjustment')
                        """)
            ])
    }

    func chargeClass() -> Mapping.Entry? {
        if let own = value("ChargeClass") { return .focus("ChargeClass", own) }
        guard let detail = schema.first("ChargeSubcategory") else { return nil }
        return .focus(
            "ChargeClass", "CASE WHEN \(name: detail.name) = 'Refund' THEN 'Correction' END",
            note: "from ChargeSubcategory Refund")
    }

    func frequency() -> Mapping.Entry? {
        guard let value = value("ChargeFrequency") else { return nil }
        return .focus(
            "ChargeFrequency",
            """
            CASE \(sql: value) WHEN 'Usage-based' THEN 'Usage-Based' WHEN 'UsageBased' THEN 'Usage-Based' \
            WHEN 'One-time' THEN 'One-Time' WHEN 'OneTime' THEN 'One-Time' ELSE \(sql: value) END
            """,
            note: "FOCUS spells One-Time, Recurring, Usage-Based",
            changes: [
                SourceChange(
                    "Respelled", when: "\(sql: value) IN ('Usage-based', 'UsageBased', 'One-time', 'OneTime')")
            ])
    }

    func commitmentStatus() -> Mapping.Entry? {
        if let own = value("CommitmentDiscountStatus") { return .focus("CommitmentDiscountStatus", own) }
        guard let detail = schema.first("ChargeSubcategory") else { return nil }
        return .focus(
            "CommitmentDiscountStatus",
            """
            CASE \(name: detail.name) WHEN 'Used Commitment' THEN 'Used' WHEN 'Unused Commitment' THEN 'Unused' END
            """,
            note: "from ChargeSubcategory")
    }

    func pricingCategory() -> Mapping.Entry? {
        guard let value = value("PricingCategory") else { return nil }
        return .focus(
            "PricingCategory",
            """
            CASE \(sql: value) WHEN 'On-Demand' THEN 'Standard' WHEN 'Commitment-Based' THEN 'Committed' \
            WHEN 'Commitment Discount' THEN 'Committed' ELSE \(sql: value) END
            """,
            note: "values before 1.0: On-Demand, Commitment-Based",
            changes: [
                SourceChange(
                    "Respelled", when: "\(sql: value) IN ('On-Demand', 'Commitment-Based', 'Commitment Discount')")
            ])
    }

    func contractedCost() -> Mapping.Entry? {
        if let own = value("ContractedCost") { return .focus("ContractedCost", own) }
        return value("BilledCost").map {
            .focus(
                "ContractedCost", $0, note: "BilledCost: the export does not tell contracted cost",
                changes: [SourceChange("FromBilledCost", when: "TRUE")])
        }
    }

    func effectiveCost() -> Mapping.Entry? {
        guard let billed = value("BilledCost") else { return nil }
        guard let own = value("EffectiveCost") else {
            return .focus(
                "EffectiveCost", billed, note: "BilledCost: the export does not tell effective cost",
                changes: [SourceChange("FromBilledCost", when: "TRUE")])
        }
        return .focus(
            "EffectiveCost", "COALESCE(\(sql: own), \(sql: billed))", note: "BilledCost where null",
            changes: [SourceChange("FromBilledCost", when: "\(sql: own) IS NULL")])
    }

    func provider(_ name: String) -> Mapping.Entry? {
        let names = name == "ServiceProviderName" ? [name, "ProviderName"] : [name]
        // Since 1.4 there is but one of both.
        let later = options.provider == nil && name == "ProviderName" ? ["ServiceProviderName"] : []
        let delivered = (names + later).compactMap(value)
        let choices = delivered + [options.provider].compactMap { $0.map { "\($0)" } }
        guard let first = choices.first else { return nil }
        let isMissing: SQLText = delivered.isEmpty ? "TRUE" : "\(sql: coalesce(delivered)) IS NULL"
        return .focus(
            name, choices.count == 1 ? first : coalesce(choices),
            changes: options.provider == nil ? [] : [SourceChange("Assumed", when: isMissing)])
    }

    func host() -> Mapping.Entry? {
        if let own = value("HostProviderName") { return .focus("HostProviderName", own) }
        guard let service = provider("ServiceProviderName")?.sql else { return nil }
        guard let category = category()?.sql else { return .focus("HostProviderName", service) }
        return .focus(
            "HostProviderName",
            "CASE WHEN \(sql: category) IN ('Tax', 'Adjustment') THEN NULL ELSE \(sql: service) END",
            note: "the service provider; null for tax and adjustments, which run nowhere")
    }

    func tags(_ name: String) -> Mapping.Entry? {
        guard let column = source(name) else { return nil }
        guard column.type != .map else { return .focus(name, FOCUSLift.value(column, as: .map)) }
        return FOCUSLift.tags(name, column)
    }

    func instanceType() -> Mapping.Entry? {
        let found = [
            schema.first("SkuPriceDetails").map { FOCUSLift.member("InstanceType", of: $0) },
            schema.first("x_SkuDetails").map { FOCUSLift.member("ServiceType", of: $0) },
        ].compactMap { $0 }
        guard let first = found.first else { return nil }
        return .custom(
            "x_instance_type", .text, found.count == 1 ? first : coalesce(found),
            note: "InstanceType of SkuPriceDetails, else ServiceType of x_SkuDetails")
    }

    func coalesce(_ parts: [SQLText]) -> SQLText {
        "COALESCE(\(sql: SQLText.joined(parts, separator: ", ")))"
    }
}
