/// Seeded random numbers (SplitMix64). The same seed and labels give the same numbers on every machine and with every
/// version of the standard library, which is why the draws are made here and not by `Int.random`.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64, _ label: UInt64 = 0, _ second: UInt64 = 0) {
        state = Self.mix(Self.mix(Self.mix(seed) ^ label) ^ second)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// 0 ..< sides, all equally likely but for a bias far below what a sample shows.
    mutating func roll(_ sides: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(sides)).high)
    }

    mutating func roll(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + roll(range.count)
    }

    /// Text as a label (FNV-1a).
    static func label(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
