import SQLEngine

/// The four costs. Each is chosen, added or subtracted, never multiplied: products of two decimal(38,18) lose digits.
extension CURTerms {
    var billed: SQLText {
        if rewrites.isEmpty { return cost }
        let covered: SQLText =
            rewrites.contains(.savingsPlanNegations) ? isType("SavingsPlanCoveredUsage") : "false"
        return """
            CASE WHEN \(sql: part) = 'residual' THEN \(sql: amount)
                 WHEN \(sql: part) = 'unused' OR \(sql: covered) THEN \(sql: Self.zero)
                 ELSE \(sql: cost) END
            """
    }

    var effective: SQLText {
        var whens: [SQLText] = [
            "WHEN \(sql: part) = 'unused' THEN \(sql: amount)",
            "WHEN \(sql: part) = 'residual' THEN \(sql: Self.zero)",
        ]
        if amortisesSavingsPlans {
            let share = decimal(Self.savingsPlanEffectiveNames)
            whens += [
                "WHEN \(sql: isType("SavingsPlanCoveredUsage")) THEN COALESCE(\(sql: share), \(sql: Self.zero))",
                "WHEN \(sql: isType("SavingsPlanRecurringFee", "SavingsPlanUpfrontFee")) THEN \(sql: Self.zero)",
            ]
        }
        if amortisesReservations {
            whens += [
                "WHEN \(sql: isType("DiscountedUsage")) THEN COALESCE(\(sql: reservationShare), \(sql: cost))",
                "WHEN \(sql: isType("RIFee")) THEN \(sql: Self.zero)",
                "WHEN \(sql: isType("Fee")) AND \(sql: reservation) IS NOT NULL THEN \(sql: Self.zero)",
            ]
        }
        return "CASE \(sql: .joined(whens, separator: "\n     "))\n     ELSE \(sql: cost) END"
    }

    /// Upfront and recurring share of a reservation that a covered row uses.
    private var reservationShare: SQLText {
        """
        COALESCE(\(sql: decimal("reservation_net_effective_cost", "reservation_effective_cost")),
            \(sql: decimal("reservation_amortized_upfront_cost_for_usage"))
            + \(sql: decimal("reservation_recurring_fee_for_usage")))
        """
    }

    /// The public price of usage: zero counts only with a rate beside it.
    private var publicCost: SQLText {
        let given = decimal("pricing_public_on_demand_cost")
        return """
            COALESCE(NULLIF(\(sql: given), 0), \
            CASE WHEN \(sql: decimal("pricing_public_on_demand_rate")) IS NOT NULL THEN \(sql: given) END)
            """
    }

    private var grossCost: SQLText {
        "COALESCE(\(sql: decimal("line_item_unblended_cost")), \(sql: cost))"
    }

    var list: SQLText {
        """
        CASE WHEN \(sql: part) <> 'line' OR \(sql: isDiscount) THEN \(sql: Self.zero)
             WHEN \(sql: isType("Usage", "SavingsPlanCoveredUsage"))
             THEN COALESCE(\(sql: publicCost), \(sql: grossCost))
             WHEN \(sql: isType("DiscountedUsage")) THEN COALESCE(\(sql: publicCost), \(sql: effective))
             ELSE \(sql: cost) END
        """
    }

    var contracted: SQLText {
        """
        CASE WHEN \(sql: part) <> 'line' THEN \(sql: Self.zero)
             WHEN \(sql: isType("DiscountedUsage")) THEN COALESCE(\(sql: publicCost), \(sql: effective))
             ELSE \(sql: cost) END
        """
    }
}
