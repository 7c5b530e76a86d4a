/// How units of consumption become comparable, from the unit's text alone:
///
/// - a leading whole number and a space is a multiplier: `100 Hours` is 100 `Hrs`, `10 GB` is 10 `GB`;
/// - `Hour`, `Hours`, `Hr` and `Hrs` in any case become `Hrs`;
/// - `GB/Month`, `GB-Month`, `GB-Months`, `GB-Mo` and `GB Months` become `GB-Mo` (`Gb` is a gigabit and stays);
/// - all others stay as they are, `10K`, `1/Month` and `0 GB` too.
///
/// Multipliers have at most nine digits and no leading zero; a longer one is part of the unit. Letters are ASCII's.
enum UnitRule {
    /// What to multiply a quantity by, and what it is then counted in. Text is UTF-8.
    static func comparable(_ unit: ArraySlice<UInt8>) -> (factor: Int128, unit: ArraySlice<UInt8>) {
        let (factor, bare) = multiplier(unit)
        if isHours(bare) { return (factor, hours) }
        if isGigabyteMonths(bare) { return (factor, gigabyteMonths) }
        return (factor, bare)
    }

    private static let hours = ArraySlice("Hrs".utf8)
    private static let gigabyteMonths = ArraySlice("GB-Mo".utf8)
    private static let space = UInt8(ascii: " ")

    private static func multiplier(_ unit: ArraySlice<UInt8>) -> (factor: Int128, bare: ArraySlice<UInt8>) {
        let digits = unit.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let bare = unit[digits.endIndex...].drop { $0 == space }
        guard (1...9).contains(digits.count), digits.first != UInt8(ascii: "0"),
            bare.startIndex > digits.endIndex, !bare.isEmpty
        else { return (1, unit) }
        return (digits.reduce(0) { $0 * 10 + Int128($1 - UInt8(ascii: "0")) }, bare)
    }

    private static func isHours(_ unit: ArraySlice<UInt8>) -> Bool {
        ["hour", "hours", "hr", "hrs"].contains { matches(unit, $0) }
    }

    private static func isGigabyteMonths(_ unit: ArraySlice<UInt8>) -> Bool {
        guard unit.starts(with: "GB".utf8), let separator = unit.dropFirst(2).first, "-/ ".utf8.contains(separator)
        else { return false }
        return ["mo", "month", "months"].contains { matches(unit.dropFirst(3), $0) }
    }

    /// Whether a text is `lowercase`, whatever the case of its own letters.
    private static func matches(_ text: ArraySlice<UInt8>, _ lowercase: StaticString) -> Bool {
        guard text.count == lowercase.utf8CodeUnitCount else { return false }
        return lowercase.withUTF8Buffer { wanted in
            zip(text, wanted).allSatisfy { byte, letter in
                byte == letter || (byte | 0x20 == letter && byte & 0x20 == 0)
            }
        }
    }
}
