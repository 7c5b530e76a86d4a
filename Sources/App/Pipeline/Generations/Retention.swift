import BillingModel

/// Which generations are kept: those that are shown, or went out of sight not long ago, or are among the newest of
/// their month.
package struct Retention: Sendable {
    package let olderThanMillis: Int64
    package let keep: Int

    package init(olderThanMillis: Int64, keep: Int) {
        self.olderThanMillis = olderThanMillis
        self.keep = keep
    }

    /// The numbers of a month's generations that are no longer kept, ascending.
    func expired(_ month: MonthHistory, nowMillis: Int64) -> [Int] {
        let newest = Set(month.generations.map(\.number).sorted().suffix(max(0, keep)))
        return month.generations.filter { generation in
            generation.state != .shown && !newest.contains(generation.number)
                && isOver(generation.endedMillis, nowMillis)
        }.map(\.number)
    }

    /// Whether what went out of sight at a time may be deleted.
    func isOver(_ endedMillis: Int64?, _ nowMillis: Int64) -> Bool {
        (endedMillis ?? 0) <= nowMillis - olderThanMillis
    }
}
