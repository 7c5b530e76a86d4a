/// Parts of sums in whole numbers, so that no binary fraction comes near money.
package enum Ratio {
    /// Both divided by the same power of two, so that either times 10⁶ fits.
    package static func scaled(_ part: Int128, _ whole: UInt128) -> (Int128, Int128) {
        var (part, whole) = (part, whole)
        while whole >> 100 != 0 || part.magnitude >> 100 != 0 { (part, whole) = (part >> 1, whole >> 1) }
        return (part, Int128(max(1, whole)))
    }

    /// Half away from zero.
    package static func divided(_ part: Int128, by whole: Int128) -> Int128 {
        let (quotient, rest) = part.quotientAndRemainder(dividingBy: whole)
        guard rest.magnitude >= whole.magnitude - whole.magnitude / 2 else { return quotient }
        return quotient + ((part < 0) == (whole < 0) ? 1 : -1)
    }

    /// `part` of `whole` in steps of which the whole has `steps`, 10⁶ at most; nothing of nothing is 0.
    package static func steps(_ part: Int128, of whole: Int128, steps: Int) -> Int {
        guard whole != 0 else { return 0 }
        let (part, size) = scaled(whole < 0 ? -part : part, whole.magnitude)
        return Int(clamping: divided(part * Int128(min(steps, 1_000_000)), by: size))
    }

    /// The largest whole number whose square is not larger.
    package static func squareRoot(_ number: Int) -> Int {
        guard number > 0 else { return 0 }
        var root = number
        var next = (number + 1) / 2
        while next < root { (root, next) = (next, (next + number / next) / 2) }
        return root
    }
}
