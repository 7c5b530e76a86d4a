/// Picks an index by its share.
struct WeightedChoice: Sendable {
    private let ends: [Int]

    init(_ weights: [Int]) {
        ends = weights.reduce(into: []) { $0.append(($0.last ?? 0) + $1) }
    }

    var count: Int { ends.count }

    func pick(_ dice: inout Dice) -> Int {
        let lot = dice.roll(ends.last ?? 1)
        return ends.firstIndex { lot < $0 } ?? 0
    }
}
