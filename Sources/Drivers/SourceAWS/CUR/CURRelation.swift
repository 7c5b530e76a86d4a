import BillingSources
import SQLEngine

/// The rows of a report as FOCUS counts them.
///
/// - A recurring fee keeps its row (the purchase) and gets a second one for what went unused, when that is above zero.
/// - Savings plan negations go, since covered usage is billed at zero. Where a group of both does not add up to zero,
///   the difference stays as one residual row, so that billed cost adds up to the report's, always.
enum CURRelation {
    /// Within these, AWS negates what it covered.
    private static func group(_ terms: CURTerms) -> [SQLText] {
        [
            terms.savingsPlan,
            terms.timestamp("line_item_usage_start_date"),
            terms.text("line_item_usage_account_id"),
            terms.text("line_item_product_code"),
            terms.text("line_item_currency_code"),
        ]
    }

    static func sql(_ terms: CURTerms) -> SQLText {
        .joined([lines(terms)] + added(terms), separator: "\nUNION ALL\n")
    }

    /// The same with the rows that stay apart from those that come; nil where all rows must be made anew first.
    static func lines(_ terms: CURTerms, entries: [Mapping.Entry]) -> Mapping.Lines? {
        let added = added(terms)
        guard terms.objects.isEmpty, !added.isEmpty else { return nil }
        var types = unusedAmounts(terms).map { "\($0.type)" as SQLText }
        if terms.rewrites.contains(.savingsPlanNegations) {
            types += negated.map { "\($0)" as SQLText }
        }
        return Mapping.Lines(
            entries: entries, kept: kept(terms), added: .joined(added, separator: "\nUNION ALL\n"),
            addedFrom: "\(sql: terms.type) IN (\(sql: .joined(types, separator: ", ")))")
    }

    private static let negated = ["SavingsPlanCoveredUsage", "SavingsPlanNegation"]

    private static func lines(_ terms: CURTerms) -> SQLText {
        """
        SELECT *, 'line' AS \(name: CURTerms.partColumn), NULL::DECIMAL(38,18) AS \(name: CURTerms.amountColumn)
        FROM \(sql: terms.rows) WHERE \(sql: kept(terms))
        """
    }

    private static func kept(_ terms: CURTerms) -> SQLText {
        terms.rewrites.contains(.savingsPlanNegations)
            ? "\(sql: terms.type) IS DISTINCT FROM 'SavingsPlanNegation'" : "true"
    }

    private static func added(_ terms: CURTerms) -> [SQLText] {
        let unused = unusedAmounts(terms)
        return (unused.isEmpty ? [] : [unusedParts(terms, unused)])
            + (terms.rewrites.contains(.savingsPlanNegations) ? [residuals(terms)] : [])
    }

    /// Fee types with what went unused; AWS gives no net commitment, so a savings plan's is gross.
    private static func unusedAmounts(_ terms: CURTerms) -> [(type: String, amount: SQLText)] {
        func orZero(_ names: String...) -> SQLText { "COALESCE(\(sql: terms.decimal(names)), \(sql: CURTerms.zero))" }
        var amounts: [(type: String, amount: SQLText)] = []
        if terms.rewrites.contains(.unusedReservations) {
            let upfront = orZero(
                "reservation_net_unused_amortized_upfront_fee_for_billing_period",
                "reservation_unused_amortized_upfront_fee_for_billing_period")
            let recurring = orZero("reservation_net_unused_recurring_fee", "reservation_unused_recurring_fee")
            amounts.append(("RIFee", "\(sql: upfront) + \(sql: recurring)"))
        }
        if terms.rewrites.contains(.unusedSavingsPlans) {
            let total = orZero("savings_plan_total_commitment_to_date")
            let used = orZero("savings_plan_used_commitment")
            amounts.append(("SavingsPlanRecurringFee", "\(sql: total) - \(sql: used)"))
        }
        return amounts
    }

    private static func unusedParts(_ terms: CURTerms, _ unused: [(type: String, amount: SQLText)]) -> SQLText {
        let whens = unused.map { "WHEN \($0.type) THEN \(sql: $0.amount)" as SQLText }
        let amount: SQLText = "CASE \(sql: terms.type) \(sql: .joined(whens, separator: " ")) END"
        let types = SQLText.joined(unused.map { "\($0.type)" }, separator: ", ")
        return """
            SELECT *, 'unused' AS \(name: CURTerms.partColumn), \(sql: amount) AS \(name: CURTerms.amountColumn)
            FROM \(sql: terms.rows) WHERE \(sql: terms.type) IN (\(sql: types)) AND \(sql: amount) > 0
            """
    }

    /// The first row of each group stands for it: its account, plan and hour are the group's.
    private static func residuals(_ terms: CURTerms) -> SQLText {
        """
        SELECT raw.*, 'residual' AS \(name: CURTerms.partColumn), residual.amount AS \(name: CURTerms.amountColumn)
        FROM \(sql: terms.rows) AS raw JOIN (
            SELECT min({'file': x_file, 'row': x_row}) AS first, sum(\(sql: terms.cost)) AS amount
            FROM raw WHERE \(sql: terms.isType(negated))
            GROUP BY \(sql: .joined(group(terms), separator: ", "))
            HAVING sum(\(sql: terms.cost)) <> 0
        ) AS residual ON raw.x_file = residual.first.file AND raw.x_row = residual.first.row
        """
    }
}
