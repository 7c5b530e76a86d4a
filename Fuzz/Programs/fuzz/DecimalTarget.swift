import BillingModel

/// ``ExactDecimal/parse(_:)`` against arithmetic on digits as one learns it in school.
struct DecimalTarget: FuzzTarget {
    static let name = "decimal"

    func attempt(using dice: inout SplitMix) -> String? {
        var text = dice.pick(["", "", "-", "+"])
        if dice.once(in: 4) { text += String(repeating: "0", count: dice.roll(30)) }
        text += dice.digits(upTo: dice.pick([3, 22, 45]))
        if dice.once(in: 2) { text += "." + dice.digits(upTo: dice.pick([4, 20, 60])) }
        // Ties are rare among random digits.
        if dice.once(in: 3) { text += "5" + String(repeating: "0", count: dice.roll(4)) }
        if dice.once(in: 3) {
            text +=
                dice.pick(["e", "E"]) + dice.pick(["", "-", "+"]) + dice.digits(upTo: dice.pick([1, 2, 2, 3, 25]))
        }
        var bytes = Array(text.utf8)
        if dice.once(in: 5) { dice.damage(&bytes, times: 1 + dice.roll(2)) }
        return attempt(bytes, using: &dice)
    }

    func attempt(_ input: [UInt8], using dice: inout SplitMix) -> String? {
        let parsed = input.withUnsafeBufferPointer { ExactDecimal.parse($0) }
        let found =
            switch parsed {
            case .exact(let value): "exact \(value.units)"
            case .rounded(let value): "rounded \(value.units)"
            case .malformed: "malformed"
            case .tooLarge: "too large"
            }
        let expected = Self.expected(input)
        guard found != expected else { return nil }
        return "\(String(decoding: input, as: UTF8.self).debugDescription): \(found), where \(expected) is due"
    }

    private static func expected(_ input: [UInt8]) -> String {
        var rest = input[...]
        func sign() -> Bool? {
            guard let first = rest.first, first == 0x2B || first == 0x2D else { return nil }
            rest = rest.dropFirst()
            return first == 0x2D
        }
        func digits() -> [UInt8] {
            let found = rest.prefix { (0x30...0x39).contains($0) }
            rest = rest.dropFirst(found.count)
            return found.map { $0 - 0x30 }
        }
        let isNegative = sign() ?? false
        let whole = digits()
        guard !whole.isEmpty else { return "malformed" }
        var fraction: [UInt8] = []
        if rest.first == 0x2E {
            rest = rest.dropFirst()
            fraction = digits()
            guard !fraction.isEmpty else { return "malformed" }
        }
        var exponent = 0
        if rest.first == 0x65 || rest.first == 0x45 {
            rest = rest.dropFirst()
            let isDown = sign() ?? false
            let text = digits()
            guard !text.isEmpty else { return "malformed" }
            let significant = text.drop { $0 == 0 }
            // More than any text here has digits.
            let size = significant.count > 6 ? 1_000_000 : significant.reduce(0) { $0 * 10 + Int($1) }
            exponent = isDown ? -size : size
        }
        guard rest.isEmpty else { return "malformed" }
        return round(whole + fraction, point: whole.count + exponent, isNegative)
    }

    /// `0.digits × 10^point` as units of 10⁻¹⁸.
    private static func round(_ all: [UInt8], point: Int, _ isNegative: Bool) -> String {
        let digits = Array(all.drop { $0 == 0 })
        let point = point - (all.count - digits.count)
        guard !digits.isEmpty else { return "exact 0" }
        guard point <= 20 else { return "too large" }
        let kept = max(0, point + 18)
        var units = Array(digits.prefix(kept))
        if digits.count < kept { units += Array(repeating: 0, count: kept - digits.count) }
        // Digits that are lost, with the zeros that stand before them.
        let zeros = min(40, max(0, -(point + 18)))
        let lost = Array(repeating: 0, count: zeros) + digits.dropFirst(kept)
        if let first = lost.first {
            let isAbove = first > 5 || (first == 5 && lost.dropFirst().contains { $0 > 0 })
            let isTie = first == 5 && !isAbove
            if isAbove || (isTie && (units.last ?? 0) % 2 == 1) {
                var at = units.count - 1
                while at >= 0, units[at] == 9 {
                    units[at] = 0
                    at -= 1
                }
                if at >= 0 { units[at] += 1 } else { units.insert(1, at: 0) }
            }
        }
        guard units.count <= 38 else { return "too large" }
        let significant = units.drop { $0 == 0 }.map { String($0) }.joined()
        let text = significant.isEmpty ? "0" : (isNegative ? "-" : "") + significant
        return (lost.contains { $0 > 0 } ? "rounded " : "exact ") + text
    }
}
