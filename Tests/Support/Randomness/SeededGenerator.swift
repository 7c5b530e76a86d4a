import BillingModel
import Foundation

/// Numbers that a printed seed brings back on every machine (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

extension SeededGenerator {
    package mutating func flip() -> Bool { next() & 1 == 0 }

    package mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &self) }

    /// From 0 on.
    package mutating func roll(_ sides: Int) -> Int { number(0..<sides) }

    package mutating func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// True once in so many times.
    package mutating func once(in times: Int) -> Bool { roll(times) == 0 }

    /// One of what must not be empty.
    package mutating func pick<Item>(_ items: [Item]) -> Item { items[roll(items.count)] }

    package mutating func digits(_ count: ClosedRange<Int>) -> String {
        (0..<roll(count)).map { _ in String(roll(10)) }.joined()
    }

    /// With zeros before it.
    package mutating func padded(_ range: ClosedRange<Int>, _ width: Int = 2) -> String {
        let digits = String(roll(range))
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Any sign, up to five digits before the point and 18 behind it.
    package mutating func amount() -> ExactDecimal {
        let limit: Int128 = 99_999_999_999_999_999_999_999
        return ExactDecimal(units: Int128.random(in: -limit...limit, using: &self)) ?? .zero
    }
}

/// `BILLOW_TEST_SEED`, or any. A test that fails must say which.
package func newSeed() -> UInt64 {
    ProcessInfo.processInfo.environment["BILLOW_TEST_SEED"].flatMap(UInt64.init) ?? .random(in: 0..<1_000_000)
}
