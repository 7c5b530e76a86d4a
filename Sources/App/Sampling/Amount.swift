/// A price, a quantity or a cost of a sample: an integer count of 10⁻¹², of any size that a sum can reach.
///
/// Prices have at most 6 decimals and quantities at most 4, so that each product and each conversion by a rate of two
/// decimals is exact. Request prices below 10⁻⁶ go with whole quantities.
struct Amount: Hashable, Comparable, Sendable {
    let units: Int128

    static let decimals = 12
    static let unitsOfOne: Int128 = 1_000_000_000_000
    static let zero = Amount(units: 0)

    init(units: Int128) {
        self.units = units
    }

    init(_ whole: Int) {
        units = Int128(whole) * Self.unitsOfOne
    }

    /// A quantity in ten-thousandths.
    init(tenThousandths count: Int) {
        units = Int128(count) * (Self.unitsOfOne / 10_000)
    }

    static func < (left: Amount, right: Amount) -> Bool { left.units < right.units }
    static func + (left: Amount, right: Amount) -> Amount { Amount(units: left.units + right.units) }
    static func - (left: Amount, right: Amount) -> Amount { Amount(units: left.units - right.units) }
    static prefix func - (amount: Amount) -> Amount { Amount(units: -amount.units) }
    static func += (left: inout Amount, right: Amount) { left = left + right }

    static func * (left: Amount, right: Amount) -> Amount {
        Amount(units: left.units * right.units / unitsOfOne)
    }

    static func * (left: Amount, right: Int) -> Amount { Amount(units: left.units * Int128(right)) }

    /// So many hundredths of the amount, cut after `decimals`.
    func percent(_ hundredths: Int, decimals: Int) -> Amount {
        (self * hundredths).divided(by: 100).cut(decimals: decimals)
    }

    /// Cut towards zero.
    func divided(by divisor: Int) -> Amount { Amount(units: units / Int128(divisor)) }

    /// Without what lies behind so many decimals.
    func cut(decimals: Int) -> Amount {
        var step: Int128 = 1
        for _ in decimals..<Self.decimals { step *= 10 }
        return Amount(units: units - units % step)
    }
}

extension Amount: ExpressibleByStringLiteral {
    /// Digits with at most one point: what stands in the catalogues.
    init(stringLiteral text: String) {
        var units: Int128 = 0
        var scale = 0
        var isFraction = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: ".") {
                isFraction = true
                continue
            }
            precondition((UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), "\(text) is no amount")
            units = units * 10 + Int128(byte - UInt8(ascii: "0"))
            if isFraction { scale += 1 }
        }
        precondition(scale <= Self.decimals, "\(text) has more than \(Self.decimals) decimals")
        for _ in scale..<Self.decimals { units *= 10 }
        self.units = units
    }
}
