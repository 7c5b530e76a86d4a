import BillingModel
import BillingSources
import SQLEngine

extension AzureActualMapping {
    func commitment() -> [Mapping.Entry] {
        guard has("benefitId", "ReservationId") else { return [] }
        let id = commitmentId
        func byKind(_ plan: String, _ reservation: String) -> SQLText {
            """
            CASE WHEN \(sql: id) IS NULL THEN NULL WHEN contains(lower(\(sql: id)), '/microsoft.billingbenefits/') \
            THEN \(plan) ELSE \(reservation) END
            """
        }
        return [
            .focus("CommitmentDiscountId", id, note: "benefitId, else made of the reservation and its order"),
            .focus("CommitmentDiscountName", anyOf([text("benefitName"), text("ReservationName")])),
            .focus("CommitmentDiscountCategory", byKind("Spend", "Usage")),
            .focus("CommitmentDiscountType", byKind("Savings Plan", "Reservation")),
            .focus(
                "CommitmentDiscountStatus",
                """
                CASE WHEN \(sql: id) IS NULL THEN NULL \
                WHEN \(sql: isUnused) THEN 'Unused' \
                WHEN \(sql: isUsage) AND \(sql: isCommitment) THEN 'Used' END
                """),
        ] + commitmentQuantity(isPlan: "contains(lower(\(sql: id)), '/microsoft.billingbenefits/')")
    }

    /// How much of it a row uses or leaves unused: money of a savings plan, hours of a reservation, normalised where
    /// it is of another size. Only amortised cost tells the money.
    private func commitmentQuantity(isPlan: SQLText) -> [Mapping.Entry] {
        guard let quantity = decimal(columns.quantity) else { return [] }
        let hours = ExactProduct.sql(quantity, times: block)
        let ratio: SQLText =
            columns.schema.first("AdditionalInfo").map {
                "TRY_CAST(\(sql: FOCUSLift.member("RINormalizationRatio", of: $0)) AS DECIMAL(38,18))"
            } ?? "NULL::DECIMAL(38,18)"
        let isNormalised: SQLText = "COALESCE(\(sql: ratio), 1) <> 1"
        let spent = isAmortised ? pricingCost ?? "NULL::DECIMAL(38,18)" : "NULL::DECIMAL(38,18)"
        let currency = anyOf([text(columns.pricingCurrency), text(columns.currency)])
        func ifShare(_ plan: SQLText, _ reservation: SQLText) -> SQLText {
            """
            CASE WHEN \(sql: commitmentId) IS NOT NULL AND \(sql: isUsage) AND (\(sql: isCommitment) \
            OR \(sql: isUnused)) THEN CASE WHEN \(sql: isPlan) THEN \(sql: plan) ELSE \(sql: reservation) END END
            """
        }
        return [
            .focus(
                "CommitmentDiscountQuantity",
                ifShare(
                    spent,
                    """
                    CASE WHEN \(sql: isNormalised) THEN \(sql: ExactProduct.sql(hours, ratio)) \
                    ELSE \(sql: hours) END
                    """),
                note: "hours x RINormalizationRatio of a reservation; cost of a savings plan, by amortised cost alone"),
            .focus(
                "CommitmentDiscountUnit",
                ifShare(
                    "CASE WHEN \(sql: spent) IS NOT NULL THEN \(sql: currency) END",
                    """
                    CASE WHEN \(sql: isNormalised) THEN 'Normalized ' || \(sql: consumedUnit) \
                    ELSE \(sql: consumedUnit) END
                    """)),
        ]
    }

    /// In the pricing currency, if anything tells it.
    private var pricingCost: SQLText? {
        decimal(columns.schema.first("costInPricingCurrency"))
            ?? (columns.exchangeRate == nil ? decimal(columns.cost) : nil)
    }
}
