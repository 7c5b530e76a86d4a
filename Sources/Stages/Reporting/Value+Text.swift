import Columnar

extension Value {
    /// For JSON: decimals, dates and times are strings, integers of any size numbers, maps and structures objects.
    /// A double that JSON cannot write is a string.
    var json: String {
        switch self {
        case .null: "null"
        case .boolean, .integer, .unsigned: text ?? "null"
        case .double(let number): number.isFinite ? "\(number)" : JSONText.string("\(number)")
        case .decimal, .text, .bytes, .date, .time, .timestamp, .interval: JSONText.string(text)
        case .list(let items): JSONText.array(items.map(\.json))
        case .structure(let members): JSONText.object(members.map { ($0.name, $0.value.json) })
        case .map(let entries): JSONText.object(entries.map { ($0.key.text ?? "null", $0.value.json) })
        }
    }

    /// For tables and CSV; nil is null. Nested values are JSON.
    var text: String? {
        switch self {
        case .null: nil
        case .boolean(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .unsigned(let number): String(number)
        case .decimal(let units, let scale): Self.decimalText(units: units, scale: scale)
        case .double(let number): "\(number)"
        case .text(let text): text
        case .bytes(let bytes): Self.hex(bytes)
        case .date(let days): CalendarText.date(Int64(days))
        case .time(let micros): CalendarText.time(micros)
        case .timestamp(let micros, let isUTC): CalendarText.timestamp(micros: micros, isUTC: isUTC)
        case .interval(let months, let days, let nanos): Self.duration(months: months, days: days, nanos: nanos)
        case .list, .structure, .map: json
        }
    }

    var isNumber: Bool {
        switch self {
        case .integer, .unsigned, .decimal, .double: true
        default: false
        }
    }

    private static func decimalText(units: Int128, scale: Int) -> String {
        let digits = String(units.magnitude)
        let sign = units < 0 ? "-" : ""
        guard scale > 0 else { return sign + digits + String(repeating: "0", count: units == 0 ? 0 : -scale) }
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.reduce(into: "") { $0 += ($1 < 16 ? "0" : "") + String($1, radix: 16) }
    }

    /// ISO 8601: `P1M2DT3.5S`.
    private static func duration(months: Int32, days: Int32, nanos: Int64) -> String {
        var text = "P"
        if months != 0 { text += "\(months)M" }
        if days != 0 { text += "\(days)D" }
        if nanos != 0 || text == "P" {
            var seconds = Substring(decimalText(units: Int128(nanos), scale: 9))
            while seconds.hasSuffix("0") { seconds.removeLast() }
            if seconds.hasSuffix(".") { seconds.removeLast() }
            text += "T\(seconds)S"
        }
        return text
    }
}
