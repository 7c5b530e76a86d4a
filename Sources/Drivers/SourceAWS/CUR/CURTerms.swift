import BillingModel
import BillingSources
import SQLEngine

/// What the mapping speaks of, as SQL over the columns that one delivery has.
struct CURTerms {
    let schema: RawSchema
    let rewrites: CURRewrites
    /// Columns that are delivered as JSON objects, and are maps to the mapping.
    let objects: [String]
    /// Whether the amortised cost of reservations stands on covered rows, so that their fees must not carry it too.
    let amortisesReservations: Bool
    /// The same for savings plans.
    let amortisesSavingsPlans: Bool
    /// Whether rows are spoken of that stay as they were delivered, of which nothing is rewritten.
    var areLines = false

    /// Net of negotiated discounts before gross.
    static let costNames = ["line_item_net_unblended_cost", "line_item_unblended_cost"]
    /// Columns that the rewritten relation adds: the row's part and the amount that goes with it.
    static let partColumn = "x_aws_part"
    static let amountColumn = "x_aws_amount"

    init(_ schema: RawSchema) {
        let objects = schema.columns.filter { Self.maps.contains($0.name) && $0.type == .text }.map(\.name)
        self.objects = objects
        self.schema = RawSchema(
            schema.columns.map { objects.contains($0.name) ? Column($0.name, .map, sourceName: $0.sourceName) : $0 })
        func has(_ names: String...) -> Bool { schema.first(names) != nil }
        amortisesReservations =
            has("reservation_net_effective_cost", "reservation_effective_cost")
            || (has("reservation_amortized_upfront_cost_for_usage") && has("reservation_recurring_fee_for_usage"))
        amortisesSavingsPlans = schema.first(Self.savingsPlanEffectiveNames) != nil
        var rewrites: CURRewrites = []
        if amortisesReservations,
            has("reservation_unused_recurring_fee", "reservation_unused_amortized_upfront_fee_for_billing_period")
        {
            rewrites.insert(.unusedReservations)
        }
        if amortisesSavingsPlans {
            rewrites.insert(.savingsPlanNegations)
            if has("savings_plan_total_commitment_to_date"), has("savings_plan_used_commitment") {
                rewrites.insert(.unusedSavingsPlans)
            }
        }
        self.rewrites = rewrites
    }

    static let savingsPlanEffectiveNames = [
        "savings_plan_net_savings_plan_effective_cost", "savings_plan_savings_plan_effective_cost",
    ]
}

// MARK: Columns

extension CURTerms {
    static let zero: SQLText = "0::DECIMAL(38,18)"

    func hasAny(_ names: String...) -> Bool { schema.first(names) != nil }

    /// The first of these columns that is not empty; a column that is not there is looked for in its map.
    func text(_ names: String...) -> SQLText {
        coalesced(names, .text) { "NULLIF(\(sql: $0.type == .text ? Self.name($0) : Self.cast($0, to: .text)), '')" }
    }

    /// Columns that hold what the first version has many columns for.
    static let maps = ["product", "resource_tags", "cost_category", "discount"]

    /// `product_sku` → the member `sku` of `product`.
    private func member(_ name: String) -> SQLText? {
        for map in Self.maps where name.hasPrefix(map + "_") {
            return schema.first(map).map { FOCUSLift.member(String(name.dropFirst(map.count + 1)), of: $0) }
        }
        return nil
    }

    /// Nil where there is no such map.
    func map(_ name: String) -> SQLText? {
        schema.first(name).flatMap { $0.type == .map ? Self.name($0) : nil }
    }

    /// The raw rows, each object read once.
    var rows: SQLText {
        guard !objects.isEmpty else { return "raw" }
        let maps = objects.map { "\(sql: FOCUSLift.tagsMap("\(name: $0)")) AS \(name: $0)" as SQLText }
        return "(SELECT * REPLACE (\(sql: .joined(maps, separator: ", "))) FROM raw)"
    }

    /// The first of these columns that holds a number; text that is none counts as null.
    func decimal(_ names: String...) -> SQLText { decimal(names) }

    func decimal(_ names: [String]) -> SQLText {
        coalesced(names, .decimal) { $0.type == .decimal ? Self.name($0) : Self.cast($0, to: .decimal) }
    }

    func timestamp(_ names: String...) -> SQLText {
        coalesced(names, .timestamp) { $0.type == .timestamp ? Self.name($0) : Self.cast($0, to: .timestamp) }
    }

