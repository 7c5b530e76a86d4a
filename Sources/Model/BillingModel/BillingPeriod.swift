/// A calendar month in UTC, the unit in which clouds bill and Billow replaces: `2025-10`.
package struct BillingPeriod: Hashable, Sendable {
    package let year: Int
    /// 1…12.
    package let month: Int

    package init?(year: Int, month: Int) {
        guard (1...12).contains(month), (1900...9999).contains(year) else { return nil }
        self.year = year
        self.month = month
    }

    /// `2025-10`, nothing else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 4, parts[1].count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1])
        else { return nil }
        self.init(year: year, month: month)
    }

    private init(uncheckedYear year: Int, month: Int) {
        self.year = year
        self.month = month
    }

    package var next: BillingPeriod {
        month == 12
            ? BillingPeriod(uncheckedYear: year + 1, month: 1) : BillingPeriod(uncheckedYear: year, month: month + 1)
    }

    package var previous: BillingPeriod {
        month == 1
            ? BillingPeriod(uncheckedYear: year - 1, month: 12) : BillingPeriod(uncheckedYear: year, month: month - 1)
    }

    /// First day, inclusive: `2025-10-01`.
    package var firstDay: String { "\(self)-01" }

    /// Days in the month.
    package var dayCount: Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }
}

extension BillingPeriod: Comparable {
    package static func < (left: BillingPeriod, right: BillingPeriod) -> Bool {
        (left.year, left.month) < (right.year, right.month)
    }
}

extension BillingPeriod: CustomStringConvertible {
    package var description: String {
        let digits = String(year)
        return String(repeating: "0", count: 4 - digits.count) + digits + (month < 10 ? "-0" : "-") + String(month)
    }
}

extension BillingPeriod {
    /// The month of a date: `2025-10-01`, with or without a time, or `10/1/2025`.
    package init?(ofDay text: String, _ order: DateOrder = .monthFirst) {
        var text = text
        let days = text.withUTF8 { utf8 in
            TimestampText.days(utf8, order) ?? TimestampText.micros(utf8).map { Int32($0 / 86_400_000_000) }
        }
        guard let days else { return nil }
        let (year, month, _) = TimestampText.calendar(days: Int(days))
        self.init(year: year, month: month)
    }
}
