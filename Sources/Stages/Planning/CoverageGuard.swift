import BillingModel

/// Holds back a delivery that has less than the one it would replace: exports are cut short, filtered by mistake, or
/// run for a part of the month, and what they lack would vanish from every sum.
package enum CoverageGuard {
    /// What is known of a month as one delivery tells it.
    package struct Facts: Sendable {
        /// Nil is unknown: nothing is said of it then.
        package let coverage: Coverage?
        /// Billed cost per currency.
        package let billed: [String: ExactDecimal]

        package init(coverage: Coverage?, billed: [String: ExactDecimal]) {
            self.coverage = coverage
            self.billed = billed
        }
    }

    /// What `new` lacks of `old`, as a sentence's end: a whole day, a whole account, more than half of the billed cost
    /// of a currency. Nil when nothing.
    package static func shortfall(of new: Facts, against old: Facts, period: BillingPeriod) -> String? {
        var lacks: [String] = []
        if let mine = new.coverage, let theirs = old.coverage {
            let days = Set(theirs.daysOfMonth).subtracting(mine.daysOfMonth).sorted()
            if !days.isEmpty { lacks.append("the days \(ranges(days, of: period))") }
            let accounts = theirs.accounts.subtracting(mine.accounts).sorted()
            if !accounts.isEmpty { lacks.append(list(accounts)) }
        }
        for (currency, before) in old.billed.sorted(by: { $0.key < $1.key }) where before > .zero {
            let now = new.billed[currency] ?? .zero
            guard let doubled = now.adding(now), doubled < before else { continue }
            let gap = "\(before.rounded(decimals: 2)) \(currency) billed (it has \(now.rounded(decimals: 2)))"
            lacks.append("more than half of \(gap)")
        }
        return lacks.isEmpty ? nil : lacks.joined(separator: "; ")
    }

    private static func list(_ accounts: [String]) -> String {
        let shown = accounts.prefix(3).joined(separator: ", ")
        let rest = accounts.count > 3 ? " and \(accounts.count - 3) more" : ""
        return accounts.count == 1 ? "the account \(shown)" : "the accounts \(shown)\(rest)"
    }

    /// `2025-10-03, 2025-10-17 to 2025-10-31`.
    private static func ranges(_ days: [Int], of period: BillingPeriod) -> String {
        var runs: [ClosedRange<Int>] = []
        for day in days {
            if let last = runs.last, last.upperBound + 1 == day {
                runs[runs.count - 1] = last.lowerBound...day
            } else {
                runs.append(day...day)
            }
        }
        func date(_ day: Int) -> String { "\(period)-\(day < 10 ? "0" : "")\(day)" }
        return runs.map {
            $0.count == 1 ? date($0.lowerBound) : "\(date($0.lowerBound)) to \(date($0.upperBound))"
        }.joined(separator: ", ")
    }
}
