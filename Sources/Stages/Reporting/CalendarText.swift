/// Dates and times of the proleptic Gregorian calendar as ISO 8601 text.
enum CalendarText {
    private static let microsPerDay: Int64 = 86_400_000_000

    /// `2025-10-31` from days since 1970; years beyond 0000…9999 have a sign.
    static func date(_ days: Int64) -> String {
        // Days are counted from 0000-03-01, so that the leap day ends a year, in eras of 400 years.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let sign = year < 0 ? "-" : year > 9999 ? "+" : ""
        return "\(sign)\(padded(Int64(year.magnitude), 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// `23:59:59.5` from microseconds since midnight; a fraction only where there is one.
    static func time(_ micros: Int64) -> String {
        let seconds = micros / 1_000_000
        let clock = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
        var fraction = Substring(padded(micros % 1_000_000, 6))
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return fraction.isEmpty ? clock : "\(clock).\(fraction)"
    }

    /// `2025-10-01T00:00:00Z`; without `Z` when it is a wall clock's reading.
    static func timestamp(micros: Int64, isUTC: Bool) -> String {
        let (quotient, remainder) = micros.quotientAndRemainder(dividingBy: microsPerDay)
        let days = remainder < 0 ? quotient - 1 : quotient
        let rest = remainder < 0 ? remainder + microsPerDay : remainder
        return "\(date(days))T\(time(rest))\(isUTC ? "Z" : "")"
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
