import BillingModel
import CodedColumns

/// How many different resources each group has; rows without a resource count for none.
struct ResourceCounts {
    private(set) var counts: [UInt32]
    private let groups: Groups
    private var dictionary = ValueDictionary(.text)
    private var pairs = NumberTable()

    init(_ groups: Groups) {
        self.groups = groups
        counts = [UInt32](repeating: 0, count: groups.count)
    }

    /// Adds the rows from `first` on. Resources are most of a bill's text, and in most bills the greater part of the
    /// groups have one row: only the names of those that may be counted twice are looked at.
    mutating func add(_ resources: CodedColumn, from first: Int) throws {
        let groups = groups.ofRow[first..<first + resources.codes.count]
        var rows: [(group: UInt32, code: UInt32)] = []
        var numbers = [UInt32](repeating: 0, count: resources.values.count + 1)
        var used = TextList()
        let texts = try resources.values.texts()
        for (code, group) in zip(resources.codes, groups) where code != 0 {
            guard self.groups.rowCounts[Int(group)] > 1 else {
                counts[Int(group)] = 1
                continue
            }
            if numbers[Int(code)] == 0 {
                used.append(texts, at: Int(code) - 1)
                numbers[Int(code)] = UInt32(used.count)
            }
            rows.append((group, numbers[Int(code)]))
        }
        let names = dictionary.merge(.text(used))
        let words = rows.map { UInt64($0.group) << 32 | UInt64(names[Int($0.code) - 1]) }
        _ = pairs.number(words) { counts[Int(rows[$0].group)] += 1 }
    }
}
