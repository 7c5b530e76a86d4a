import BillingModel

extension ReportDay {
    package init(daysSince1970 days: Int) throws {
        guard let day = ReportDay(TimestampText.date(days: days)) else {
            throw BillowError(.usage, "a day that is \(days) days from 1970 is outside the calendar")
        }
        self = day
    }

    package var daysSince1970: Int {
        Int(TimestampText.days(year: month.year, month: month.month, day: day) ?? 0)
    }

    package var period: BillingPeriod { month }

    /// 1…31.
    package var dayOfMonth: Int { day }

    package var isEndOfMonth: Bool { day == month.dayCount }

    /// 0 is Monday.
    package var weekday: Int { ((daysSince1970 + 3) % 7 + 7) % 7 }

    package func adding(days: Int) throws -> ReportDay { try ReportDay(daysSince1970: daysSince1970 + days) }

    /// This day of another month, or that month's last.
    package func same(in other: BillingPeriod) -> ReportDay {
        ReportDay(other, min(day, other.dayCount)) ?? self
    }

    package init?(_ month: BillingPeriod, _ day: Int) {
        self.init("\(month)-\(day < 10 ? "0" : "")\(day)")
    }
}
