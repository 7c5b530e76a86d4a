/// The distinct combinations of codes in some rows of a few columns.
struct Combinations: Sendable {
    /// For each row its combination, counted from 0.
    let codes: [UInt32]
    /// For each combination a row that has it.
    let rows: [UInt32]

    /// Each row on its own.
    init(rowCount: Int) {
        codes = Array(0..<UInt32(rowCount))
        rows = codes
    }

    /// All rows are one combination, if there are any.
    init(sameRows rowCount: Int) {
        codes = [UInt32](repeating: 0, count: rowCount)
        rows = rowCount == 0 ? [] : [0]
    }

    /// Nil when there are more than `countMax`.
    ///
    /// - Parameter columns: codes of as many rows each, with the greatest code that occurs; the shorter lists of values
    ///   first, so that what comes out grows late.
    init?(_ columns: [(codes: [UInt32], codeMax: Int)], countMax: Int) {
        guard let first = columns.first else { return nil }
        guard var found = Self.distinct(first.codes, codeMax: first.codeMax, countMax: countMax) else { return nil }
        for column in columns.dropFirst() {
            guard let next = Self.pairs(found, with: column.codes, codeMax: column.codeMax, countMax: countMax) else {
                return nil
            }
            found = next
        }
        self = found
    }

    private init(codes: [UInt32], rows: [UInt32]) {
        self.codes = codes
        self.rows = rows
    }

    private static func distinct(_ codes: [UInt32], codeMax: Int, countMax: Int) -> Combinations? {
        combine(rowCount: codes.count, countMax: countMax, table: DirectTable(keyMax: codeMax)) { Int(codes[$0]) }
    }

    private static func pairs(
        _ found: Combinations, with codes: [UInt32], codeMax: Int, countMax: Int
    ) -> Combinations? {
        let width = codeMax + 1
        let keyMax = found.rows.count * width
        // A table of this size stays in the cache's reach.
        if keyMax <= 1 << 20 {
            return combine(rowCount: codes.count, countMax: countMax, table: DirectTable(keyMax: keyMax)) {
                Int(found.codes[$0]) * width + Int(codes[$0])
            }
        }
        return combine(rowCount: codes.count, countMax: countMax, table: HashedTable()) {
            Int(found.codes[$0]) * width + Int(codes[$0])
        }
    }

    @inline(__always)
    private static func combine(
        rowCount: Int, countMax: Int, table: consuming some CombinationTable, key: (Int) -> Int
    ) -> Combinations? {
        var rows: [UInt32] = []
        var isTooMany = false
        let codes = [UInt32](unsafeUninitializedCapacity: rowCount) { codes, count in
            for row in 0..<rowCount {
                let code = table.code(key(row), orInsert: UInt32(rows.count))
                if code == rows.count {
                    guard rows.count < countMax else {
                        isTooMany = true
                        return
                    }
                    rows.append(UInt32(row))
                }
                codes[row] = code
                count = row + 1
            }
        }
        return isTooMany ? nil : Combinations(codes: codes, rows: rows)
    }
}

private protocol CombinationTable {
    mutating func code(_ key: Int, orInsert next: UInt32) -> UInt32
}

private struct DirectTable: CombinationTable {
    /// Codes plus one; 0 is free.
    private var slots: [UInt32]

    init(keyMax: Int) {
        slots = [UInt32](repeating: 0, count: keyMax + 1)
    }

    @inline(__always)
    mutating func code(_ key: Int, orInsert next: UInt32) -> UInt32 {
        let found = slots[key]
        if found != 0 { return found - 1 }
        slots[key] = next + 1
        return next
    }
}

/// Open addressing, never more than half full.
private struct HashedTable: CombinationTable {
    private var keys = [Int](repeating: -1, count: 1 << 12)
    private var codes = [UInt32](repeating: 0, count: 1 << 12)
    private var count = 0

    @inline(__always)
    mutating func code(_ key: Int, orInsert next: UInt32) -> UInt32 {
        var slot = slot(key)
        if keys[slot] == key { return codes[slot] }
        if 2 * count >= keys.count {
            grow()
            slot = self.slot(key)
        }
        keys[slot] = key
        codes[slot] = next
        count += 1
        return next
    }

    /// Where the key is, or the free slot where it belongs.
    @inline(__always)
    private func slot(_ key: Int) -> Int {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: (UInt64(bitPattern: Int64(key)) &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while keys[slot] >= 0, keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let old = (keys, codes)
        keys = [Int](repeating: -1, count: 2 * old.0.count)
        codes = [UInt32](repeating: 0, count: keys.count)
        for (key, code) in zip(old.0, old.1) where key >= 0 {
            let slot = slot(key)
            keys[slot] = key
            codes[slot] = code
        }
    }
}
