import BillingModel

/// A share of billed cost that is added to it.
struct Markup: Sendable {
    /// The factor is `digits` ÷ `divisor`, without trailing zeros.
    private let digits: Int128
    private let divisor: Int128

    /// 0.1 is 10 %.
    init(_ fraction: ExactDecimal) {
        var digits = fraction.units
        var divisor: Int128 = 1
        for _ in 0..<ExactDecimal.scale { divisor *= 10 }
        while divisor > 1, digits % 10 == 0 {
            digits /= 10
            divisor /= 10
        }
        self.digits = digits
        self.divisor = divisor
    }

    /// Rounded half away from zero to 18 decimals; nil where cost × digits needs more than 38 digits.
    func of(_ cost: ExactDecimal) -> ExactDecimal? {
        let (product, overflow) = cost.units.multipliedReportingOverflow(by: digits)
        guard !overflow, let exact = ExactDecimal(units: product) else { return nil }
        let (quotient, rest) = exact.units.quotientAndRemainder(dividingBy: divisor)
        let isUp = rest.magnitude * 2 >= divisor.magnitude && divisor > 1
        return ExactDecimal(units: quotient + (isUp ? exact.units.signum() : 0))
    }
}
