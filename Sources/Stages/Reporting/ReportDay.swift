import BillingModel

/// A calendar day: `2025-10-31`.
package struct ReportDay: Hashable, Sendable, Comparable, CustomStringConvertible {
    let month: BillingPeriod
    let day: Int

    /// ISO 8601 with dashes, nothing else; nil when there is no such day.
    package init?(_ text: String) {
        let digits = text.utf8.suffix(2)
        guard text.utf8.count == 10, text.dropLast(2).last == "-", let month = BillingPeriod(text.dropLast(3)),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let day = Int(text.suffix(2)),
            (1...month.dayCount).contains(day)
        else { return nil }
        self.month = month
        self.day = day
    }

    package static func < (left: ReportDay, right: ReportDay) -> Bool {
        (left.month, left.day) < (right.month, right.day)
    }

    package var description: String { "\(month)-\(day < 10 ? "0" : "")\(day)" }
}
