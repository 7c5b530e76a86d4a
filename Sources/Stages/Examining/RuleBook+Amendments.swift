extension RuleBook {
    struct Amendment {
        /// Nil where no row can tell.
        var requirement: Check?
        var condition: Check?
        let reason: String
    }

    /// By the rule's id.
    static let amendments: [String: Amendment] = wrong.merging(vague) { first, _ in first }.merging(later) { first, _ in
        first
    }

    private static let isUsage = Check.equals("ChargeCategory", .text("Usage"))
    private static let isUsageOrPurchase = Check.among("ChargeCategory", [.text("Usage"), .text("Purchase")])
    private static let isNoCorrection = Check.differs("ChargeClass", .text("Correction"))
    private static let hasCommitment = isSet("CommitmentDiscountId")

    private static func isSet(_ column: String) -> Check { .differs(column, .null) }
    private static func isNull(_ column: String) -> Check { .equals(column, .null) }

    /// Checks that are not what the sentence beside them says.
    private static let wrong: [String: Amendment] = [
        "CommitmentDiscountStatus-C-003-C": Amendment(
            requirement: isNull("CommitmentDiscountStatus"), condition: isNull("CommitmentDiscountId"),
            reason: "the model asks for the opposite of the sentence"),
        "CommitmentDiscountStatus-C-004-C": Amendment(
            requirement: isSet("CommitmentDiscountStatus"), condition: .every([hasCommitment, isUsage]),
            reason: "the model asks rows without a commitment"),
        "CommitmentDiscountStatus-C-005-M": Amendment(
            requirement: .among("CommitmentDiscountStatus", [.text("Used"), .text("Unused")]),
            reason: "the model lists Active, Expired and Pending; the specification Used and Unused"),
        "PricingCurrencyEffectiveCost-C-004-M": Amendment(
            requirement: .form(.number, "PricingCurrencyEffectiveCost"),
            reason: "the model checks PricingCurrencyListUnitPrice"),
        "ConsumedQuantity-C-006-C": Amendment(
            requirement: isSet("ConsumedQuantity"),
            condition: .every([isUsage, .differs("CommitmentDiscountStatus", .text("Unused")), isNoCorrection]),
            reason: "the model asks corrections; the sentence goes on from one about usage that is not unused"),
        "CommitmentDiscountQuantity-C-005-C": Amendment(
            requirement: isSet("CommitmentDiscountQuantity"),
            condition: .every([isUsageOrPurchase, hasCommitment, isNoCorrection]),
            reason: "the model asks all rows; the sentence goes on from one about usage and purchases of commitments"),
        "CommitmentDiscountQuantity-C-007-C": Amendment(
            requirement: isNull("CommitmentDiscountQuantity"),
            condition: .some([
                .every([
                    .differs("ChargeCategory", .text("Usage")), .differs("ChargeCategory", .text("Purchase")),
                ]), isNull("CommitmentDiscountId"),
            ]),
            reason: "the model asks corrections too, which may have one"),
        "PricingQuantity-C-008-M": Amendment(
            requirement: .form(.number, "PricingQuantity"),
            reason: "the model refuses null, which other sentences allow"),
        "SkuPriceId-C-008-M": Amendment(
            requirement: .one("SkuId", per: "SkuPriceId"), condition: isSet("SkuPriceId"),
            reason: "the model takes null for a SkuPriceId"),
        "ListUnitPrice-C-010-C": Amendment(
            requirement: .product("ListUnitPrice", "PricingQuantity", "ListCost"),
            condition: .every([isSet("ListUnitPrice"), isSet("PricingQuantity"), isNoCorrection]),
            reason: "the model forgets that PricingQuantity is not null"),
        "EffectiveCost-C-005-C": Amendment(
            requirement: .equals("EffectiveCost", .number("0")),
            condition: .every([.equals("ChargeCategory", .text("Purchase")), hasCommitment]),
            reason: "the model asks every purchase; the sentence those that cover future charges"),
    ]

    /// Sentences about what a row does not tell, which the model checks on all rows.
    private static let vague: [String: Amendment] = [
        "BilledCost-C-005-C": Amendment(
            reason: "the model takes two names of one company for two companies"),
        "InvoiceId-C-004-C": Amendment(reason: "no column tells whether there is an invoice; the model refuses any id"),
        "InvoiceId-C-005-C": Amendment(
            reason: "no column tells whether there is an invoice; the model wants one always"),
        "PricingCurrency-C-004-M": Amendment(reason: "the specification's table of columns allows null"),
        "PricingCurrencyEffectiveCost-C-003-M": Amendment(reason: "the specification's table of columns allows null"),
    ]

    /// Prices are null where there is no price id, since FOCUS 1.3.
    private static let later: [String: Amendment] = Dictionary(
        uniqueKeysWithValues: [
            ("ContractedUnitPrice", "ContractedUnitPrice-C-006-C"), ("ListUnitPrice", "ListUnitPrice-C-005-C"),
            ("PricingCategory", "PricingCategory-C-004-C"), ("PricingQuantity", "PricingQuantity-C-005-C"),
            (
                "PricingCurrencyContractedUnitPrice",
                "PricingCurrencyContractedUnitPrice-C-005-C"
            ),
            ("PricingCurrencyListUnitPrice", "PricingCurrencyListUnitPrice-C-005-C"),
        ].map { column, id in
            let condition = Check.every([isUsageOrPurchase, isNoCorrection, isSet("SkuPriceId")])
            let reason = "FOCUS 1.3 asks only rows with a SkuPriceId"
            return (id, Amendment(requirement: isSet(column), condition: condition, reason: reason))
        })
}
