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
        for row in 0..<codes.count {
            let code = codes[row]
            var index = table[Int(code)]
            if index == 0 {
                guard used < countMax else { return false }
                uses[used] = code
                used += 1
                index = UInt32(truncatingIfNeeded: used)
                table[Int(code)] = index
            }
            indexes[row] = index &- 1
        }
        return true
    }

    private mutating func cover(_ valueCount: Int) {
        guard table.count <= valueCount else { return }
        table.deallocate()
        table = .allocate(capacity: max(valueCount + 1, 2 * table.count))
        table.initialize(repeating: 0)
    }
}
