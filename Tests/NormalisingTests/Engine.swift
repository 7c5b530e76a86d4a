import ADBC
import BillingModel
import Foundation
import SQLEngine
import Testing

@testable import Normalising

/// A folder and a session on an empty database, gone with the value's last use.
final class Workroom: Sendable {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("normalising-\(UUID().uuidString)").path
    let session: any SQLSession

    static var isPossible: Bool { (try? DuckDB.locate(environment: ProcessInfo.processInfo.environment)) != nil }

    init() async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        session = try await DuckDB.locate(environment: ProcessInfo.processInfo.environment).open(
            SessionSettings(memoryBytesMax: 1 << 29, threads: 2, temporaryFolder: folder + "/spill"))
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }
}

extension Trait where Self == ConditionTrait {
    static var needsDuckDB: Self {
        .enabled(if: Workroom.isPossible, "no DuckDB library here: run `make setup` or set BILLOW_DUCKDB")
    }
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
}

func newSeed() -> UInt64 {
    let seed = ProcessInfo.processInfo.environment["BILLOW_TEST_SEED"].flatMap(UInt64.init)
    return seed ?? UInt64.random(in: 0..<1_000_000)
}
