#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Spellings of cells → codes: a hash table that compares every byte, so that a collision costs time and never a wrong
/// cell.
///
/// A small index of four bytes a place points to the spellings in the order of their first appearance, so that what is
/// looked at for most cells stays in the nearest cache. Sixteen bytes and fewer lie in the entry itself, longer
/// spellings in an arena. Callers promise that sixteen bytes from a spelling's start can be read, whatever its length.
final class SpellingTable {
    private struct Entry {
        /// The spelling's bytes 0–7 with zeros behind; of a long one its hash.
        var first: UInt64
        /// Bytes 8–15; of a long one where it lies in the arena.
        var second: UInt64
        var length: UInt32
        var code: UInt32
    }

    private(set) var count = 0
    var sizeBytes: Int { placeCount * 4 + entryCapacity * MemoryLayout<Entry>.stride + arenaCapacity }

    /// Eight bits of the hash above an entry's number, counted from 1; 0 is a free place.
    private var places: UnsafeMutablePointer<UInt32>
    private var placeCount = 256
    private var entries: UnsafeMutablePointer<Entry>
    private var entryCapacity = 128
    private var arena: UnsafeMutablePointer<UInt8>
    private var arenaUsed = 0
    private var arenaCapacity = 256
    /// Chosen at random, so that nobody can write a file whose cells all collide.
    private let seed: UInt64
    private static let entryMask: UInt32 = (1 << 24) - 1

    init(seed: UInt64 = .random(in: .min ... .max)) {
        self.seed = seed
        places = .allocate(capacity: placeCount)
        places.initialize(repeating: 0, count: placeCount)
        entries = .allocate(capacity: entryCapacity)
        arena = .allocate(capacity: arenaCapacity)
    }

    deinit {
        places.deallocate()
        entries.deallocate()
        arena.deallocate()
    }

    /// Whether no more spellings fit.
    var isFull: Bool { count >= Int(Self.entryMask) - 1_000_000 }

    /// Writes the codes of the next `rows` cells, 0 for an empty one. `new` answers the code of a spelling that was
    /// never here before.
    @inline(__always)
    func code(
        _ cells: inout CellCursor, rows: Int, to codes: UnsafeMutablePointer<UInt32>,
        new: (UnsafePointer<UInt8>, Int) -> UInt32
    ) {
        // Locals, so that nothing is read again for each cell.
        var (places, mask, entries) = (places, placeCount &- 1, UnsafePointer(entries))
        // Bills repeat themselves from row to row above all.
        var (above, lengthAbove, codeAbove) = (UnsafePointer(arena), 0, UInt32(0))
        for row in 0..<rows {
            let (start, length) = cells.next()
            if length == 0 {
                codes[row] = 0
                continue
            }
            if length == lengthAbove, isEqual(above, start, length) {
                codes[row] = codeAbove
                continue
            }
            defer { (above, lengthAbove, codeAbove) = (start, length, codes[row]) }
            let key = length <= 16 ? Key(start, length, seed) : Key(long: hash(start, length))
            var at = Int(truncatingIfNeeded: key.hash) & mask
            var place = places[at]
            while place != 0 {
                if place & ~Self.entryMask == key.tag {
                    let entry = entries + Int(place & Self.entryMask)
                    if entry.pointee.length == UInt32(truncatingIfNeeded: length), entry.pointee.first == key.first,
                        length <= 16
                            ? entry.pointee.second == key.second
                            : isEqual(arena + Int(entry.pointee.second), start, length)
                    {
                        codes[row] = entry.pointee.code
                        break
                    }
                }
                at = (at &+ 1) & mask
                place = places[at]
            }
            if place == 0 {
                codes[row] = add(key, start, length, at: at, code: new(start, length))
                (places, mask, entries) = (self.places, placeCount &- 1, UnsafePointer(self.entries))
            }
        }
    }

