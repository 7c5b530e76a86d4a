import BillingSources
import SQLEngine

extension CURMapping {
    static func commitments(_ terms: CURTerms) -> [Mapping.Entry] {
        let quantity = Quantity(terms)
        return [
            .focus("CommitmentDiscountId", terms.commitment, note: "the savings plan's ARN, else the reservation's"),
            .focus("CommitmentDiscountCategory", byKind(terms, savingsPlan: "Spend", reservation: "Usage")),
            .focus(
                "CommitmentDiscountType",
                byKind(terms, savingsPlan: "Savings Plan", reservation: "Reserved Instance")),
            .focus(
                "CommitmentDiscountStatus",
                """
                CASE WHEN \(sql: terms.commitment) IS NULL OR (\(sql: terms.chargeCategory)) <> 'Usage' THEN NULL
                     WHEN \(sql: terms.part) = 'unused' THEN 'Unused' ELSE 'Used' END
                """, note: "only usage of a known commitment has one"),
            .focus("CommitmentDiscountQuantity", quantity.amount, note: "normalised hours, hours, or committed money"),
            .focus("CommitmentDiscountUnit", quantity.unit),
        ]
    }

    private static func byKind(_ terms: CURTerms, savingsPlan: String, reservation: String) -> SQLText {
        """
        CASE WHEN \(sql: terms.savingsPlan) IS NOT NULL THEN \(savingsPlan)
             WHEN \(sql: terms.reservation) IS NOT NULL THEN \(reservation) END
        """
    }
}

/// How much of a commitment a row buys, uses or leaves unused. A normalised quantity of zero means that the
/// reservation is not counted in normalised units.
private struct Quantity {
    let terms: CURTerms

    init(_ terms: CURTerms) { self.terms = terms }

    private func known(_ sql: SQLText) -> SQLText {
        "CASE WHEN \(sql: terms.commitment) IS NOT NULL THEN \(sql: sql) END"
    }

    private func nonZero(_ name: String) -> SQLText { "NULLIF(\(sql: terms.decimal(name)), 0)" }

    private func isPart(_ part: String, _ types: SQLText) -> SQLText {
        "\(sql: terms.part) = \(part) AND \(sql: types)"
    }

    var amount: SQLText {
        let fees = terms.isType("RIFee", "Fee")
        return known(
            """
            CASE WHEN \(sql: isPart("line", terms.isType("DiscountedUsage")))
                 THEN COALESCE(\(sql: nonZero("line_item_normalized_usage_amount")),
                     \(sql: terms.decimal("line_item_usage_amount")))
                 WHEN \(sql: isPart("line", fees))
                 THEN COALESCE(\(sql: nonZero("reservation_total_reserved_normalized_units")),
                     \(sql: terms.decimal("reservation_total_reserved_units")))
                 WHEN \(sql: isPart("unused", terms.isType("RIFee")))
                 THEN COALESCE(\(sql: nonZero("reservation_unused_normalized_unit_quantity")),
                     \(sql: terms.decimal("reservation_unused_quantity")))
                 WHEN \(sql: isPart("line", terms.isType("SavingsPlanCoveredUsage")))
                 THEN \(sql: terms.decimal(CURTerms.savingsPlanEffectiveNames))
                 WHEN \(sql: isPart("line", terms.isType("SavingsPlanRecurringFee")))
                 THEN \(sql: terms.decimal("savings_plan_total_commitment_to_date"))
                 WHEN \(sql: isPart("unused", terms.isType("SavingsPlanRecurringFee")))
                 THEN \(sql: terms.amount) END
            """)
    }

    var unit: SQLText {
        let normalised: SQLText = """
            CASE WHEN \(sql: isPart("line", terms.isType("DiscountedUsage")))
                 THEN \(sql: nonZero("line_item_normalized_usage_amount"))
                 WHEN \(sql: terms.part) = 'unused'
                 THEN \(sql: nonZero("reservation_unused_normalized_unit_quantity"))
                 ELSE \(sql: nonZero("reservation_total_reserved_normalized_units")) END
            """
        return """
            CASE WHEN (\(sql: amount)) IS NULL THEN NULL
                 WHEN \(sql: terms.savingsPlan) IS NOT NULL THEN \(sql: terms.currency)
                 WHEN (\(sql: normalised)) IS NOT NULL THEN 'Normalized Hours' ELSE 'Hours' END
            """
    }
}
