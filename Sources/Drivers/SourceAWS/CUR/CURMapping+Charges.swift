import BillingSources
import SQLEngine

extension CURMapping {
    static func charges(_ terms: CURTerms) -> [Mapping.Entry] {
        let start = terms.timestamp("line_item_usage_start_date")
        let monthStart = terms.timestamp("bill_billing_period_start_date")
        return [
            .focus(
                "ChargeCategory", terms.chargeCategory,
                note: "discount rows reprice usage and are usage; refunds and unknown types are adjustments",
                changes: [SourceChange("Assumed", when: terms.isUnknownType)]),
            .focus(
                "ChargeClass",
                """
                CASE WHEN \(sql: start) < \(sql: monthStart) AND \(sql: terms.part) = 'line'
                      AND NOT (\(sql: terms.isPurchase)) THEN 'Correction' END
                """, note: "dated before the month that it is billed in; fees may cover a longer term"),
            .focus(
                "ChargeDescription",
                """
                CASE \(sql: terms.part)
                     WHEN 'residual' THEN 'Savings plan covered usage that its negation does not cancel'
                     WHEN 'unused' THEN 'Unused: ' || COALESCE(\(sql: terms.text("line_item_line_item_description")), \
                \(sql: terms.type))
                     ELSE \(sql: terms.text("line_item_line_item_description")) END
                """),
            .focus(
                "ChargeFrequency",
                """
                CASE WHEN \(sql: terms.isType("RIFee", "SavingsPlanRecurringFee")) AND \(sql: terms.part) = 'line'
                     THEN 'Recurring'
                     WHEN (\(sql: terms.chargeCategory)) = 'Usage' THEN 'Usage-Based'
                     ELSE 'One-Time' END
                """),
        ]
    }

    static func costs(_ terms: CURTerms) -> [Mapping.Entry] {
        [
            .focus(
                "BilledCost", terms.billed,
                note: "net of negotiated discounts where delivered; covered usage, negated elsewhere, is 0",
                changes: terms.billedChanges),
            .focus(
                "EffectiveCost", terms.effective,
                note: "amortised: fees are 0 where covered and unused rows carry them; net columns first",
                changes: terms.effectiveChanges),
            .focus(
                "ListCost", terms.list,
                note: "publicOnDemandCost as delivered, not rate × amount, which rounds; 0 without a rate is none",
                changes: terms.listChanges),
            .focus(
                "ContractedCost", terms.contracted,
                note: "before commitments: on-demand cost of covered usage; unused and residual rows are 0"),
        ]
    }
}
