import ADBC
import BillingModel
import BillingSources
import Columnar
import Foundation
import SQLEngine
import TestEngine
import Testing

/// The product in SQL, in numbers, and in decimal digits.
@Suite struct ExactProductTests {
    /// Half away from zero, by long multiplication in base 10⁹.
    private static func digits(_ price: Int128, _ count: Int128) -> Int128 {
        func limbs(_ number: Int128) -> [Int128] {
            var rest = Int128(number.magnitude)
            return (0..<5).map { _ in
                defer { rest /= 1_000_000_000 }
                return rest % 1_000_000_000
            }
        }
        var sums = [Int128](repeating: 0, count: 11)
        for (i, a) in limbs(price).enumerated() { for (j, b) in limbs(count).enumerated() { sums[i + j] += a * b } }
        sums[1] += 500_000_000
        for index in 0..<10 {
            sums[index + 1] += sums[index] / 1_000_000_000
            sums[index] %= 1_000_000_000
        }
        let units = sums[2...].reversed().reduce(Int128(0)) { $0 * 1_000_000_000 + $1 }
        return (price < 0) == (count < 0) ? units : -units
    }

    private static let one: Int128 = 1_000_000_000_000_000_000

    private static func factor(_ dice: inout SystemRandomNumberGenerator) -> Int128 {
        let limit = 10_000_000_000 * one
        let sizes: [Int128] = [1, 10, one - 1, one, 100 * one, 12_345 * one, limit - 1, limit]
        let size = sizes.randomElement(using: &dice) ?? one
        let number = Bool.random(using: &dice) ? size : Int128.random(in: 0...size, using: &dice)
        return Bool.random(using: &dice) ? number : -number
    }

    @Test func timesAWholeNumber() {
        let (one, most) = (Self.one, Int128(99_999_999_999_999_999_999) * Self.one)
        #expect(ExactProduct.units(-3 * one / 2, times: 100) == -150 * one)
        #expect(ExactProduct.units(most, times: -1) == -most)
        #expect(ExactProduct.units(most, times: 2) == nil)
        #expect(ExactProduct.units(.max, times: 7) == nil)
        #expect(ExactProduct.units(1, times: 1_000_000_000_000_000_000) == nil)
        #expect(ExactProduct.units(1, times: .min) == nil)
    }

    @Test(.needsDuckDB) func sqlAndNumbersAgree() async throws {
        var dice = SystemRandomNumberGenerator()
        let pairs = (0..<400).map { _ in (Self.factor(&dice), Self.factor(&dice)) }
        let session = try await TestEngine.openSession()
        func decimal(_ units: Int128) -> SQLText {
            "CAST(\(Value.decimal(units: units, scale: 18).description) AS DECIMAL(38,18))"
        }
        let rows = pairs.map { "(\(sql: decimal($0.0)), \(sql: decimal($0.1)))" as SQLText }
        let found = try await session.rows(
            """
            SELECT \(sql: ExactProduct.sql("p", "c"))
            FROM (VALUES \(sql: .joined(rows, separator: ", "))) AS pairs(p, c)
            """)
        #expect(found.count == pairs.count)
        for ((price, count), row) in zip(pairs, found) {
            let own = ExactProduct.units(price: price, count: count)
            #expect(row[0] == own.map { .decimal(units: $0, scale: 18) } ?? .null, "\(price) x \(count)")
            if let own { #expect(own == Self.digits(price, count), "\(price) x \(count)") }
        }
    }
}
