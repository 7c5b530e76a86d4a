import BillingModel
import SQLEngine

/// Price × count of two DECIMAL(38,18), whose plain product would need 76 digits: rounded to 18 decimals once, half
/// away from zero; null where one has more than ten digits before the point. Once as SQL and once in numbers, which
/// must agree.
package enum ExactProduct {
    /// The whole part of the count times the price is exact; so is the rest of the count times the whole part of the
    /// price. What is left fits 38 digits.
    package static func sql(_ price: SQLText, _ count: SQLText) -> SQLText {
        let whole: SQLText = "trunc(\(sql: count))"
        let rest: SQLText = "(\(sql: count) - \(sql: whole))"
        return """
            CASE WHEN abs(\(sql: price)) >= 10000000000 OR abs(\(sql: count)) >= 10000000000 THEN NULL \
            WHEN abs(\(sql: price)) < 100 THEN CAST(\(sql: whole) * \(sql: price) AS DECIMAL(38,18)) \
            + CAST(\(sql: rest) * \(sql: price) AS DECIMAL(38,18)) \
            ELSE CAST(\(sql: whole) * \(sql: price) AS DECIMAL(38,18)) \
            + CAST(trunc(\(sql: price)) * \(sql: rest) AS DECIMAL(38,18)) \
            + CAST((\(sql: price) - trunc(\(sql: price))) * \(sql: rest) AS DECIMAL(38,18)) END
            """
    }

    /// An amount times a whole number, which is exact; an error beyond 38 digits, or 18 of the whole number.
    package static func sql(_ amount: SQLText, times whole: SQLText) -> SQLText {
        "CAST(\(sql: amount) * CAST(\(sql: whole) AS DECIMAL(18,0)) AS DECIMAL(38,18))"
    }

    /// Nil where the SQL has an error.
    package static func units(_ amount: Int128, times whole: Int64) -> Int128? {
        guard whole.magnitude < 1_000_000_000_000_000_000 else { return nil }
        let (product, isTooLarge) = amount.multipliedReportingOverflow(by: Int128(whole))
        return isTooLarge || product.magnitude >= unitsLimit ? nil : product
    }

    private static let unitsLimit: UInt128 = 100_000_000_000_000_000_000_000_000_000_000_000_000

    /// All in units of 10⁻¹⁸.
    package static func units(price: Int128, count: Int128) -> Int128? {
        let one: Int128 = 1_000_000_000_000_000_000
        let limit = (10_000_000_000 * one).magnitude
        guard price.magnitude < limit, count.magnitude < limit else { return nil }
        let (whole, rest) = count.quotientAndRemainder(dividingBy: one)
        let (wholePrice, restPrice) = price.quotientAndRemainder(dividingBy: one)
        let (last, remainder) = (restPrice * rest).quotientAndRemainder(dividingBy: one)
        let exact = whole * price + wholePrice * rest + last
        guard 2 * remainder.magnitude >= one.magnitude else { return exact }
        return exact + (remainder < 0 ? -1 : 1)
    }
}
