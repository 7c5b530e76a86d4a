import BillingModel
import BillingSources
import SQLEngine

extension AzureActualMapping {
    func cost() -> [Mapping.Entry] {
        guard let cost = decimal(columns.cost) else { return [] }
        let isPurchase = isCommitmentPurchase
        let billed: Mapping.Entry =
            isAmortised
            ? .focus(
                "BilledCost",
                "CASE WHEN \(sql: isShareOfCommitment) THEN 0::DECIMAL(38,18) ELSE \(sql: cost) END",
                note: "0 for what a commitment covers and what it leaves unused: its purchase is billed",
                changes: [
                    SourceChange("ZeroForCommitment", when: "\(sql: isShareOfCommitment) AND \(sql: cost) <> 0")
                ])
            : .focus("BilledCost", cost)
        return [
            billed,
            isAmortised
                ? .focus("EffectiveCost", cost, note: "the cost: commitments are spread over the days they pay for")
                : .focus(
                    "EffectiveCost", amortised(cost, isPurchase),
                    note: "0 where a commitment is bought; covered usage has the cost 0 that an actual export says",
                    changes: isPurchase == "FALSE"
                        ? [] : [SourceChange("ZeroForPurchase", when: "\(sql: isPurchase) AND \(sql: cost) <> 0")]),
            .focus(
                "ContractedCost", contracted(cost),
                note: """
                    the cost itself where UnitPrice is the price paid, else UnitPrice x Quantity, rounded to 18 \
                    decimals once; the cost where UnitPrice is 0, which means unknown; null for covered usage without \
                    a price
                    """, changes: [SourceChange("FromBilledCost", when: isContractedUnknown)]),
            .focus(
                "ListCost", list(cost),
                note: """
                    MCA: paygCostInBillingCurrency; EA: PayGPrice x Quantity, rounded to 18 decimals once; as \
                    ContractedCost where that is 0, which means unknown
                    """, changes: [SourceChange("FromContractedCost", when: isListUnknown)]),
        ] + pricingCurrency(isPurchase)
    }

    /// Zero where a commitment is bought, since the usage that it covers carries its cost.
    private func amortised(_ cost: SQLText, _ isPurchase: SQLText) -> SQLText {
        isPurchase == "FALSE" ? cost : "CASE WHEN \(sql: isPurchase) THEN 0::DECIMAL(38,18) ELSE \(sql: cost) END"
    }

    private func pricingCurrency(_ isPurchase: SQLText) -> [Mapping.Entry] {
        let currency = anyOf([text(columns.pricingCurrency), text(columns.currency)])
        var entries: [Mapping.Entry] = [.focus("PricingCurrency", currency)]
        if let cost = decimal(columns.schema.first("costInPricingCurrency")) {
            entries.append(.focus("PricingCurrencyEffectiveCost", amortised(cost, isPurchase)))
        }
        if let price = decimal(columns.unitPrice) {
            entries.append(.focus("PricingCurrencyContractedUnitPrice", known(price)))
        }
        if let price = decimal(columns.listPrice) {
            entries.append(.focus("PricingCurrencyListUnitPrice", known(price)))
        }
        return entries
    }

    func price() -> [Mapping.Entry] {
        var entries: [Mapping.Entry] = []
        if let price = decimal(columns.unitPrice) {
            entries.append(
                .focus(
                    "ContractedUnitPrice", known(inBillingCurrency(price)), note: "0 means unknown",
                    changes: [SourceChange("ZeroIsUnknown", when: "\(sql: price) = 0")]))
        }
        if let price = decimal(columns.listPrice) {
            entries.append(
                .focus(
                    "ListUnitPrice", known(inBillingCurrency(price)), note: "0 means unknown",
                    changes: [SourceChange("ZeroIsUnknown", when: "\(sql: price) = 0")]))
        }
        return entries
    }

    func quantity() -> [Mapping.Entry] {
        guard let quantity = decimal(columns.quantity) else { return [] }
        let unit = text("UnitOfMeasure")
        let measured: SQLText = "\(sql: isUsage) AND (\(sql: isUnused)) IS NOT TRUE"
        return [
            .focus("PricingQuantity", quantity, note: "as delivered: it counts blocks of the unit of measure"),
            .focus("PricingUnit", unit, note: "as delivered, with its block: `100 Hours`"),
            .focus(
                "ConsumedQuantity",
                """
                CASE WHEN \(sql: measured) THEN \(sql: ExactProduct.sql(quantity, times: block)) END
                """,
                note: "quantity x block; usage only"),
            .focus(
                "ConsumedUnit", "CASE WHEN \(sql: measured) THEN \(sql: consumedUnit) END",
                note: "the unit without block"),
            .custom("x_PricingUnitDescription", .text, unit, note: "UnitOfMeasure as delivered"),
            .custom(
                "x_PricingBlockSize", .decimal, "CAST(\(sql: block) AS DECIMAL(38,18))",
                note: """
                    the whole number that leads the unit of measure; 1 for `100 Hours` of virtual machines, whose \
                    quantity counts hours, and for units such as `10K`, which stay as they are
                    """),
        ]
    }

