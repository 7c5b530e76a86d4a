/// Numbers the distinct words that it is shown 0, 1, 2 … in the order in which they first come.
struct NumberTable {
    private var slots: [Slot]
    private(set) var count = 0

    /// A word and its number + 1; free while that is 0. Together, so that a look-up touches one line of memory.
    private struct Slot {
        var word: UInt64 = 0
        var mark: UInt32 = 0
    }

    private static let slotsMin = 256

    /// `expected` distinct words fit without growing.
    init(expected: Int = 0) {
        var size = Self.slotsMin
        while size < expected * 2 { size *= 2 }
        slots = [Slot](repeating: Slot(), count: size)
    }

    /// Each word's number; calls `added` with the index in `words` of each that is new, in order.
    mutating func number(_ words: [UInt64], added: (Int) -> Void) -> [UInt32] {
        [UInt32](unsafeUninitializedCapacity: words.count) { numbers, initialized in
            words.withUnsafeBufferPointer { words in
                var at = 0
                while at < words.count {
                    // Never more than half full, so that probing ends soon.
                    let end = min(words.count, at + slots.count / 2 - count)
                    at = number(words, at..<end, into: numbers, added)
                    if count * 2 >= slots.count { grow() }
                }
            }
            initialized = words.count
        }
    }

    /// The caller sees to it that there is room for as many new words as there are in `range`.
    private mutating func number(
        _ words: UnsafeBufferPointer<UInt64>, _ range: Range<Int>, into numbers: UnsafeMutableBufferPointer<UInt32>,
        _ added: (Int) -> Void
    ) -> Int {
        var count = count
        slots.withUnsafeMutableBufferPointer { slots in
            let mask = slots.count - 1
            let shift = UInt64(64 - slots.count.trailingZeroBitCount)
            for index in range {
                let word = words[index]
                var slot = Self.home(word, shift)
                while slots[slot].mark != 0 && slots[slot].word != word { slot = (slot + 1) & mask }
                if slots[slot].mark == 0 {
                    count += 1
                    slots[slot] = Slot(word: word, mark: UInt32(truncatingIfNeeded: count))
                    added(index)
                }
                numbers[index] = slots[slot].mark - 1
            }
        }
        self.count = count
        return range.upperBound
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        let mask = slots.count - 1
        let shift = UInt64(64 - slots.count.trailingZeroBitCount)
        for filled in old where filled.mark != 0 {
            var slot = Self.home(filled.word, shift)
            while slots[slot].mark != 0 { slot = (slot + 1) & mask }
            slots[slot] = filled
        }
    }

    private static func home(_ word: UInt64, _ shift: UInt64) -> Int {
        Int(truncatingIfNeeded: ((word ^ (word >> 32)) &* 0x9E37_79B9_7F4A_7C15) >> shift)
    }
}
