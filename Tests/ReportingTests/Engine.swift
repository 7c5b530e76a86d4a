import ADBC
import BillingModel
import Foundation
import SQLEngine

/// A session on an empty database of the embedded engine. Without its library these tests fail: they prove nothing
/// else.
func openSession() async throws -> any SQLSession {
    let settings = SessionSettings(
        memoryBytesMax: 1 << 30, threads: 2, temporaryFolder: FileManager.default.temporaryDirectory.path)
    return try await DuckDB.locate(environment: ProcessInfo.processInfo.environment).open(settings)
}

/// Numbers that a printed seed brings back (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    mutating func pick<Item>(_ items: [Item]) -> Item {
        items[Int.random(in: 0..<items.count, using: &self)]
    }

    /// Any sign, up to five digits before the point and 18 behind it.
    mutating func amount() -> ExactDecimal {
        let limit: Int128 = 99_999_999_999_999_999_999_999
        return ExactDecimal(units: Int128.random(in: -limit...limit, using: &self)) ?? .zero
    }
}

func newSeed() -> UInt64 {
    ProcessInfo.processInfo.environment["BILLOW_TEST_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0..<1_000_000)
}

func decimal(_ amount: ExactDecimal?) -> SQLText {
    "CAST(\(amount?.description) AS DECIMAL(38,18))"
}
