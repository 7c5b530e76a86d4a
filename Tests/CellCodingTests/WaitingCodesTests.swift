import Randomness
import Testing

@testable import CellCoding

/// Codes come back as they went in, whatever way they wait.
@Suite struct WaitingCodesTests {
    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func codesComeBackInOrder(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var spares = WaitingCodes.Spares()
        var waiting = WaitingCodes()
        for _ in 0..<3 {
            var expected: [UInt32] = []
            for _ in 0..<random.roll(12) {
                let count = random.roll(2 * WaitingCodes.pageCodes)
                let largest = [3, 70_000, UInt32.max >> 1][random.roll(3)]
                if random.roll(2) == 0 {
                    let code = UInt32(random.roll(2)) * largest
                    waiting.append(repeating: code, count: count, &spares)
                    expected += Array(repeating: code, count: count)
                } else {
                    let codes = (0..<count).map { _ in UInt32(random.roll(Int(largest) + 1)) }
                    let order = random.roll(2) == 0 ? nil : (0..<count).map { _ in Int32(random.roll(count)) }
                    append(codes, order, largest, to: &waiting, &spares)
                    expected += order.map { $0.map { codes[Int($0)] } } ?? codes
                }
            }
            #expect(waiting.count == expected.count, "seed \(seed)")
            #expect(waiting.takeAll(&spares) == expected, "seed \(seed)")
            #expect(waiting.count == 0)
        }
    }

    private func append(
        _ codes: [UInt32], _ order: [Int32]?, _ largest: UInt32, to waiting: inout WaitingCodes,
        _ spares: inout WaitingCodes.Spares
    ) {
        codes.withUnsafeBufferPointer { codes in
            guard let order else { return waiting.append(codes, largest: largest, &spares) }
            order.withUnsafeBufferPointer { waiting.append(codes, at: $0, largest: largest, &spares) }
        }
    }
}
