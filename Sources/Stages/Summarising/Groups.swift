import CodedColumns

/// The rows of a pass that agree in all of the key, numbered in the order of their days.
struct Groups: Sendable {
    /// Each row's group.
    private(set) var ofRow: [UInt32]
    /// Each group's first row.
    let firstRows: [UInt32]
    /// How many rows each group has.
    private(set) var rowCounts: [UInt32]

    var count: Int { firstRows.count }

    /// `keys` are all columns of the key but the day, each with as many rows as `days`.
    init(days: KeyColumn, keys: [KeyColumn]) throws {
        let rowsByDay = RowsByDay(days)
        let keys = keys.filter { !$0.isConstant }
        let fitting = Self.fitting(keys[...], bits: 0)
        let words = try Self.words(keys[..<fitting], rows: days.rows)
        let found = try concurrently(Array(rowsByDay.ends.indices)) { day in
            OneDay(rowsByDay[day], words, keys[fitting...])
        }
        firstRows = found.flatMap(\.firstRows)
        rowCounts = [UInt32](repeating: 0, count: firstRows.count)
        ofRow = [UInt32](repeating: 0, count: days.rows)
        var base: UInt32 = 0
        for (day, groups) in found.enumerated() {
            for (row, number) in zip(rowsByDay[day], groups.numbers) {
                ofRow[Int(row)] = base + number
                rowCounts[Int(base + number)] += 1
            }
            base += UInt32(groups.firstRows.count)
        }
    }

    /// Where the columns end that fit into one word with `bits` that are taken.
    private static func fitting(_ keys: ArraySlice<KeyColumn>, bits: Int) -> Int {
        var bits = bits
        return keys.firstIndex { key in
            bits += key.bits
            return bits > UInt64.bitWidth
        } ?? keys.endIndex
    }

    /// Each row's codes side by side, put there from first row to last since memory is slow in any other order.
    private static func words(_ keys: ArraySlice<KeyColumn>, rows: Int) throws -> [UInt64] {
        let step = 1 << 16
        let words = try concurrently(Array(stride(from: 0, to: rows, by: step))) { first in
            let end = min(first + step, rows)
            var words = [UInt64](repeating: 0, count: end - first)
            var bits: UInt64 = 0
            for key in keys {
                put(key.codes[first..<end], into: &words, shift: bits)
                bits += UInt64(key.bits)
            }
            return words
        }
        return Array(words.joined())
    }

    private static func put(_ codes: some Sequence<UInt32>, into words: inout [UInt64], shift: UInt64) {
        for (index, code) in zip(words.indices, codes) { words[index] |= UInt64(code) &<< shift }
    }

    /// A day has a small part of the keys, so that the table of those fits in a processor's cache.
    private struct OneDay: Sendable {
        /// For each of the day's rows.
        let numbers: [UInt32]
        let firstRows: [UInt32]

        /// `words` tell rows apart but for the columns in `keys`. So they are numbered, and the numbers are the first
        /// part of words with the next of these columns, until there are no more.
        init(_ rows: ArraySlice<UInt32>, _ words: [UInt64], _ keys: ArraySlice<KeyColumn>) {
            var words = rows.map { words[Int($0)] }
            var keys = keys
            while !keys.isEmpty {
                var table = NumberTable()
                words = table.number(words) { _ in }.map(UInt64.init)
                var bits = Int.bitWidth - table.count.leadingZeroBitCount
                let fitting = Groups.fitting(keys, bits: bits)
                for key in keys[..<fitting] {
                    Groups.put(rows.lazy.map { key.codes[Int($0)] }, into: &words, shift: UInt64(bits))
                    bits += key.bits
                }
                keys = keys[fitting...]
            }
            var table = NumberTable()
            var firstRows: [UInt32] = []
            numbers = table.number(words) { firstRows.append(rows[rows.startIndex + $0]) }
            self.firstRows = firstRows
        }
    }
}
