/// Which rows a delivery's columns allow to be rewritten. Costs move between rows only where the columns that carry
/// them on exist; otherwise rows stay as AWS wrote them.
struct CURRewrites: OptionSet {
    let rawValue: Int

    /// Recurring reservation fees get a row for what went unused.
    static let unusedReservations = CURRewrites(rawValue: 1)
    /// Recurring savings plan fees get a row for what went unused.
    static let unusedSavingsPlans = CURRewrites(rawValue: 2)
    /// Covered usage is billed at zero and its negation dropped.
    static let savingsPlanNegations = CURRewrites(rawValue: 4)
}
