import BillingModel

/// A calendar day in UTC with the spellings that rows need, made once per day.
struct Day: Sendable {
    let period: BillingPeriod
    /// 1…31.
    let day: Int
    /// Since 1970-01-01.
    let number: Int
    /// `2025-10-01`
    let text: String
    /// The day after, `2025-10-02`.
    let next: String

    init(_ period: BillingPeriod, _ day: Int) {
        self.period = period
        self.day = day
        number = Self.daysBefore(period) + day - 1
        text = Self.text(period, day)
        next = day < period.dayCount ? Self.text(period, day + 1) : period.next.firstDay
    }

    var isWeekend: Bool { [0, 6].contains((number + 4) % 7) }

    /// `10/01/2025`
    var american: String {
        let parts = text.split(separator: "-")
        return "\(parts[1])/\(parts[2])/\(parts[0])"
    }

    /// `20251001`
    var compact: String { text.filter { $0 != "-" } }

    private static func text(_ period: BillingPeriod, _ day: Int) -> String {
        "\(period)-" + (day < 10 ? "0" : "") + String(day)
    }

    /// Days from 1970-01-01 to the month's first, in the Gregorian calendar.
    private static func daysBefore(_ period: BillingPeriod) -> Int {
        let year = period.month > 2 ? period.year : period.year - 1
        let monthsSinceMarch = (period.month + 9) % 12
        return year * 365 + year / 4 - year / 100 + year / 400 + (monthsSinceMarch * 153 + 2) / 5 - 719_468
    }
}
