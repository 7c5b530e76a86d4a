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
    fileprivate struct Entry {
        /// The spelling's bytes 0–7 with zeros behind; of a long one its hash.
        var first: UInt64
        /// Bytes 8–15; of a long one where it lies in the arena.
        var second: UInt64
        var length: UInt32
        var code: UInt32

        @inline(__always)
        func spells(_ probe: Probe, _ arena: UnsafePointer<UInt8>) -> Bool {
            let isLike = (first ^ probe.key.first) | UInt64(length ^ UInt32(truncatingIfNeeded: probe.length)) == 0
            if probe.length <= 16 { return isLike && second == probe.key.second }
            return isLike && SpellingTable.isEqual(arena + Int(truncatingIfNeeded: second), probe.start, probe.length)
        }
    }

    /// A cell that is looked up.
    fileprivate struct Probe {
        let start: UnsafePointer<UInt8>
        let length: Int
        let key: Key

        @inline(__always)
        init(_ start: UnsafePointer<UInt8>, _ length: Int, _ seed: UInt64) {
            self.start = start
            self.length = length
            key = length <= 16 ? Key(start, length, seed) : Key(long: SpellingTable.hash(start, length, seed))
        }
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
    /// Free places are what makes a spelling stand where it is looked for first.
    private static let placesForEach = 4
    private static let stretchRows = 64
    /// No column has as many codes.
    private static let unknown = UInt32.max - 1

    init(seed: UInt64 = .random(in: .min ... .max)) {
        self.seed = seed
        places = .allocate(capacity: placeCount)
        places.initialize(repeating: 0, count: placeCount)
        entries = .allocate(capacity: entryCapacity)
        arena = .allocate(capacity: arenaCapacity)
        // What a free place points to, which nothing is equal to.
        entries[0] = Entry(first: 0, second: 0, length: .max, code: 0)
        let empty = Probe(UnsafePointer(arena), 0, seed)
        _ = add(empty, at: Int(truncatingIfNeeded: empty.key.hash) & (placeCount - 1), code: 0)
    }

    deinit {
        places.deallocate()
        entries.deallocate()
        arena.deallocate()
    }

    /// Whether no more spellings fit.
    var isFull: Bool { count >= Int(Self.entryMask) - 1_000_000 }

    /// Writes the codes of the next `rows` cells. `new` answers the code of a spelling that was never here before.
    ///
    /// Cells go through in short stretches, each step of the way for all of a stretch: no step waits for memory that
    /// the step before has just asked for, and hardly a branch depends on what a cell says.
    @inline(__always)
    func code(
        _ cells: inout CellCursor, rows: Int, to codes: UnsafeMutablePointer<UInt32>,
        new: (UnsafePointer<UInt8>, Int) -> UInt32
    ) {
        withUnsafeTemporaryAllocation(of: Probe.self, capacity: Self.stretchRows) { stretch in
            guard let probes = stretch.baseAddress else { return }
            // Bills repeat themselves from row to row above all.
            var (above, codeAbove) = (UnsafePointer(arena), UInt32(0))
            var lengthAbove = -1
            var row = 0
            while row < rows {
                // The first cell alone, so that the second has one above it.
                let end = row == 0 ? 1 : min(row + Self.stretchRows, rows)
                var count = 0
                while row < end {
                    let (start, length, _) = cells.next()
                    if count == 0, length == lengthAbove, Self.isEqual(above, start, length) {
                        codes[row] = codeAbove
                    } else {
                        probes[count] = Probe(start, length, seed)
                        count += 1
                    }
                    row += 1
                }
                guard count > 0 else { continue }
                let first = end - count
                if !find(probes, count, to: codes + first) { add(probes, count, to: codes + first, new: new) }
                (above, lengthAbove, codeAbove) = (probes[count - 1].start, probes[count - 1].length, codes[end - 1])
            }
        }
    }

    /// Looks where each spelling is most probably; false when some were not there, whose code is ``unknown`` now.
    @inline(__always)
    private func find(_ probes: UnsafePointer<Probe>, _ count: Int, to codes: UnsafeMutablePointer<UInt32>) -> Bool {
        let (places, mask, entries, arena) = (places, placeCount &- 1, entries, arena)
        for index in 0..<count {
            codes[index] = places[Int(truncatingIfNeeded: probes[index].key.hash) & mask] & Self.entryMask
        }
        var areThere = true
        for index in 0..<count {
            let probe = probes + index
            let entry = entries + Int(codes[index])
            let isThere = entry.pointee.spells(probe.pointee, arena)
            codes[index] = isThere ? entry.pointee.code : Self.unknown
            areThere = areThere && isThere
        }
        return areThere
    }

    /// Codes of those that ``find(_:_:to:)`` did not see, be they elsewhere or new.
    @inline(__always)
    private func add(
        _ probes: UnsafePointer<Probe>, _ count: Int, to codes: UnsafeMutablePointer<UInt32>,
        new: (UnsafePointer<UInt8>, Int) -> UInt32
    ) {
        for index in 0..<count where codes[index] == Self.unknown {
            let probe = probes[index]
            let (at, number) = search(probe)
            codes[index] =
                number > 0
                ? entries[number].code : add(probe, at: at, code: new(probe.start, probe.length))
        }
    }

    /// The place of a spelling, or a free one for it, and the number of its entry.
    @inline(never)
    private func search(_ probe: Probe) -> (at: Int, number: Int) {
        let mask = placeCount &- 1
        var at = Int(truncatingIfNeeded: probe.key.hash) & mask
        while true {
            let place = places[at]
            if place == 0 { return (at, 0) }
            let number = Int(place & Self.entryMask)
            if place & ~Self.entryMask == probe.key.tag, entries[number].spells(probe, arena) { return (at, number) }
            at = (at &+ 1) & mask
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
            first = low & SpellingTable.ones(length)
            second = high & SpellingTable.ones(max(length &- 8, 0))
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
    private func add(_ probe: Probe, at place: Int, code: UInt32) -> UInt32 {
        if count + 1 >= entryCapacity {
            let larger = UnsafeMutablePointer<Entry>.allocate(capacity: entryCapacity * 2)
            larger.moveInitialize(from: entries, count: entryCapacity)
            entries.deallocate()
            (entries, entryCapacity) = (larger, entryCapacity * 2)
        }
        count += 1
        let second = probe.length <= 16 ? probe.key.second : UInt64(keep(probe.start, probe.length))
        entries[count] = Entry(first: probe.key.first, second: second, length: UInt32(probe.length), code: code)
        places[place] = UInt32(count) | probe.key.tag
        if count * Self.placesForEach > placeCount { grow() }
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
    private static func hash(_ bytes: UnsafePointer<UInt8>, _ length: Int, _ seed: UInt64) -> UInt64 {
        let raw = UnsafeRawPointer(bytes)
        var state = seed
        var at = 0
        while at < length &- 16 {
            let first = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            let second = raw.loadUnaligned(fromByteOffset: at &+ 8, as: UInt64.self)
            state = mix(first, second, state)
            at = at &+ 16
        }
        // The last sixteen bytes, of which the loop may have read some.
        let first = raw.loadUnaligned(fromByteOffset: length &- 16, as: UInt64.self)
        let second = raw.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
        return mix(first, second ^ UInt64(truncatingIfNeeded: length), state)
    }

    /// Of two spellings of the same length.
    @inline(__always)
    static func isEqual(
        _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ length: Int
    ) -> Bool {
        let (left, right) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
        if length <= 16 {
            let low = difference(left, right, 0) & ones(length)
            return low | (difference(left, right, 8) & ones(max(length &- 8, 0))) == 0
        }
        var differences = difference(left, right, length &- 16) | difference(left, right, length &- 8)
        var at = 0
        while at < length &- 16 {
            differences |= difference(left, right, at) | difference(left, right, at &+ 8)
            at = at &+ 16
        }
        return differences == 0
    }

    @inline(__always)
    private static func difference(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        UInt64(
            littleEndian: left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                ^ right.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// So many bytes of ones, the lowest first; eight and more are all.
    @inline(__always)
    static func ones(_ bytes: Int) -> UInt64 {
        bytes >= 8 ? ~0 : (1 &<< UInt64(truncatingIfNeeded: bytes &* 8)) &- 1
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
