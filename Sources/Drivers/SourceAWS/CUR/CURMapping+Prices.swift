import BillingSources
import SQLEngine

extension CURMapping {
    static func prices(_ terms: CURTerms) -> [Mapping.Entry] {
        let priced = Prices(terms)
        return [
            .focus("PricingCategory", terms.ifPriced(priced.category)),
            .focus("PricingCurrency", priced.currency),
            .focus("PricingQuantity", priced.quantity, note: "discount rows repeat others' quantity and have none"),
            .focus("PricingUnit", "CASE WHEN (\(sql: priced.quantity)) IS NOT NULL THEN \(sql: priced.unit) END"),
            .focus("ListUnitPrice", priced.list, note: "text in the report; what is no number, or below 0, is null"),
            .focus("ContractedUnitPrice", priced.contracted),
            .focus("PricingCurrencyListUnitPrice", priced.ifOneCurrency(priced.list)),
            .focus("PricingCurrencyContractedUnitPrice", priced.ifOneCurrency(priced.contracted)),
            .focus("PricingCurrencyEffectiveCost", priced.ifOneCurrency(terms.effective)),
            .focus("ConsumedQuantity", priced.consumed, note: "rows that meter usage, so that none counts twice"),
            .focus(
                "ConsumedUnit", "CASE WHEN (\(sql: priced.consumed)) IS NOT NULL THEN \(sql: consumedUnit(terms)) END"),
        ]
    }

    /// AWS's units in the plural that FOCUS wants; others as delivered.
    private static let units: KeyValuePairs<String, String> = [
        "hrs": "Hours", "hour": "Hours", "hours": "Hours", "vcpu-hours": "vCPU-Hours", "gb-hrs": "GB-Hours",
        "gb-mo": "GB-Months", "gb-month": "GB-Months", "iops-mo": "IOPS-Months", "lambda-gb-second": "GB-Seconds",
        "second": "Seconds", "seconds": "Seconds", "request": "Requests", "requests": "Requests",
        "quantity": "Count", "count": "Count",
    ]

    private static func consumedUnit(_ terms: CURTerms) -> SQLText {
        let unit = terms.text("pricing_unit")
        return "COALESCE(MAP(\(units.map(\.key)), \(units.map(\.value)))[lower(\(sql: unit))], \(sql: unit))"
    }
}

/// Quantities and unit prices of a row.
private struct Prices {
    let terms: CURTerms

    init(_ terms: CURTerms) { self.terms = terms }

    var category: SQLText {
        """
        CASE WHEN \(sql: terms.part) = 'unused'
               OR \(sql: terms.isType("DiscountedUsage", "SavingsPlanCoveredUsage")) THEN 'Committed'
             WHEN (\(sql: terms.chargeCategory)) NOT IN ('Usage', 'Purchase') THEN NULL
             WHEN \(sql: terms.text("pricing_term")) = 'Spot'
               OR contains(\(sql: terms.text("line_item_usage_type")), 'SpotUsage') THEN 'Dynamic'
             ELSE 'Standard' END
        """
    }

    var currency: SQLText { terms.text("pricing_currency", "line_item_currency_code") }

    var unit: SQLText { terms.text("pricing_unit") }

    private var hasQuantity: SQLText { "\(sql: terms.isMetered) OR \(sql: purchased)" }

    private var purchased: SQLText { "(\(sql: terms.part) = 'line' AND \(sql: terms.isPurchase))" }

    var quantity: SQLText {
        terms.ifPriced("CASE WHEN \(sql: hasQuantity) THEN \(sql: terms.decimal("line_item_usage_amount")) END")
    }

    var consumed: SQLText {
        "CASE WHEN \(sql: terms.isMetered) THEN \(sql: terms.decimal("line_item_usage_amount")) END"
    }

    private var publicRate: SQLText { terms.decimal("pricing_public_on_demand_rate") }

    /// A purchase has no public price but its own.
    var list: SQLText {
        let own = terms.decimal("line_item_unblended_rate")
        return price(
            "CASE WHEN \(sql: terms.isMetered) THEN \(sql: publicRate) WHEN \(sql: purchased) THEN \(sql: own) END")
    }

    var contracted: SQLText {
        let rate = terms.decimal("line_item_net_unblended_rate", "line_item_unblended_rate")
        return price(
            """
            CASE WHEN \(sql: terms.isMetered) AND \(sql: terms.isType("DiscountedUsage")) THEN \(sql: publicRate)
                 WHEN \(sql: hasQuantity) THEN \(sql: rate) END
            """)
    }

    private func price(_ sql: SQLText) -> SQLText {
        terms.ifPriced("CASE WHEN (\(sql: sql)) >= 0 THEN \(sql: sql) END")
    }

    func ifOneCurrency(_ sql: SQLText) -> SQLText {
        "CASE WHEN \(sql: currency) = \(sql: terms.currency) THEN \(sql: sql) END"
    }
}
