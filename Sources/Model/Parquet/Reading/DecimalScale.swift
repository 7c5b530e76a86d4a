import BillingModel

/// Brings decimals of any scale to that of the lake: exactly, or not at all.
struct DecimalScale: Hashable {
    private let factor: Int128
    private let divides: Bool

    /// `scale` is 0 to 38.
    init(_ scale: Int) {
        let places = scale - ExactDecimal.scale
        divides = places > 0
        factor = (0..<abs(places)).reduce(1) { power, _ in power * 10 }
    }

    func units(_ stored: Int128) throws -> Int128 {
        if factor == 1 {
            guard ExactDecimal(units: stored) != nil else {
                throw BillowError.damagedParquet("a decimal of more than 38 digits")
            }
            return stored
        }
        if divides {
            let (units, rest) = stored.quotientAndRemainder(dividingBy: factor)
            guard rest == 0 else { throw UnsupportedParquet("a decimal of more than \(ExactDecimal.scale) places") }
            return units
        }
        let (units, overflow) = stored.multipliedReportingOverflow(by: factor)
        guard !overflow, ExactDecimal(units: units) != nil else {
            throw UnsupportedParquet("a decimal of more than 38 digits at \(ExactDecimal.scale) places")
        }
        return units
    }
}
