/// Spellings of cells → codes: a hash table that compares every byte, so that a collision costs time and never a wrong
/// cell.
///
/// Sixteen bytes and fewer lie in the slot itself, longer spellings in an arena; both are compared in cache that way.
/// Callers promise that sixteen bytes from a spelling's start can be read, whatever its length.
final class SpellingTable {
    struct Slot {
        /// The spelling's bytes 0–7 with zeros behind; of a long one its hash.
        var first: UInt64 = 0
        /// Bytes 8–15; of a long one where it lies in the arena.
        var second: UInt64 = 0
        /// 0 marks a free slot: an empty cell has no spelling.
        var length: UInt32 = 0
        var code: UInt32 = 0
    }

    private(set) var count = 0
    var sizeBytes: Int { slotCount * MemoryLayout<Slot>.stride + arenaCapacity }

    private var slots: UnsafeMutablePointer<Slot>
    private var slotCount: Int
    private var arena: UnsafeMutablePointer<UInt8>
    private var arenaUsed = 0
    private var arenaCapacity = 256
    /// Chosen at random, so that nobody can write a file whose cells all collide.
    private let seed: UInt64

    init(slotCount: Int = 64, seed: UInt64 = .random(in: .min ... .max)) {
        self.slotCount = slotCount
        self.seed = seed
        slots = .allocate(capacity: slotCount)
        slots.initialize(repeating: Slot(), count: slotCount)
        arena = .allocate(capacity: arenaCapacity)
    }

    deinit {
        slots.deallocate()
        arena.deallocate()
    }

    /// Writes the codes of the next `rows` cells, 0 for an empty one. `new` answers the code of a spelling that was
    /// never here before.
    @inline(__always)
    func code(
        _ cells: inout CellCursor, rows: Int, to codes: UnsafeMutablePointer<UInt32>,
        new: (UnsafePointer<UInt8>, Int) -> UInt32
    ) {
        // Locals, so that nothing is read again for each cell.
        var (slots, mask) = (slots, slotCount - 1)
        for row in 0..<rows {
            let (start, length) = cells.next()
            if length == 0 {
                codes[row] = 0
                continue
            }
            let key: Key
            var slot: UnsafeMutablePointer<Slot>
            if length <= 16 {
                key = Key(start, length, hash: mix)
                var at = Int(truncatingIfNeeded: key.hash) & mask
                slot = slots + at
                while slot.pointee.length != 0 {
                    let differs = (slot.pointee.first ^ key.first) | (slot.pointee.second ^ key.second)
                    if differs == 0 && slot.pointee.length == UInt32(truncatingIfNeeded: length) { break }
                    at = (at + 1) & mask
                    slot = slots + at
                }
            } else {
                key = Key(long: hash(start, length))
                slot = longSlot(start, length, key.hash, slots, mask)
            }
            if slot.pointee.length == 0 {
                fill(slot, key, start, length, code: new(start, length))
                codes[row] = slot.pointee.code
                if count * 2 > slotCount {
                    grow()
                    (slots, mask) = (self.slots, slotCount - 1)
                }
            } else {
                codes[row] = slot.pointee.code
            }
        }
    }

    /// What is compared first.
    private struct Key {
        let first: UInt64
        let second: UInt64
        let hash: UInt64

        /// The bytes of a spelling that has sixteen at most, with zeros behind its end.
        @inline(__always)
        init(_ bytes: UnsafePointer<UInt8>, _ length: Int, hash: (UInt64, UInt64, UInt64) -> UInt64) {
            let raw = UnsafeRawPointer(bytes)
            let low = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
            let high = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            let lowBits = UInt64(min(length, 8) &* 8)
            let highBits = UInt64(max(length &- 8, 0) &* 8)
            first = low & (~0 &>> (64 &- lowBits))
            second = highBits == 0 ? 0 : high & (~0 &>> (64 &- highBits))
            self.hash = hash(first, second, UInt64(length))
        }

        @inline(__always)
        init(long hash: UInt64) {
            (first, second, self.hash) = (hash, 0, hash)
        }
    }

    @inline(__always)
    private func longSlot(
        _ bytes: UnsafePointer<UInt8>, _ length: Int, _ hash: UInt64, _ slots: UnsafeMutablePointer<Slot>, _ mask: Int
    ) -> UnsafeMutablePointer<Slot> {
        var at = Int(truncatingIfNeeded: hash) & mask
        while true {
            let slot = slots + at
            if slot.pointee.length == 0 { return slot }
            if slot.pointee.first == hash, slot.pointee.length == UInt32(truncatingIfNeeded: length),
                isEqual(arena + Int(slot.pointee.second), bytes, length)
            {
                return slot
            }
            at = (at + 1) & mask
        }
    }

    private func fill(
        _ slot: UnsafeMutablePointer<Slot>, _ key: Key, _ bytes: UnsafePointer<UInt8>, _ length: Int, code: UInt32
    ) {
        let second = length <= 16 ? key.second : UInt64(keep(bytes, length))
        slot.pointee = Slot(first: key.first, second: second, length: UInt32(length), code: code)
        count += 1
    }

    private func keep(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Int {
        if arenaUsed + length > arenaCapacity {
            let capacity = max(arenaCapacity * 2, arenaUsed + length)
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
            larger.update(from: arena, count: arenaUsed)
            arena.deallocate()
            (arena, arenaCapacity) = (larger, capacity)
        }
        (arena + arenaUsed).update(from: bytes, count: length)
        defer { arenaUsed += length }
        return arenaUsed
    }

    private func grow() {
        let (old, oldCount) = (slots, slotCount)
        slotCount *= 4
        slots = .allocate(capacity: slotCount)
        slots.initialize(repeating: Slot(), count: slotCount)
        let mask = slotCount - 1
        for index in 0..<oldCount where old[index].length != 0 {
            let slot = old[index]
            let hash = slot.length <= 16 ? mix(slot.first, slot.second, UInt64(slot.length)) : slot.first
            var at = Int(truncatingIfNeeded: hash) & mask
            while slots[at].length != 0 { at = (at + 1) & mask }
            slots[at] = slot
        }
        old.deallocate()
    }

    @inline(__always)
    private func mix(_ first: UInt64, _ second: UInt64, _ length: UInt64) -> UInt64 {
        let product = (first ^ seed).multipliedFullWidth(by: second ^ 0xE703_7ED1_A0B4_28DB ^ length)
        return product.high ^ product.low
    }

    private func hash(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
        let raw = UnsafeRawPointer(bytes)
        var state = seed ^ UInt64(length)
        var at = 0
        while at < length - 16 {
            let first = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            let second = raw.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self)
            let product = (first ^ state).multipliedFullWidth(by: second ^ 0xE703_7ED1_A0B4_28DB)
            state = product.high ^ product.low ^ seed
            at += 16
        }
        // The last sixteen bytes, of which the loop may have read some.
        let first = raw.loadUnaligned(fromByteOffset: length - 16, as: UInt64.self)
        let second = raw.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
        return mix(first ^ state, second, UInt64(length))
    }

    @inline(__always)
    private func isEqual(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        let (a, b) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
        var at = 0
        while at < length - 8 {
            if a.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                != b.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            {
                return false
            }
            at += 8
        }
        return a.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
            == b.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
    }
}
