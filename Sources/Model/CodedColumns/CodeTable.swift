/// Finds the code of a value by its hash: open addressing, never more than half full.
///
/// It knows nothing of values; whoever asks compares them. The upper half of a hash is kept beside each code: it says
/// where the code belongs when the table grows, and values are hardly ever compared in vain.
struct CodeTable: Sendable {
    /// Code in the lower half, upper half of its hash above; 0 is free.
    private var slots: [UInt64] = [UInt64](repeating: 0, count: 16)
    private var count = 0

    /// The code whose value has this hash and for which `isSame`; nil when there is none.
    @inline(__always)
    func code(hash: UInt64, isSame: (UInt32) -> Bool) -> UInt32? {
        let code = UInt32(truncatingIfNeeded: slots[slot(hash, isSame)])
        return code == 0 ? nil : code
    }

    /// The same, except that a value which is not there yet gets `next`.
    @inline(__always)
    mutating func code(hash: UInt64, orInsert next: UInt32, isSame: (UInt32) -> Bool) -> UInt32 {
        let slot = slot(hash, isSame)
        let found = UInt32(truncatingIfNeeded: slots[slot])
        guard found == 0 else { return found }
        slots[slot] = hash & Self.tagMask | UInt64(next)
        count += 1
        return next
    }

    /// Makes room for so many more values.
    mutating func reserve(_ more: Int) {
        var size = slots.count
        while size < 2 * (count + more) { size *= 2 }
        guard size > slots.count else { return }
        let old = slots
        slots = [UInt64](repeating: 0, count: size)
        for entry in old where entry != 0 {
            slots[slot(entry) { _ in false }] = entry
        }
    }

    private static let tagMask: UInt64 = 0xFFFF_FFFF_0000_0000

    /// Where the value is, or the free slot where it belongs.
    @inline(__always)
    private func slot(_ hash: UInt64, _ isSame: (UInt32) -> Bool) -> Int {
        let mask = slots.count - 1
        var index = Int(truncatingIfNeeded: hash >> 32) & mask
        while true {
            let slot = slots[index]
            if slot == 0 { return index }
            if slot & Self.tagMask == hash & Self.tagMask, isSame(UInt32(truncatingIfNeeded: slot)) { return index }
            index = (index + 1) & mask
        }
    }
}
