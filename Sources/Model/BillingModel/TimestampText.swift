/// Dates and instants as billing exports spell them.
package enum TimestampText {
    /// Microseconds since 1970 in UTC; nil when the text is none of: `2025-10-01`, `2025-10-01T13:00Z`,
    /// `2025-10-01T13:00:00Z`, with up to nine decimals (cut to six), a space for the T, and `+00:00` or
    /// nothing for the Z.
    package static func micros(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        var scan = Scan(text)
        guard let day = scan.isoDay() else { return nil }
        let start = day * 86_400_000_000
        if scan.isAtEnd { return start }
        guard scan.take("T") || scan.take(" "), let hour = scan.number(digits: 2), scan.take(":"),
            let minute = scan.number(digits: 2), hour < 24, minute < 60
        else { return nil }
        var micros = Int64(hour * 3600 + minute * 60) * 1_000_000
        if scan.take(":") {
            guard let second = scan.number(digits: 2), second < 60 else { return nil }
            micros += Int64(second) * 1_000_000
            if scan.take(".") {
                guard let fraction = scan.fractionMicros() else { return nil }
                micros += fraction
            }
        }
        guard scan.isAtEnd || scan.takesUTC() else { return nil }
        return start + micros
    }

    /// Days since 1970; nil when the text is neither a date that ``micros(_:)`` reads at midnight nor month/day/year or
    /// day/month/year, padded or not, with a year of two (20yy) or four digits.
    package static func days(_ text: UnsafeBufferPointer<UInt8>, _ order: DateOrder = .monthFirst) -> Int32? {
        if let micros = micros(text) {
            return micros % 86_400_000_000 == 0 ? Int32(micros / 86_400_000_000) : nil
        }
        var scan = Scan(text)
        guard let (first, second) = scan.slashed(), let year = scan.shortOrLongYear() else { return nil }
        if !scan.isAtEnd {
            guard scan.take(" "), scan.takesMidnight() else { return nil }
        }
        let (month, day) = order == .monthFirst ? (first, second) : (second, first)
        return days(year: year, month: month, day: day)
    }

    /// The two numbers before the year of a date with slashes; nil for other text.
    package static func slashed(_ text: UnsafeBufferPointer<UInt8>) -> (first: Int, second: Int)? {
        var scan = Scan(text)
        return scan.slashed()
    }

    /// Days since 1970 of a day in the Gregorian calendar; nil when there is no such day.
    package static func days(year: Int, month: Int, day: Int) -> Int32? {
        guard let period = BillingPeriod(year: year, month: month), day >= 1, day <= period.dayCount else { return nil }
        // Counting from 1 March makes the leap day the last of its year.
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Year, month and day of a count of days since 1970.
    package static func calendar(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// `2025-10-01`.
    package static func date(days: Int) -> String {
        let (year, month, day) = calendar(days: days)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// `2025-10-01T13:00:00Z`, with six decimals only where the fraction is not zero.
    package static func instant(micros: Int64) -> String {
        let day = Int(micros >= 0 ? micros / 86_400_000_000 : (micros - 86_399_999_999) / 86_400_000_000)
        let rest = Int(micros - Int64(day) * 86_400_000_000)
        let (seconds, fraction) = rest.quotientAndRemainder(dividingBy: 1_000_000)
        let clock = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
        return "\(date(days: day))T\(clock)" + (fraction == 0 ? "Z" : ".\(padded(fraction, 6))Z")
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// A cursor over ASCII text.
private struct Scan {
    private let text: UnsafeBufferPointer<UInt8>
    private var at = 0

    init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
    }

    var isAtEnd: Bool { at == text.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard at < text.count, text[at] == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    mutating func number(digits: Int) -> Int? {
        let start = at
        guard let number = number(digitsUpTo: digits), at - start == digits else { return nil }
        return number
    }

    mutating func number(digitsUpTo limit: Int) -> Int? {
        var value = 0
        let start = at
        while at < text.count, at - start < limit, text[at] &- UInt8(ascii: "0") < 10 {
            value = value * 10 + Int(text[at] - UInt8(ascii: "0"))
            at += 1
        }
        return at == start ? nil : value
    }

    mutating func slashed() -> (first: Int, second: Int)? {
        guard let first = number(digitsUpTo: 2), take("/"), let second = number(digitsUpTo: 2), take("/") else {
            return nil
        }
        return (first, second)
    }

    mutating func isoDay() -> Int64? {
        guard let year = number(digits: 4), take("-"), let month = number(digits: 2), take("-"),
            let day = number(digits: 2)
        else { return nil }
        return TimestampText.days(year: year, month: month, day: day).map(Int64.init)
    }

    /// Two digits are a year of this century; `5`, `025` and `0025` are nothing.
    mutating func shortOrLongYear() -> Int? {
        let start = at
        guard let number = number(digitsUpTo: 4) else { return nil }
        switch at - start {
        case 2: return 2000 + number
        case 4: return number
        default: return nil
        }
    }

    /// One to nine decimals of a second, in microseconds.
    mutating func fractionMicros() -> Int64? {
        let start = at
        guard let number = number(digitsUpTo: 9) else { return nil }
        var value = number
        var digits = at - start
        while digits > 6 { value /= 10; digits -= 1 }
        while digits < 6 { value *= 10; digits += 1 }
        return Int64(value)
    }

    mutating func takesUTC() -> Bool {
        if take("Z") { return isAtEnd }
        guard take("+"), number(digits: 2) == 0 else { return false }
        return isAtEnd || ((take(":") || true) && number(digits: 2) == 0 && isAtEnd)
    }

    mutating func takesMidnight() -> Bool {
        guard number(digitsUpTo: 2) == 0, take(":"), number(digits: 2) == 0 else { return false }
        return isAtEnd || (take(":") && number(digits: 2) == 0 && isAtEnd)
    }
}
