import BillingSources

/// The report's columns in FOCUS 1.3: a table, one entry per FOCUS column, in groups.
enum CURMapping {
    static func entries(_ terms: CURTerms) -> [Mapping.Entry] {
        accounts(terms) + periods(terms) + charges(terms) + costs(terms) + prices(terms) + commitments(terms)
            + services(terms) + places(terms) + resources(terms) + tags(terms) + own(terms)
    }

    /// AWS's own columns, for those who know the report.
    private static func own(_ terms: CURTerms) -> [Mapping.Entry] {
        [
            .custom("x_instance_type", .text, terms.unlessResidual(terms.text("product_instance_type"))),
            .custom("x_Operation", .text, terms.unlessResidual(terms.text("line_item_operation"))),
            .custom("x_UsageType", .text, terms.unlessResidual(terms.text("line_item_usage_type"))),
            .custom("x_ServiceCode", .text, terms.text("line_item_product_code", "product_servicecode")),
            .custom(
                "x_LineItemType", .text,
                "CASE WHEN \(sql: terms.part) = 'residual' THEN 'SavingsPlanNegation' ELSE \(sql: terms.type) END",
                note: "residual rows stand for the negations of their group"),
        ]
    }
}
