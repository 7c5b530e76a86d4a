extension ExactDecimal {
    /// What became of a cell's text.
    package enum Parsed: Equatable, Sendable {
        case exact(ExactDecimal)
        /// More than 18 decimals: rounded half to even.
        case rounded(ExactDecimal)
        /// Not `[+-]? digits [. digits]? ([eE] [+-]? digits)?` in ASCII.
        case malformed
        /// More than 20 digits before the point.
        case tooLarge

        package var value: ExactDecimal? {
            switch self {
            case .exact(let value), .rounded(let value): value
            case .malformed, .tooLarge: nil
            }
        }
    }

    /// Reads ASCII decimal text, E notation included; no spaces, no separators, no currency signs.
    package static func parse(_ text: String) -> Parsed {
        var text = text
        return text.withUTF8 { parse($0) }
    }

    package static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Parsed {
        guard let literal = DecimalLiteral(text) else { return .malformed }
        return literal.value(of: text)
    }
}

/// Where sign, digits, point and exponent stand in a decimal's text.
private struct DecimalLiteral {
    var isNegative = false
    var digits: Range<Int>
    var point: Int?
    var exponent = 0

    init?(_ text: UnsafeBufferPointer<UInt8>) {
        var at = 0
        let end = text.count
        guard end > 0 else { return nil }
        if text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") {
            isNegative = text[at] == UInt8(ascii: "-")
            at += 1
        }
        let first = at
        at = Self.skipDigits(text, from: at)
        guard at > first else { return nil }
        if at < end, text[at] == UInt8(ascii: ".") {
            point = at
            let fraction = at + 1
            at = Self.skipDigits(text, from: fraction)
            guard at > fraction else { return nil }
        }
        digits = first..<at
        guard at < end else { return }
        guard let exponent = Self.exponent(text, from: at) else { return nil }
        self.exponent = exponent
    }

    private static func skipDigits(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var at = start
        while at < text.count, isDigit(text[at]) { at += 1 }
        return at
    }

    private static func exponent(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var at = start
        guard text[at] == UInt8(ascii: "e") || text[at] == UInt8(ascii: "E") else { return nil }
        at += 1
        guard at < text.count else { return nil }
        let isNegative = text[at] == UInt8(ascii: "-")
        if isNegative || text[at] == UInt8(ascii: "+") { at += 1 }
        guard at < text.count else { return nil }
        var value = 0
        while at < text.count {
            guard isDigit(text[at]) else { return nil }
            // Beyond a thousand the outcome no longer depends on the figure: zero, or too large.
            value = min(value * 10 + Int(text[at] - UInt8(ascii: "0")), 100_000)
            at += 1
        }
        return isNegative ? -value : value
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }

    /// Digits are taken while they weigh 10⁻¹⁸ or more; the first one below decides the rounding with those behind it.
    func value(of text: UnsafeBufferPointer<UInt8>) -> ExactDecimal.Parsed {
        let integerDigits = (point ?? digits.upperBound) - digits.lowerBound
        var weight = integerDigits - 1 + exponent
        var units: UInt128 = 0
        var firstLost: UInt8 = 0
        var restLost = false
        for at in digits where at != point {
            let digit = text[at] - UInt8(ascii: "0")
            if weight >= -ExactDecimal.scale {
                let (product, overflow) = units.multipliedReportingOverflow(by: 10)
                let (sum, carry) = product.addingReportingOverflow(UInt128(digit))
                guard !overflow, !carry, sum < ExactDecimal.unitsLimit.magnitude else { return .tooLarge }
                units = sum
            } else if weight == -ExactDecimal.scale - 1 {
                firstLost = digit
            } else {
                restLost = restLost || digit != 0
            }
            weight -= 1
        }
        // Trailing zeros that the text leaves to the exponent.
        while units != 0, weight >= -ExactDecimal.scale {
            guard units < ExactDecimal.unitsLimit.magnitude / 10 else { return .tooLarge }
            units *= 10
            weight -= 1
        }
        let roundsUp = firstLost > 5 || (firstLost == 5 && (restLost || units % 2 == 1))
        guard let value = ExactDecimal(units: Int128(roundsUp ? units + 1 : units)) else { return .tooLarge }
        let signed = isNegative ? value.negated() : value
        return firstLost == 0 && !restLost ? .exact(signed) : .rounded(signed)
    }
}
