import CodedColumns

/// The rows of a pass, day after day, those without a day first; within a day in their order.
struct RowsByDay: Sendable {
    let rows: [UInt32]
    /// Where each day's rows end in ``rows``.
    let ends: [Int]

    init(_ days: KeyColumn) {
        guard !days.isConstant, case .integer(let dates) = days.dictionary.values else {
            rows = [UInt32](0..<UInt32(days.rows))
            ends = [days.rows]
            return
        }
        // Null is code 0 and comes before any date.
        let codes = [0] + (1...dates.count).sorted { dates[$0 - 1] < dates[$1 - 1] }
        var counts = [Int](repeating: 0, count: codes.count)
        for code in days.codes { counts[Int(code)] += 1 }
        var next = [Int](repeating: 0, count: codes.count)
        var ends: [Int] = []
        var end = 0
        for code in codes where counts[code] > 0 {
            next[code] = end
            end += counts[code]
            ends.append(end)
        }
        rows = [UInt32](unsafeUninitializedCapacity: days.rows) { rows, initialized in
            for (row, code) in days.codes.enumerated() {
                rows[next[Int(code)]] = UInt32(truncatingIfNeeded: row)
                next[Int(code)] += 1
            }
            initialized = days.rows
        }
        self.ends = ends
    }

    subscript(day: Int) -> ArraySlice<UInt32> {
        rows[(day == 0 ? 0 : ends[day - 1])..<ends[day]]
    }
}
