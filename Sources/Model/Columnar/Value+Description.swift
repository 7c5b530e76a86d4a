extension Value: CustomStringConvertible {
    /// The text that DuckDB's cast to VARCHAR gives, at the top level. Maps are written in the order of their keys'
    /// text, so that one value has one text; null is `NULL`.
    package var description: String {
        switch self {
        case .null: "NULL"
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .unsigned(let value): String(value)
        case .decimal(let units, let scale): Value.decimalText(units: units, scale: scale)
        case .double(let value): value.description
        case .text(let value): value
        case .bytes(let value): Value.bytesText(value)
        case .date(let days): CalendarText.date(days: Int(days))
        case .time(let micros): CalendarText.time(nanos: Int128(micros) * 1000)
        case .timestamp(let micros, let isUTC): CalendarText.timestamp(micros: micros, isUTC: isUTC)
        case .interval(let months, let days, let nanos):
            CalendarText.interval(months: Int(months), days: Int(days), nanos: nanos)
        case .list(let elements):
            "[" + elements.map(\.description).joined(separator: ", ") + "]"
        case .structure(let members):
            "{" + members.map { "'\($0.name)': \($0.value)" }.joined(separator: ", ") + "}"
        case .map(let entries):
            "{" + Value.sorted(entries).map { "\($0.key)=\($0.value)" }.joined(separator: ", ") + "}"
        }
    }

    /// (-5, 2) → `-0.05`. A negative scale appends zeros.
    private static func decimalText(units: Int128, scale: Int) -> String {
        let digits = String(units.magnitude)
        let sign = units < 0 ? "-" : ""
        guard scale > 0 else { return sign + digits + String(repeating: "0", count: units == 0 ? 0 : -scale) }
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
    }

    /// Printable ASCII as it is, all else as `\xHH`.
    private static func bytesText(_ bytes: [UInt8]) -> String {
        var text = ""
        for byte in bytes {
            let isPlain =
                (32..<127).contains(byte) && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "'")
                && byte != UInt8(ascii: "\"")
            if isPlain {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}