    private func coalesced(_ names: [String], _ type: ColumnType, _ sql: (Column) -> SQLText) -> SQLText {
        let found = names.compactMap { name in schema.first(name).map(sql) ?? (type == .text ? member(name) : nil) }
        switch found.count {
        case 0: return "NULL::\(unsafe: type.sqlName)"
        case 1: return found[0]
        default: return "COALESCE(\(sql: .joined(found, separator: ", ")))"
        }
    }

    private static func name(_ column: Column) -> SQLText { "\(name: column.name)" }

    private static func cast(_ column: Column, to type: ColumnType) -> SQLText {
        "TRY_CAST(\(name: column.name) AS \(unsafe: type.sqlName))"
    }
}

// MARK: Rows

extension CURTerms {
    var type: SQLText { text("line_item_line_item_type") }

    /// What the invoice counts for the row as delivered.
    var cost: SQLText { "COALESCE(\(sql: decimal(Self.costNames)), \(sql: Self.zero))" }

    private var hasLinesOnly: Bool { rewrites.isEmpty || areLines }

    /// `line`, `unused` (split off a fee) or `residual` (what a negation left over).
    var part: SQLText { hasLinesOnly ? "'line'" : "\(name: Self.partColumn)" }

    /// The unused amount or the residual; null on lines.
    var amount: SQLText { hasLinesOnly ? "NULL::DECIMAL(38,18)" : "\(name: Self.amountColumn)" }

    func isType(_ types: String...) -> SQLText { isType(types) }

    func isType(_ types: [String]) -> SQLText {
        "\(sql: type) IN (\(sql: .joined(types.map { "\($0)" }, separator: ", ")))"
    }

    /// `EdpDiscount`, `BundledDiscount` and others: rows that reprice other rows' usage.
    var isDiscount: SQLText { "\(sql: type) LIKE '%Discount'" }

    /// A value that only lines and unused parts have.
    func unlessResidual(_ sql: SQLText) -> SQLText {
        hasLinesOnly ? sql : "CASE WHEN \(sql: part) <> 'residual' THEN \(sql: sql) END"
    }

    var currency: SQLText { text("line_item_currency_code", "pricing_currency") }

    var savingsPlan: SQLText { text("savings_plan_savings_plan_a_r_n", "savings_plan_savings_plan_arn") }

    var reservation: SQLText { text("reservation_reservation_a_r_n", "reservation_reservation_arn") }

    var commitment: SQLText { "COALESCE(\(sql: savingsPlan), \(sql: reservation))" }

    var skuPrice: SQLText { unlessResidual(text("pricing_rate_code", "pricing_rate_id")) }

    var chargeCategory: SQLText {
        """
        CASE WHEN \(sql: part) = 'residual' THEN 'Adjustment'
             WHEN \(sql: part) = 'unused' THEN 'Usage'
             WHEN \(sql: isType("Usage", "DiscountedUsage", "SavingsPlanCoveredUsage", "SavingsPlanNegation"))
               OR \(sql: isDiscount) THEN 'Usage'
             WHEN \(sql: isType("Fee", "RIFee", "SavingsPlanUpfrontFee", "SavingsPlanRecurringFee")) THEN 'Purchase'
             WHEN \(sql: isType("Tax", "Credit")) THEN \(sql: type)
             ELSE 'Adjustment' END
        """
    }

    /// Nothing is known of such line items; refunds are adjustments.
    var isUnknownType: SQLText {
        """
        \(sql: part) = 'line' AND NOT (\(sql: isDiscount)) AND \(sql: type) NOT IN ('Usage', 'DiscountedUsage', \
        'SavingsPlanCoveredUsage', 'SavingsPlanNegation', 'Fee', 'RIFee', 'SavingsPlanUpfrontFee', \
        'SavingsPlanRecurringFee', 'Tax', 'Credit', 'Refund')
        """
    }

    /// Whether the row counts usage that happened.
    var isMetered: SQLText {
        "(\(sql: part) = 'line' AND \(sql: isType("Usage", "DiscountedUsage", "SavingsPlanCoveredUsage")))"
    }

    var isPurchase: SQLText { "(\(sql: chargeCategory)) = 'Purchase'" }

    /// FOCUS 1.3 has no price without a price id; a report without such ids keeps its prices.
    func ifPriced(_ sql: SQLText) -> SQLText {
        hasAny("pricing_rate_code", "pricing_rate_id")
            ? "CASE WHEN \(sql: skuPrice) IS NOT NULL THEN \(sql: sql) END" : unlessResidual(sql)
    }
}
