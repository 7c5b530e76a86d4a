import BillingModel
import Reporting

/// Amounts as lengths, with rules at round numbers. Whole numbers all along.
struct ChartScale {
    /// From the top to where nothing is.
    let zero: Int
    let ticks: [(y: Int, text: String)]
    private let unitsPerRoom: Int128
    private let room: Int

    private static let ticksMax: Int128 = 5

    init(_ amounts: [ExactDecimal], room: Int) {
        self.room = room
        let top = max(0, amounts.map(\.units).max() ?? 0)
        let low = min(0, amounts.map(\.units).min() ?? 0)
        let step = Self.step(for: max(1, top - low))
        let above = (top + step - 1) / step
        let below = (-low + step - 1) / step
        let count = max(1, above + below)
        unitsPerRoom = step * count
        zero = Int(Int128(room) * above / count)
        let zero = zero
        ticks = (-below...max(above, 1 - below)).map { number in
            let amount = ExactDecimal(units: number * step) ?? .zero
            return (zero - Int(Int128(room) * number / count), MoneyText.whole(amount))
        }
    }

    /// Anything but nothing is at least a hair; negative goes down.
    func length(_ amount: ExactDecimal) -> Int {
        guard !amount.isZero else { return 0 }
        let length = Ratio.steps(amount.units, of: unitsPerRoom, steps: room)
        return length == 0 ? (amount > .zero ? 3 : -3) : length
    }

    /// 1, 2 or 5 times a power of ten, so that few rules span it all; a cent at least.
    private static func step(for span: Int128) -> Int128 {
        var power = Int128(10_000_000_000_000_000)
        while true {
            for factor in [1, 2, 5] where span / (power * Int128(factor)) < ticksMax { return power * Int128(factor) }
            power *= 10
        }
    }
}
