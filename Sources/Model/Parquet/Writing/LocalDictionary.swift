/// Gives the codes of one chunk new codes of its own, 0, 1, 2 … in the order of first use. The work is in proportion to
/// the chunk, however long the list is that the codes refer to.
struct LocalDictionary: ~Copyable {
    /// For each code its new code plus one; all zero between two chunks.
    private var table = UnsafeMutableBufferPointer<UInt32>(start: nil, count: 0)
    private var firstUses = Scratch<UInt32>()
    private(set) var count = 0

    deinit {
        table.deallocate()
    }

    /// The codes by which the values were first found, in the order of their new codes. Good until the next chunk.
    mutating func codes() -> UnsafeBufferPointer<UInt32> {
        UnsafeBufferPointer(firstUses.room(count))
    }

    /// False when there are more than `countMax` different codes, which are 1…`valueCount`.
    mutating func index(
        _ codes: UnsafeBufferPointer<UInt32>, valueCount: Int, countMax: Int,
        into indexes: UnsafeMutableBufferPointer<UInt32>
    ) -> Bool {
        cover(valueCount)
        let (table, uses) = (self.table, firstUses.room(countMax))
        var used = 0
        defer {
            for code in uses[..<used] { table[Int(code)] = 0 }
            count = used
        }
        /// Zero when the code would be one too many.
        func number(_ code: UInt32) -> UInt32 {
            let known = table[Int(code)]
            guard known == 0, used < countMax else { return known }
            uses[used] = code
            used += 1
            table[Int(code)] = UInt32(truncatingIfNeeded: used)
            return UInt32(truncatingIfNeeded: used)
        }
        var row = 0
        while row < codes.count {
            let (code, end) = (codes[row], min(row + Self.runLength, codes.count))
            var differences: UInt32 = 0
            for other in row..<end { differences |= codes[other] ^ code }
            if differences == 0 {
                let index = number(code)
                guard index > 0 else { return false }
                for other in row..<end { indexes[other] = index &- 1 }
            } else {
                for other in row..<end {
                    let index = number(codes[other])
                    guard index > 0 else { return false }
                    indexes[other] = index &- 1
                }
            }
            row = end
        }
        return true
    }

    /// Bills are sorted: so many of the same code are looked up once.
    private static let runLength = 16

    private mutating func cover(_ valueCount: Int) {
        guard table.count <= valueCount else { return }
        table.deallocate()
        table = .allocate(capacity: max(valueCount + 1, 2 * table.count))
        table.initialize(repeating: 0)
    }
}
