/// For which days of a month which accounts have rows with money: what a delivery that replaces another must not lack,
/// and what two exports must not both add to a sum.
package struct Coverage: Hashable, Sendable {
    /// By account: bit 1 is the 1st of the month … bit 31 the 31st, bit 0 any day outside it.
    package private(set) var days: [String: UInt32]

    package init(_ days: [String: UInt32] = [:]) {
        self.days = days.filter { $0.value != 0 }
    }

    package var isEmpty: Bool { days.isEmpty }
    package var accounts: Set<String> { Set(days.keys) }
    /// How many days of all accounts.
    package var size: Int { days.values.reduce(0) { $0 + $1.nonzeroBitCount } }

    package mutating func insert(account: String, days: UInt32) {
        guard days != 0 else { return }
        self.days[account, default: 0] |= days
    }

    package func union(_ other: Coverage) -> Coverage {
        Coverage(days.merging(other.days) { $0 | $1 })
    }

    /// What both hold.
    package func intersection(_ other: Coverage) -> Coverage {
        Coverage(days.reduce(into: [:]) { $0[$1.key] = $1.value & (other.days[$1.key] ?? 0) })
    }

    package func subtracting(_ other: Coverage) -> Coverage {
        Coverage(days.reduce(into: [:]) { $0[$1.key] = $1.value & ~(other.days[$1.key] ?? 0) })
    }

    /// Days of the month on which any account has money, ascending.
    package var daysOfMonth: [Int] {
        let all = days.values.reduce(0, |)
        return (1...31).filter { all & (1 << $0) != 0 }
    }
}

extension Coverage {
    /// A line for each account, ascending: the days in hex, a tab, the account.
    package var text: String {
        days.sorted { $0.key < $1.key }.map { "\(String($0.value, radix: 16))\t\($0.key)" }.joined(separator: "\n")
    }

    /// Nil for what ``text`` does not write.
    package init?(text: String) {
        var days: [String: UInt32] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let mask = UInt32(parts[0], radix: 16) else { return nil }
            days[String(parts[1])] = mask
        }
        self.init(days)
    }
}
