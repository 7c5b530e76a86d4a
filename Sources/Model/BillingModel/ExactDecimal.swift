/// A decimal(38,18): an integer count of 10⁻¹⁸, at most 38 digits in all, so |value| < 10²⁰.
///
/// Money and quantities are this type from source text to answer. There is no way to or from binary floating point;
/// a double that a source delivered enters through its shortest decimal text.
package struct ExactDecimal: Hashable, Sendable {
    /// The value times 10¹⁸.
    package let units: Int128

    package static let scale = 18
    package static let zero = ExactDecimal(uncheckedUnits: 0)

    /// Nothing of 39 digits or more fits: |units| stays below this.
    static let unitsLimit: Int128 = 100_000_000_000_000_000_000_000_000_000_000_000_000
    static let unitsOfOne: Int128 = 1_000_000_000_000_000_000

    /// Nil when the value needs more than 38 digits.
    package init?(units: Int128) {
        guard units.magnitude < Self.unitsLimit.magnitude else { return nil }
        self.units = units
    }

    package init(_ whole: Int) {
        self.units = Int128(whole) * Self.unitsOfOne
    }

    private init(uncheckedUnits: Int128) {
        self.units = uncheckedUnits
    }

    package var isZero: Bool { units == 0 }

    /// Nil on overflow; a sum never wraps.
    package func adding(_ other: ExactDecimal) -> ExactDecimal? {
        let (sum, overflow) = units.addingReportingOverflow(other.units)
        return overflow ? nil : ExactDecimal(units: sum)
    }

    package func negated() -> ExactDecimal {
        ExactDecimal(uncheckedUnits: -units)
    }
}

extension ExactDecimal: Comparable {
    package static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        left.units < right.units
    }
}

extension ExactDecimal: CustomStringConvertible {
    /// Always 18 decimals: `-12.340000000000000000`.
    package var description: String {
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, Self.scale + 1 - digits.count)) + digits
        let sign = units < 0 ? "-" : ""
        return "\(sign)\(padded.dropLast(Self.scale)).\(padded.suffix(Self.scale))"
    }

    /// Rounded half to even for people to read: `12.34`. Never fed back into a sum.
    package func rounded(decimals: Int) -> String {
        precondition((0...Self.scale).contains(decimals))
        var divisor: UInt128 = 1
        for _ in 0..<(Self.scale - decimals) { divisor *= 10 }
        var (quotient, remainder) = units.magnitude.quotientAndRemainder(dividingBy: divisor)
        let half = divisor / 2
        if divisor > 1, remainder > half || (remainder == half && quotient % 2 == 1) { quotient += 1 }
        let digits = String(quotient)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let sign = units < 0 && quotient != 0 ? "-" : ""
        return decimals == 0 ? sign + padded : "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }
}
