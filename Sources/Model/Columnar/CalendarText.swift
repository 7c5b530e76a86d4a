/// Dates, times and intervals as text, in the proleptic Gregorian calendar and without a time zone database.
enum CalendarText {
    /// `2025-10-01`; years before 1 end in ` (BC)`.
    static func date(days: Int) -> String {
        switch days {
        case Int(Int32.max): return "infinity"
        case -Int(Int32.max): return "-infinity"
        default: return text(date: dayNumbers(days))
        }
    }

    /// `10:00:00`, `10:00:00.5`.
    static func time(nanos: Int128) -> String {
        let seconds = Int(nanos / 1_000_000_000)
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { pad($0, 2) }.joined(separator: ":")
        return clock + fraction(nanos: Int(nanos % 1_000_000_000))
    }

    /// `2025-10-01 10:00:00`, with `+00` behind an instant.
    static func timestamp(micros: Int64, isUTC: Bool) -> String {
        switch micros {
        case .max: "infinity"
        case -.max: "-infinity"
        default: timestamp(nanos: Int128(micros) * 1000, isUTC: isUTC)
        }
    }

    static func timestamp(nanos: Int128, isUTC: Bool) -> String {
        let dayNanos: Int128 = 86_400_000_000_000
        let remainder = nanos % dayNanos
        let sinceMidnight = remainder < 0 ? remainder + dayNanos : remainder
        let date = text(date: dayNumbers(Int((nanos - sinceMidnight) / dayNanos)))
        return date + " " + time(nanos: sinceMidnight) + (isUTC ? "+00" : "")
    }

    /// `1 year 2 months 3 days 04:05:06`; nothing at all is `00:00:00`.
    static func interval(months: Int, days: Int, nanos: Int64) -> String {
        var parts: [String] = []
        func add(_ count: Int, _ unit: String) {
            guard count != 0 else { return }
            parts.append("\(count) \(unit)" + (abs(count) == 1 ? "" : "s"))
        }
        add(months / 12, "year")
        add(months % 12, "month")
        add(days, "day")
        if nanos != 0 || parts.isEmpty {
            parts.append((nanos < 0 ? "-" : "") + time(nanos: Int128(nanos.magnitude)))
        }
        return parts.joined(separator: " ")
    }

    /// Seconds east of Greenwich: `+02`, `-05:30`.
    static func offset(seconds: Int) -> String {
        let size = abs(seconds)
        var text = (seconds < 0 ? "-" : "+") + pad(size / 3600, 2)
        if size % 3600 != 0 { text += ":" + pad(size / 60 % 60, 2) }
        if size % 60 != 0 { text += ":" + pad(size % 60, 2) }
        return text
    }

    private static func text(date: (year: Int, month: Int, day: Int)) -> String {
        let isBC = date.year < 1
        let year = isBC ? 1 - date.year : date.year
        return pad(year, 4) + "-" + pad(date.month, 2) + "-" + pad(date.day, 2) + (isBC ? " (BC)" : "")
    }

    /// Counts in eras of 400 years, which all have 146,097 days, and in years that begin in March, so that the leap
    /// day comes last.
    private static func dayNumbers(_ daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
        let days = daysSince1970 + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// Without trailing zeros; empty for whole seconds.
    private static func fraction(nanos: Int) -> String {
        guard nanos != 0 else { return "" }
        var digits = pad(nanos, 9)
        while digits.hasSuffix("0") { digits.removeLast() }
        return "." + digits
    }

    private static func pad(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
