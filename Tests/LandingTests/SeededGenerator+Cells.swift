import BillingModel
import Randomness

/// Cells in every spelling that landing takes, and near it.
extension SeededGenerator {
    /// A cell that is right, most of the time.
    mutating func cell(_ name: String, bad: Bool) -> String {
        if bad { return badCell(Hostile.type(name)) }
        if name == "t_period" {
            return pick(["2025-09-30T23:59:59.999999Z", "2025-10-01", "2025-10-31 12:00", "2025-11-01"])
        }
        if name == "currency" { return pick(["EUR", "USD", "EUR", "", "¥", "E \" U", "unknown"]) }
        if once(in: 6) { return "" }
        switch Hostile.type(name) {
        case .decimal: return amount()
        case .integer: return integer()
        case .timestamp: return instant()
        case .date: return date()
        case .boolean: return pick(["true", "false", "TRUE", "False", "tRuE"])
        case .text, .map: return text()
        }
    }

    private mutating func amount() -> String {
        let sign = pick(["", "", "", "-", "+"])
        switch roll(10) {
        case 0: return sign + digits(1...17)
        case 1: return sign + digits(1...6) + "." + digits(1...18)
        case 2: return sign + digits(1...4) + "." + digits(1...25)
        case 3: return sign + digits(1...4) + "." + digits(0...8) + "5" + pick(["e", "E"]) + "-" + padded(0...25, 1)
        case 4: return sign + digits(1...3) + pick(["e", "E", "E+", "e+0"]) + padded(0...9, 1)
        // Ties at the last digit that is kept.
        case 5: return sign + "0." + digits(18...18) + "5" + pick(["", "0", "000", "0000001"])
        case 6: return sign + "0000000000000000000000" + digits(1...5) + pick(["", ".000000000000000000000"])
        case 7: return sign + digits(1...1) + "." + digits(1...30) + "E-" + padded(15...40)
        case 8: return sign + pick(["0", "0.0", "0e99999", "0.000E-5", "1e-999", "00000"])
        default: return pick(["1.10", "0.5", "1200", "3.14159", "-7.25"])
        }
    }

    private mutating func integer() -> String {
        pick(["", "-", "+"]) + pick([digits(1...18), "0", "000" + digits(1...3), "9223372036854775807", "7"])
    }

    private mutating func isoDay() -> String {
        pick([
            "2025-10-05", "2024-02-29", "1900-01-01", "1969-12-31", "9999-12-31",
            "2025-\(padded(1...12))-\(padded(1...28))",
        ])
    }

    private mutating func instant() -> String {
        let day = isoDay()
        if once(in: 4) { return day }
        var text = day + pick(["T", " "]) + padded(0...23) + ":" + padded(0...59)
        if !once(in: 4) {
            text += ":" + padded(0...59)
            if once(in: 2) { text += "." + digits(1...9) }
        }
        return text + pick(["Z", "Z", "", "+00:00", "+0000", "+00"])
    }

    private mutating func date() -> String {
        switch roll(4) {
        case 0: return isoDay()
        case 1: return isoDay() + pick(["T00:00Z", " 00:00:00", "T00:00:00.000Z", " 00:00:00+00:00"])
        case 2: return "\(roll(1...12))/\(roll(1...28))/" + pick(["2025", "1999", "25", "07"])
        default: return "\(padded(1...12))/\(padded(1...28))/2024" + pick(["", " 0:00", " 00:00:00", " 00:00"])
        }
    }

    private mutating func text() -> String {
        if once(in: 3) { return pick(["prod", "eu-west-1", "a", "Compute", "漢字", "NULL", "x, y", "say \"hi\""]) }
        if once(in: 300) { return String(repeating: pick(["x", "é", "😀", "\"", "\r\n"]), count: roll(1...20_000)) }
        let pieces = [
            "a", "Z", " ", ",", "\"", "\"\"", "\n", "\r\n", "\r", "\t", "'", "\\", ";", "é", "e\u{301}", "漢", "😀",
            "\u{FEFF}", "NULL", "nan", "0", "-", "{\"k\": 1}", "\u{85}", "\u{2028}", "#", "\u{1}", "\\N", "\u{7F}",
            "\u{10FFFF}", "//", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef01",
        ]
        var text = ""
        for _ in 0..<roll(7) { text += pick(pieces) }
        return text
    }

    private mutating func badCell(_ type: ColumnType) -> String {
        let any = ["x", " ", "１", "NULL", "-", "+", "\u{FEFF}1", "1;5", "\"", "'1'", "1\n", "∞"]
        switch type {
        case .decimal:
            return pick(
                any + [
                    ".", "1.", ".5", "1,5", "1 000", " 1", "1 ", "1e", "1e+", "--1", "+-1", "0x1p3", "1.5.2", "nan",
                    "inf",
                    "100000000000000000000", "99999999999999999999.9999999999999999995", "1e20",
                    "-1e9999999999999999999", "5e20", "900000000000000000000", digits(21...60),
                    "1_000", "$1", "(1)", "1-", "1e5.5", "٣",
                ])
        case .integer:
            return pick(any + ["1.0", "1e3", "9223372036854775808", "-9223372036854775809", " 1", "1_0", "0x10"])
        case .timestamp:
            return pick(
                any + [
                    "2025-02-29", "2025-10-01T24:00Z", "2025-10-01T23:60Z", "2025-10-01T23:59:60Z", "2025-10-01T1:00Z",
                    "2025-10-01T", "2025-10-01Z", "2025-10-01T13Z", "2025-10-01T13:00:00.Z",
                    "2025-10-01T13:00:00.1234567890Z",
                    "2025-10-01T13:00+01:00", "2025-10-01T13:00-00:00", "10/05/2025", "2025-1-1", "25-10-01",
                    "2025/10/01",
                    "1899-12-31", "10000-01-01", "2025-10-01t13:00z", "2025-10-01  13:00", "2025-10-01T13:00Zx",
                    "20251001",
                    "2025-10-01T13:00+00:", "2025-10-01T13:00+000", "2025-00-10", "2025-10-00", "0001-01-01",
                ])
        case .date:
            return pick(
                any + [
                    "2025-02-29", "13/01/2025", "1/32/2025", "2/29/2025", "1/1/123", "1/1/20255", "2025-10-01T00:01Z",
                    "1/1/2025 1:00", "1/1/2025 00:00:01", "0/1/2025", "1//2025", "1/1", "1-1-2025", "2025/1/1",
                    "1/1/0025", "1/1/5",
                ])
        case .boolean: return pick(any + ["yes", "1", "0", "t", "truee", " true", "TRUE ", "ﬀalse", "falſe"])
        case .text, .map: return text()
        }
    }
}