    /// What is compared first.
    fileprivate struct Key {
        let first: UInt64
        let second: UInt64
        let hash: UInt64

        /// The bytes of a spelling that has sixteen at most, with zeros behind its end.
        @inline(__always)
        init(_ bytes: UnsafePointer<UInt8>, _ length: Int, _ seed: UInt64) {
            let raw = UnsafeRawPointer(bytes)
            let low = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
            let high = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            let lowBits = UInt64(truncatingIfNeeded: min(length, 8) &* 8)
            let highBits = UInt64(truncatingIfNeeded: max(length &- 8, 0) &* 8)
            first = low & (~0 &>> (64 &- lowBits))
            second = highBits == 0 ? 0 : high & (~0 &>> (64 &- highBits))
            hash = SpellingTable.mix(first, second ^ UInt64(truncatingIfNeeded: length), seed)
        }

        @inline(__always)
        init(long hash: UInt64) {
            (first, second, self.hash) = (hash, 0, hash)
        }

        /// In the place of the eight highest bits; the lowest choose the place in the index.
        @inline(__always)
        var tag: UInt32 { UInt32(truncatingIfNeeded: hash &>> 32) & ~SpellingTable.entryMask }
    }

    @inline(never)
    private func add(
        _ key: Key, _ bytes: UnsafePointer<UInt8>, _ length: Int, at place: Int, code: UInt32
    ) -> UInt32 {
        if count + 1 >= entryCapacity {
            let larger = UnsafeMutablePointer<Entry>.allocate(capacity: entryCapacity * 2)
            larger.moveInitialize(from: entries, count: entryCapacity)
            entries.deallocate()
            (entries, entryCapacity) = (larger, entryCapacity * 2)
        }
        count += 1
        let second = length <= 16 ? key.second : UInt64(keep(bytes, length))
        entries[count] = Entry(first: key.first, second: second, length: UInt32(length), code: code)
        places[place] = UInt32(count) | key.tag
        if count * 2 > placeCount { grow() }
        return code
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
        places.deallocate()
        placeCount *= 2
        places = .allocate(capacity: placeCount)
        places.initialize(repeating: 0, count: placeCount)
        for number in 1...count {
            let entry = entries[number]
            let key =
                entry.length <= 16
                ? Key(first: entry.first, second: entry.second, length: entry.length, seed) : Key(long: entry.first)
            var at = Int(truncatingIfNeeded: key.hash) & (placeCount - 1)
            while places[at] != 0 { at = (at + 1) & (placeCount - 1) }
            places[at] = UInt32(number) | key.tag
        }
    }

    @inline(__always)
    fileprivate static func mix(_ first: UInt64, _ second: UInt64, _ seed: UInt64) -> UInt64 {
        let product = (first ^ seed).multipliedFullWidth(by: second ^ 0xE703_7ED1_A0B4_28DB)
        return product.high ^ product.low
    }

    @inline(__always)
    private func hash(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
        let raw = UnsafeRawPointer(bytes)
        var state = seed
        var at = 0
        while at < length &- 16 {
            let first = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            let second = raw.loadUnaligned(fromByteOffset: at &+ 8, as: UInt64.self)
            state = Self.mix(first, second, state)
            at = at &+ 16
        }
        // The last sixteen bytes, of which the loop may have read some.
        let first = raw.loadUnaligned(fromByteOffset: length &- 16, as: UInt64.self)
        let second = raw.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
        return Self.mix(first, second ^ UInt64(truncatingIfNeeded: length), state)
    }

    /// Of two spellings of the same length, of at least one byte.
    @inline(__always)
    private func isEqual(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        guard length <= 16 else { return memcmp(left, right, length) == 0 }
        let (left, right) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
        let low = left.loadUnaligned(as: UInt64.self) ^ right.loadUnaligned(as: UInt64.self)
        if length <= 8 { return UInt64(littleEndian: low) &<< UInt64(truncatingIfNeeded: (8 &- length) &* 8) == 0 }
        let high =
            left.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
            ^ right.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
        return low | high == 0
    }
}

extension SpellingTable.Key {
    /// Of an entry again.
    fileprivate init(first: UInt64, second: UInt64, length: UInt32, _ seed: UInt64) {
        self.first = first
        self.second = second
        hash = SpellingTable.mix(first, second ^ UInt64(length), seed)
    }
}
