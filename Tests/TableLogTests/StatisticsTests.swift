import BillingModel
import Foundation
import Randomness
import Testing

@testable import TableLog

@Suite("Statistics: a doubtful bound is left out")
struct StatisticsTests {
    private func bounds(_ type: ColumnType, _ min: String?, _ max: String?) -> (JSONValue?, JSONValue?) {
        var statistics = FileStatistics(rows: 1)
        statistics.record(Column("c", type), min: min, max: max, nullCount: 3)
        #expect(statistics.nullCounts == ["c": 3])
        return (statistics.minValues["c"], statistics.maxValues["c"])
    }

    @Test(arguments: [
        (ColumnType.integer, "-5", "9223372036854775807", JSONValue.integer(-5), JSONValue.integer(.max)),
        (.date, "2025-10-01", "2025-10-31", "2025-10-01", "2025-10-31"), (.text, "a", "ü", "a", "ü"),
        (
            .timestamp, "2025-10-01 00:00:00+00", "2025-10-31 23:59:59.999999+00", "2025-10-01T00:00:00.000Z",
            "2025-11-01T00:00:00.000Z"
        ),
        (
            .timestamp, "2025-10-01 01:02:03.123999", "2025-10-01T01:02:03.123001Z", "2025-10-01T01:02:03.123Z",
            "2025-10-01T01:02:03.124Z"
        ),
        (
            .timestamp, "1969-12-31 23:59:59.9995", "2024-02-29 12:00:00.5", "1969-12-31T23:59:59.999Z",
            "2024-02-29T12:00:00.500Z"
        ),
    ])
    func kept(type: ColumnType, min: String, max: String, low: JSONValue, high: JSONValue) {
        let found = bounds(type, min, max)
        #expect(found.0 == low)
        #expect(found.1 == high)
    }

    @Test(arguments: [
        (ColumnType.decimal, "1.5", "2.5"), (.boolean, "false", "true"), (.map, "a", "b"),
        (.text, "a", String(repeating: "x", count: 33)), (.integer, "1", "1e3"), (.integer, "1", "9223372036854775808"),
        (.date, "2025-02-29", "2025-03-01"), (.date, "2025-1-1", "2025-02-01"), (.timestamp, "infinity", "infinity"),
        (.timestamp, "2025-10-01 00:00:00+02", "2025-10-02 00:00:00+02"), (.timestamp, "2025-10-01", "2025-10-02"),
        (.timestamp, "9999-12-31 23:59:59", "9999-12-31 23:59:59.999999"), (.date, "-infinity", "2025-01-01"),
    ])
    func leftOut(type: ColumnType, min: String, max: String) {
        let found = bounds(type, min, max)
        #expect(found.0 == nil)
        #expect(found.1 == nil)
    }

    @Test("calendar arithmetic agrees with Foundation's", arguments: [UInt64.random(in: 0 ... .max)])
    func calendar(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let seconds = Int.random(in: -62_135_596_800...253_402_300_799, using: &random)
            let style = Date.ISO8601FormatStyle(timeZone: .gmt)
            let text = Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(style)
            let read = try #require(StatisticsInstant(text), "seed \(seed): \(text)")
            #expect(read.isoMillis(roundingUp: false) == text.dropLast() + ".000Z", "seed \(seed)")
        }
    }
}
