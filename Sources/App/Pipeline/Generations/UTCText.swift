import BillingModel

/// Milliseconds since 1970 as people read them, in UTC.
package enum UTCText {
    /// `2025-11-06`.
    package static func day(_ millis: Int64) -> String {
        let (year, month, day) = TimestampText.calendar(days: Int(Self.days(millis)))
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// `2025-11-06T04:02:11Z`.
    package static func second(_ millis: Int64) -> String {
        let seconds = Int((millis - days(millis) * dayMillis) / 1000)
        return "\(day(millis))T\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))Z"
    }

    static let dayMillis: Int64 = 86_400_000

    private static func days(_ millis: Int64) -> Int64 {
        millis >= 0 ? millis / dayMillis : (millis - dayMillis + 1) / dayMillis
    }

    private static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