    /// The number that leads the unit of measure when a unit follows, as BIGINT.
    var block: SQLText {
        guard let unit = columns.schema.first("UnitOfMeasure") else { return "1" }
        return """
            CASE WHEN starts_with(\(name: unit.name), '1 ') OR \(sql: isHourException) THEN 1 \
            WHEN contains(trim(\(name: unit.name)), ' ') \
            THEN COALESCE(NULLIF(TRY_CAST(split_part(\(name: unit.name), ' ', 1) AS INTEGER), 0), 1) ELSE 1 END
            """
    }

    /// Quantity counts hours here although the unit says hundreds of them.
    private var isHourException: SQLText {
        guard has("UnitOfMeasure"), has("MeterCategory") else { return "FALSE" }
        return "(\(sql: text("UnitOfMeasure")) = '100 Hours' AND \(sql: text("MeterCategory")) = 'Virtual Machines')"
    }

    var consumedUnit: SQLText {
        guard let unit = columns.schema.first("UnitOfMeasure") else { return "NULL::VARCHAR" }
        let bare: SQLText = """
            CASE WHEN TRY_CAST(split_part(\(name: unit.name), ' ', 1) AS INTEGER) IS NOT NULL \
            AND contains(trim(\(name: unit.name)), ' ') \
            THEN trim(substr(\(name: unit.name), strpos(\(name: unit.name), ' ') + 1)) ELSE trim(\(name: unit.name)) END
            """
        return "COALESCE(\(sql: AzureUnits.normalised)[\(sql: bare)], NULLIF(\(sql: bare), ''))"
    }

    // MARK: - Prices

    private func known(_ price: SQLText) -> SQLText { "NULLIF(\(sql: price), 0)" }

    /// MCA quotes prices in the pricing currency.
    private func inBillingCurrency(_ price: SQLText) -> SQLText {
        guard let rate = decimal(columns.exchangeRate) else { return price }
        let product = ExactProduct.sql(price, rate)
        return "CASE WHEN COALESCE(\(sql: rate), 1) = 1 THEN \(sql: price) ELSE \(sql: product) END"
    }

    private func contracted(_ cost: SQLText) -> SQLText {
        guard let price = decimal(columns.unitPrice), let quantity = decimal(columns.quantity) else { return cost }
        let paid: SQLText =
            decimal(columns.effectivePrice).map {
                "WHEN \(sql: price) = \(sql: $0) AND NOT (\(sql: isCommitment)) THEN \(sql: cost)"
            } ?? ""
        return """
            CASE WHEN COALESCE(\(sql: price), 0) = 0 OR \(sql: quantity) IS NULL \
            THEN CASE WHEN \(sql: isCommitment) AND \(sql: isUsage) THEN NULL ELSE \(sql: cost) END \
            \(sql: paid) WHEN \(sql: isHourException) THEN \(sql: cost) \
            ELSE COALESCE(\(sql: ExactProduct.sql(inBillingCurrency(price), quantity)), \(sql: cost)) END
            """
    }

    private var isContractedUnknown: SQLText {
        guard let price = decimal(columns.unitPrice), let quantity = decimal(columns.quantity) else { return "TRUE" }
        return """
            NOT (\(sql: isCommitment) AND \(sql: isUsage)) \
            AND (COALESCE(\(sql: price), 0) = 0 OR \(sql: quantity) IS NULL OR \(sql: isHourException))
            """
    }

    private var isListUnknown: SQLText {
        if let delivered = decimal(columns.schema.first("paygCostInBillingCurrency")) {
            return "COALESCE(\(sql: delivered), 0) = 0"
        }
        guard let price = decimal(columns.listPrice), let quantity = decimal(columns.quantity) else { return "TRUE" }
        return "COALESCE(\(sql: price), 0) = 0 OR \(sql: quantity) IS NULL OR \(sql: isHourException)"
    }

    private func list(_ cost: SQLText) -> SQLText {
        let contracted = contracted(cost)
        if let delivered = decimal(columns.schema.first("paygCostInBillingCurrency")) {
            return "COALESCE(NULLIF(\(sql: delivered), 0), \(sql: contracted))"
        }
        guard let price = decimal(columns.listPrice), let quantity = decimal(columns.quantity) else {
            return contracted
        }
        let same: SQLText = decimal(columns.unitPrice).map { " OR \(sql: price) = \(sql: $0)" } ?? ""
        return """
            CASE WHEN COALESCE(\(sql: price), 0) = 0 OR \(sql: quantity) IS NULL \
            OR \(sql: isHourException)\(sql: same) THEN \(sql: contracted) \
            ELSE COALESCE(\(sql: ExactProduct.sql(inBillingCurrency(price), quantity)), \(sql: contracted)) END
            """
    }
}
