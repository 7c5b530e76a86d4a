import BillingModel

extension FileStatistics {
    /// Longer text gives no bounds.
    package static let textBytesMax = 32

    /// Takes a column's extremes as an engine prints them (`2025-10-01`, `2025-10-01 00:00:00.5+00`, `42`).
    ///
    /// Kept only where every reader will understand them the same way: integers, dates, timestamps (minimum cut to the
    /// millisecond, maximum rounded up) and short text, given whole and compared by bytes. All else, and what does not
    /// parse, gives no bounds.
    package mutating func record(_ column: Column, min: String?, max: String?, nullCount: Int?) {
        if let nullCount { set(column.name, nullCount: nullCount) }
        guard let min, let max,
            let low = Self.bound(min, column.type, roundingUp: false),
            let high = Self.bound(max, column.type, roundingUp: true)
        else { return }
        set(column.name, min: low, max: high)
    }

    private static func bound(_ text: String, _ type: ColumnType, roundingUp: Bool) -> JSONValue? {
        switch type {
        case .text: text.utf8.count <= textBytesMax ? .string(text) : nil
        case .integer: Int(text).map(JSONValue.integer)
        case .date: StatisticsInstant(text + " 00:00:00").map { _ in .string(text) }
        case .timestamp: StatisticsInstant(text)?.isoMillis(roundingUp: roundingUp).map(JSONValue.string)
        case .decimal, .boolean, .map: nil
        }
    }
}

/// A moment in UTC between the years 1 and 9999, read from `2025-10-01 12:30:00[.123456][Z|+00|+00:00]` with a space or
/// a `T`.
struct StatisticsInstant {
    private let secondsSince1970: Int
    private let micros: Int

    init?(_ text: String) {
        var text = text[...]
        for zone in ["Z", "+00", "+00:00"] where text.hasSuffix(zone) {
            text = text.dropLast(zone.count)
            break
        }
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "T"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10]), let hour = Self.number(bytes[11..<13]),
            let minute = Self.number(bytes[14..<16]), let second = Self.number(bytes[17..<19]),
            year > 0, (1...12).contains(month), (1...Self.dayCount(year, month)).contains(day),
            hour < 24, minute < 60, second < 60
        else { return nil }
        guard let micros = Self.micros(bytes[19...]) else { return nil }
        self.micros = micros
        secondsSince1970 = Self.days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second
    }

    /// `2025-10-01T12:30:00.123Z`; nil when rounding leads out of the four-digit years.
    func isoMillis(roundingUp: Bool) -> String? {
        let millis = secondsSince1970 * 1000 + micros / 1000 + (roundingUp && micros % 1000 != 0 ? 1 : 0)
        let days = millis >= 0 ? millis / 86_400_000 : -((86_399_999 - millis) / 86_400_000)
        let rest = millis - days * 86_400_000
        let (year, month, day) = Self.civil(days)
        guard (1...9999).contains(year) else { return nil }
        let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60)
        let date = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
        let time = "\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(second, 2))"
        return "\(date)T\(time).\(Self.padded(rest % 1000, 3))Z"
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.reduce(0) { value, byte in
            guard let value, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            return value * 10 + Int(byte - UInt8(ascii: "0"))
        }
    }

    /// Nothing, or a point and one to six digits.
    private static func micros(_ fraction: ArraySlice<UInt8>) -> Int? {
        guard let point = fraction.first else { return 0 }
        let digits = fraction.dropFirst()
        guard point == UInt8(ascii: "."), (1...6).contains(digits.count), var value = number(digits) else { return nil }
        for _ in digits.count..<6 { value *= 10 }
        return value
    }

    private static func dayCount(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar; years begin in March so that leap days come last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }

    private static func civil(_ daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
        // The estimate is at most a year off, the loop settles it.
        var year = (daysSince1970 + 719_528) * 400 / 146_097
        while days(year + 1, 1, 1) <= daysSince1970 { year += 1 }
        while days(year, 1, 1) > daysSince1970 { year -= 1 }
        var month = 12
        while days(year, month, 1) > daysSince1970 { month -= 1 }
        return (year, month, daysSince1970 - days(year, month, 1) + 1)
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
