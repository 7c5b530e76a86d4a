/// Text under construction as UTF-8: what the row loops write instead of strings.
struct ByteText {
    var bytes: [UInt8] = []

    mutating func add(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    mutating func add(_ number: Int, width: Int = 1) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        add(magnitude: UInt64(number.magnitude), width: width)
    }

    /// The shortest plain decimal: `12.5`, `-0.0004`, `0`.
    mutating func add(_ amount: Amount) {
        if amount.units < 0 { bytes.append(UInt8(ascii: "-")) }
        let parts = amount.units.magnitude.quotientAndRemainder(dividingBy: Amount.unitsOfOne.magnitude)
        let fraction = UInt64(parts.remainder)
        add(magnitude: UInt64(parts.quotient), width: 1)
        guard fraction > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        add(magnitude: fraction, width: Amount.decimals)
        while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    }

    /// Below 10⁻⁶ as `6.71E-8`, the way Java prints small numbers; otherwise plain.
    mutating func add(scientific amount: Amount) {
        guard amount != .zero, amount.units.magnitude < 1_000_000 else { return add(amount) }
        var digits = UInt64(amount.units.magnitude)
        var exponent = Amount.decimals
        while digits % 10 == 0 {
            digits /= 10
            exponent -= 1
        }
        var leading = digits
        var divisor: UInt64 = 1
        while leading >= 10 {
            leading /= 10
            divisor *= 10
            exponent -= 1
        }
        if amount.units < 0 { bytes.append(UInt8(ascii: "-")) }
        add(magnitude: leading, width: 1)
        bytes.append(UInt8(ascii: "."))
        add(magnitude: divisor == 1 ? 0 : digits % divisor, width: divisor == 1 ? 1 : Self.digitCount(divisor) - 1)
        add("E-")
        add(exponent)
    }

    /// Lower-case hexadecimal, the lowest `digits` of the number.
    mutating func add(hex number: UInt64, digits: Int) {
        var shift = digits * 4
        while shift > 0 {
            shift -= 4
            let nibble = UInt8(truncatingIfNeeded: number >> UInt64(shift)) & 15
            bytes.append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10)
        }
    }

    /// `01abc023-a123-4567-a12b-123ab3c5ab23`
    mutating func add(uuid high: UInt64, _ low: UInt64) {
        add(hex: high >> 32, digits: 8)
        bytes.append(UInt8(ascii: "-"))
        add(hex: high >> 16, digits: 4)
        add("-4")
        add(hex: high, digits: 3)
        add("-a")
        add(hex: low >> 48, digits: 3)
        bytes.append(UInt8(ascii: "-"))
        add(hex: low, digits: 12)
    }

    /// In quotes, as a string of JSON; control characters must not occur.
    mutating func add(json text: some Sequence<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Capital letters and digits that belong to `seed`, as in SKU and rate codes.
    mutating func add(code seed: UInt64, length: Int) {
        var dice = Dice(seed)
        for _ in 0..<length {
            let digit = UInt8(dice.roll(36))
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
        }
    }

    private mutating func add(magnitude: UInt64, width: Int) {
        let count = max(width, Self.digitCount(magnitude))
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: count))
        var rest = magnitude
        var index = start + count
        while rest > 0 {
            index -= 1
            bytes[index] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }

    private static func digitCount(_ number: UInt64) -> Int {
        var count = 1
        var rest = number
        while rest >= 10 {
            rest /= 10
            count += 1
        }
        return count
    }
}

extension String {
    /// Text made of pieces, outside of row loops.
    init(_ build: (inout ByteText) -> Void) {
        var text = ByteText()
        build(&text)
        self = String(decoding: text.bytes, as: UTF8.self)
    }
}
