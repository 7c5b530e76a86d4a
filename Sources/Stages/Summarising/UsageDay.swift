/// A day in UTC, as a count of days since 1970.
struct UsageDay: Sendable {
    /// Before any other where the day is not known.
    let number: Int64

    static let unknown = UsageDay()

    private init() {
        number = .min
    }

    /// The outermost timestamps stand for infinity, which is on no day.
    init(microseconds: Int64) {
        let (days, rest) = microseconds.quotientAndRemainder(dividingBy: 86_400_000_000)
        let isFinite = microseconds.magnitude < Int64.max.magnitude
        number = isFinite ? days - (rest < 0 ? 1 : 0) : Self.unknown.number
    }

    var isKnown: Bool { number != Self.unknown.number }
}
