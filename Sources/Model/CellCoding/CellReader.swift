import BillingModel
import CodedColumns

/// Reads one cell's text as a value of a lake type: the only place that says what a CSV cell means.
enum CellReader {
    enum Outcome {
        case read
        /// More than 18 decimals: read, rounded half to even.
        case rounded
        /// It stands for nothing, and nothing was appended.
        case null
        case refused(reason: String)
    }

    /// Appends the value to `values`, which is a list for `type`. `text` has at least one byte and its doubled quotes
    /// still stand.
    static func read(
        _ text: UnsafeBufferPointer<UInt8>, as type: ColumnType, dates: DateOrder, to values: inout ValueList
    ) -> Outcome {
        switch type {
        case .text, .map:
            values.appendText(text)
            return .read
        case .decimal:
            return decimal(text, to: &values)
        case .integer:
            guard let number = Int64(String(decoding: text, as: UTF8.self)) else {
                return .refused(reason: "is not a whole number of 64 bits")
            }
            values.append(number)
        case .timestamp:
            guard let micros = TimestampText.micros(text) else {
                return .refused(reason: "is not a UTC date and time")
            }
            values.append(micros)
        case .date:
            guard let days = TimestampText.days(text, dates) else {
                return .refused(
                    reason: "is not a date (year-month-day or \(dates == .monthFirst ? "month/day" : "day/month")/year)"
                )
            }
            values.append(Int64(days))
        case .boolean:
            switch String(decoding: text, as: UTF8.self).lowercased() {
            case "true": values.append(true)
            case "false": values.append(false)
            default: return .refused(reason: "is neither true nor false")
            }
        }
        return .read
    }

    private static func decimal(_ text: UnsafeBufferPointer<UInt8>, to values: inout ValueList) -> Outcome {
        if let units = plainDecimal(text) {
            values.append(units)
            return .read
        }
        switch ExactDecimal.parse(text) {
        case .exact(let value):
            values.append(value.units)
            return .read
        case .rounded(let value):
            values.append(value.units)
            return .rounded
        case .malformed: return .refused(reason: "is not a decimal number")
        case .tooLarge: return .refused(reason: "has more than 20 digits before the point")
        }
    }

    /// `-?digits[.digits]` with at most 18 digits in all, which is nearly every amount; nil is for ``ExactDecimal``.
    @inline(__always)
    static func plainDecimal(_ text: UnsafeBufferPointer<UInt8>) -> Int128? {
        var at = 0
        let isNegative = text[0] == UInt8(ascii: "-")
        if isNegative { at = 1 }
        let first = at
        let count = text.count
        guard count - first <= 19 else { return nil }
        var digits: UInt64 = 0
        while at < count, text[at] &- UInt8(ascii: "0") < 10 {
            digits = digits &* 10 &+ UInt64(text[at] &- UInt8(ascii: "0"))
            at += 1
        }
        let whole = at - first
        guard whole > 0, whole <= 18 else { return nil }
        var fraction = 0
        if at < count {
            guard text[at] == UInt8(ascii: ".") else { return nil }
            at += 1
            while at < count, text[at] &- UInt8(ascii: "0") < 10 {
                digits = digits &* 10 &+ UInt64(text[at] &- UInt8(ascii: "0"))
                at += 1
                fraction += 1
            }
            guard at == count, fraction > 0 else { return nil }
        }
        let units = Int128(digits) &* Int128(powersOfTen[ExactDecimal.scale - fraction])
        return isNegative ? -units : units
    }

    private static let powersOfTen: [UInt64] = {
        var powers: [UInt64] = [1]
        while powers.count <= ExactDecimal.scale { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()
}
