/// How a date with slashes is meant.
package enum DateOrder: String, Hashable, Sendable, CaseIterable {
    /// `12/31/2025`
    case monthFirst = "month-first"
    /// `31/12/2025`
    case dayFirst = "day-first"

    package var other: DateOrder { self == .monthFirst ? .dayFirst : .monthFirst }
}
