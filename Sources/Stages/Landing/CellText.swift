import BillingModel

/// How a column's cells are checked and spelled anew, so that typing them cannot fail or round afterwards.
enum CellText {
    /// Why a cell is refused.
    struct Refusal: Error {
        let reason: String
    }

    struct Spelled {
        var bytes: [UInt8]
        var wasRounded = false
    }

    static func spell(_ cell: UnsafeBufferPointer<UInt8>, as type: ColumnType) throws(Refusal) -> Spelled {
        switch type {
        case .text, .map:
            return Spelled(bytes: Array(cell))
        case .decimal:
            let parsed = ExactDecimal.parse(cell)
            switch parsed {
            case .exact(let value): return Spelled(bytes: Array(value.description.utf8))
            case .rounded(let value): return Spelled(bytes: Array(value.description.utf8), wasRounded: true)
            case .malformed: throw Refusal(reason: "is not a decimal number")
            case .tooLarge: throw Refusal(reason: "has more than 20 digits before the point")
            }
        case .integer:
            let text = String(decoding: cell, as: UTF8.self)
            guard let number = Int64(text) else { throw Refusal(reason: "is not a whole number of 64 bits") }
            return Spelled(bytes: Array(String(number).utf8))
        case .timestamp:
            guard let micros = TimestampText.micros(cell) else { throw Refusal(reason: "is not a UTC date and time") }
            return Spelled(bytes: Array(TimestampText.instant(micros: micros).utf8))
        case .date:
            guard let days = TimestampText.days(cell) else {
                throw Refusal(reason: "is not a date (year-month-day or month/day/year)")
            }
            return Spelled(bytes: Array(TimestampText.date(days: Int(days)).utf8))
        case .boolean:
            switch String(decoding: cell, as: UTF8.self).lowercased() {
            case "true": return Spelled(bytes: Array("true".utf8))
            case "false": return Spelled(bytes: Array("false".utf8))
            default: throw Refusal(reason: "is neither true nor false")
            }
        }
    }

    /// Digits with at most 20 before and 18 behind the point: such text means the same to every reader.
    static func isPlainDecimal(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = cell.first == UInt8(ascii: "-") ? 1 : 0
        let first = at
        while at < cell.count, cell[at] &- UInt8(ascii: "0") < 10 { at += 1 }
        guard at > first, at - first <= 20 else { return false }
        if at == cell.count { return true }
        guard cell[at] == UInt8(ascii: ".") else { return false }
        let fraction = at + 1
        at = fraction
        while at < cell.count, cell[at] &- UInt8(ascii: "0") < 10 { at += 1 }
        return at == cell.count && at > fraction && at - fraction <= ExactDecimal.scale
    }
}
