/// Numbers that a printed seed brings back (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    mutating func roll(_ sides: Int) -> Int { Int(next() % UInt64(sides)) }
    mutating func roll(_ range: ClosedRange<Int>) -> Int { range.lowerBound + roll(range.count) }
    /// True once in so many times.
    mutating func once(in times: Int) -> Bool { roll(times) == 0 }
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[roll(elements.count)] }

    mutating func digits(_ count: ClosedRange<Int>) -> String {
        var text = ""
        for _ in 0..<roll(count) { text.append(Character(String(roll(10)))) }
        return text
    }

    mutating func padded(_ range: ClosedRange<Int>, _ width: Int = 2) -> String {
        let digits = String(roll(range))
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
