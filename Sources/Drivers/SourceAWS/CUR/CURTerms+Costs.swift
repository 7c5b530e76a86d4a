import BillingSources
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

// MARK: What was moved between rows, or stands in for what is missing

extension CURTerms {
    private func onLines(_ condition: SQLText) -> SQLText {
        rewrites.isEmpty ? condition : "\(sql: part) = 'line' AND \(sql: condition)"
    }

    private func isPart(_ name: String, after rewrite: CURRewrites...) -> SQLText? {
        rewrite.contains { rewrites.contains($0) } ? "\(sql: part) = \(name)" : nil
    }

    var billedChanges: [SourceChange] {
        guard let residual = isPart("residual", after: .savingsPlanNegations) else { return [] }
        let covered = onLines("\(sql: isType("SavingsPlanCoveredUsage")) AND \(sql: cost) <> 0")
        return [SourceChange("ZeroForCovered", when: covered), SourceChange("FromNegations", when: residual)]
    }

    var effectiveChanges: [SourceChange] {
        var covered: [String] = []
        var fees: [SQLText] = []
        if amortisesSavingsPlans {
            covered.append("SavingsPlanCoveredUsage")
            fees.append(isType("SavingsPlanRecurringFee", "SavingsPlanUpfrontFee"))
        }
        if amortisesReservations {
            covered.append("DiscountedUsage")
            fees += [isType("RIFee"), "(\(sql: isType("Fee")) AND \(sql: reservation) IS NOT NULL)"]
        }
        guard !covered.isEmpty else { return [] }
        let types = SQLText.joined(covered.map { "\($0)" }, separator: ", ")
        let isFee: SQLText = "(\(sql: .joined(fees, separator: " OR ")))"
        return [
            SourceChange("Amortised", when: onLines("\(sql: type) IN (\(sql: types))")),
            SourceChange("ZeroForFee", when: onLines("\(sql: isFee) AND \(sql: cost) <> 0")),
        ]
            + [isPart("unused", after: .unusedReservations, .unusedSavingsPlans)].compactMap(\.self).map {
                SourceChange("FromFee", when: $0)
            }
    }

    var listChanges: [SourceChange] {
        let usage = onLines("\(sql: isType("Usage", "SavingsPlanCoveredUsage")) AND \(sql: publicCost) IS NULL")
        let discounted = onLines("\(sql: isType("DiscountedUsage")) AND \(sql: publicCost) IS NULL")
        return [
            SourceChange("FromBilledCost", when: usage), SourceChange("FromEffectiveCost", when: discounted),
        ]
    }
}
