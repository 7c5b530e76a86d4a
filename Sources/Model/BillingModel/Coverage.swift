/// For which days of a month which accounts have rows with money: what a delivery that replaces another must not lack,
/// and what two exports must not both add to a sum.
package struct Coverage: Hashable, Sendable {
    /// Who used, and who is billed for it: an account that moves from one payer to another has charges with both.
    package struct Account: Hashable, Sendable {
        /// The sub account, or the billing account where there is none; empty where the rows name neither.
        package let name: String
        /// Nil is unknown.
        package let payer: String?

        package init(_ name: String, payer: String? = nil) {
            self.name = name
            self.payer = payer
        }

        /// The same account, billed to the same payer as far as both say.
        func isSame(as other: Account) -> Bool {
            name == other.name && (payer == nil || other.payer == nil || payer == other.payer)
        }
    }

    /// By account: bit 1 is the 1st of the month … bit 31 the 31st, bit 0 any day outside it.
    package private(set) var days: [Account: UInt32]

    package init(_ days: [Account: UInt32] = [:]) {
        self.days = days.filter { $0.value != 0 }
    }

    package var isEmpty: Bool { days.isEmpty }
    /// Names, whoever pays.
    package var accounts: Set<String> { Set(days.keys.map(\.name)) }
    /// How many days of all accounts.
    package var size: Int { days.values.reduce(0) { $0 + $1.nonzeroBitCount } }

    package mutating func insert(_ account: Account, days: UInt32) {
        guard days != 0 else { return }
        self.days[account, default: 0] |= days
    }

    package func union(_ other: Coverage) -> Coverage {
        Coverage(days.merging(other.days) { $0 | $1 })
    }

    /// What both hold, by the accounts of this one.
    package func intersection(_ other: Coverage) -> Coverage {
        Coverage(days.reduce(into: [:]) { $0[$1.key] = $1.value & other.days(of: $1.key) })
    }

    package func subtracting(_ other: Coverage) -> Coverage {
        Coverage(days.reduce(into: [:]) { $0[$1.key] = $1.value & ~other.days(of: $1.key) })
    }

    /// Without rows that name no account, where others do: they cannot show whose money it is.
    package var named: Coverage {
        let named = days.filter { !$0.key.name.isEmpty }
        return named.isEmpty ? self : Coverage(named)
    }

    package var withoutPayers: Coverage {
        Coverage(Dictionary(days.map { (Account($0.key.name), $0.value) }, uniquingKeysWith: |))
    }

    /// Names alone, as the cloud itself tells them: files of anyone have the provider's name and a slash before.
    package var bare: Coverage {
        Coverage(
            Dictionary(
                days.map { (Account(String($0.key.name.split(separator: "/").last ?? "")), $0.value) },
                uniquingKeysWith: |))
    }

    /// Days of the month on which any account has money, ascending.
    package var daysOfMonth: [Int] {
        let all = days.values.reduce(0, |)
        return (1...31).filter { all & (1 << $0) != 0 }
    }

    private func days(of account: Account) -> UInt32 {
        if account.payer != nil, let exact = days[account] { return exact | (days[Account(account.name)] ?? 0) }
        return days.reduce(0) { $1.key.isSame(as: account) ? $0 | $1.value : $0 }
    }
}

extension Coverage {
    /// A line for each account, ascending: the days in hex, the account, and who pays where that is known, with tabs
    /// between them.
    package var text: String {
        days.map { account, days in
            ([String(days, radix: 16), account.name] + [account.payer].compactMap { $0 }).joined(separator: "\t")
        }.sorted().joined(separator: "\n")
    }

    /// Nil for what ``text`` does not write.
    package init?(text: String) {
        var days: [Account: UInt32] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count >= 2, let mask = UInt32(parts[0], radix: 16) else { return nil }
            days[Account(String(parts[1]), payer: parts.count == 3 ? String(parts[2]) : nil)] = mask
        }
        self.init(days)
    }
}
