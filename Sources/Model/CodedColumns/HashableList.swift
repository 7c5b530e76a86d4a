/// Values that can be compared where they lie, without making one of them a value of its own.
protocol HashableList {
    var count: Int { get }
    func hash(at index: Int) -> UInt64
    func isSame(at index: Int, as other: Self, at otherIndex: Int) -> Bool
}

extension Array: HashableList where Element: HashableElement {
    @inline(__always)
    func hash(at index: Int) -> UInt64 {
        var hash = ValueHash()
        self[index].add(to: &hash)
        return hash.value
    }

    @inline(__always)
    func isSame(at index: Int, as other: [Element], at otherIndex: Int) -> Bool {
        self[index] == other[otherIndex]
    }
}

protocol HashableElement: Equatable {
    func add(to hash: inout ValueHash)
}

extension Int64: HashableElement {
    @inline(__always)
    func add(to hash: inout ValueHash) { hash.add(UInt64(bitPattern: self)) }
}

extension Int128: HashableElement {
    @inline(__always)
    func add(to hash: inout ValueHash) {
        hash.add(UInt64(truncatingIfNeeded: self))
        hash.add(UInt64(truncatingIfNeeded: self >> 64))
    }
}

extension Bool: HashableElement {
    @inline(__always)
    func add(to hash: inout ValueHash) { hash.add(self ? 1 : 0) }
}

extension TextList: HashableList {
    @inline(__always)
    func hash(at index: Int) -> UInt64 {
        var hash = ValueHash()
        add(index, to: &hash)
        return hash.value
    }

    @inline(__always)
    func add(_ index: Int, to hash: inout ValueHash) {
        let range = range(index)
        bytes.withUnsafeBytes { hash.add(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    @inline(__always)
    func isSame(at index: Int, as other: TextList, at otherIndex: Int) -> Bool {
        let range = range(index)
        let otherRange = other.range(otherIndex)
        guard range.count == otherRange.count else { return false }
        return bytes.withUnsafeBytes { mine in
            other.bytes.withUnsafeBytes { Self.isSame(mine, range.lowerBound, $0, otherRange) }
        }
    }

    /// Texts are short: eight bytes at a time, the last eight over again, is faster than a call.
    @inline(__always)
    private static func isSame(
        _ left: UnsafeRawBufferPointer, _ leftStart: Int, _ right: UnsafeRawBufferPointer, _ range: Range<Int>
    ) -> Bool {
        let count = range.count
        guard count >= 8 else {
            for index in 0..<count where left[leftStart + index] != right[range.lowerBound + index] { return false }
            return true
        }
        var index = 0
        while true {
            let one = left.loadUnaligned(fromByteOffset: leftStart + index, as: UInt64.self)
            let two = right.loadUnaligned(fromByteOffset: range.lowerBound + index, as: UInt64.self)
            if one != two { return false }
            if index == count - 8 { return true }
            index = min(index + 8, count - 8)
        }
    }
}

extension MapList: HashableList {
    func hash(at index: Int) -> UInt64 {
        var hash = ValueHash()
        for pair in range(index) {
            keys.add(pair, to: &hash)
            hash.add(hasValue[pair] ? 1 : 0)
            values.add(pair, to: &hash)
        }
        return hash.value
    }

    func isSame(at index: Int, as other: MapList, at otherIndex: Int) -> Bool {
        let range = range(index)
        let otherRange = other.range(otherIndex)
        return range.count == otherRange.count
            && zip(range, otherRange).allSatisfy { pair, otherPair in
                hasValue[pair] == other.hasValue[otherPair]
                    && keys.isSame(at: pair, as: other.keys, at: otherPair)
                    && values.isSame(at: pair, as: other.values, at: otherPair)
            }
    }
}
