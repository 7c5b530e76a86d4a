/// What dates with slashes show of their order: the numbers that they begin with, and those that follow.
package struct DateEvidence: Hashable, Sendable {
    /// Bit n is the number n.
    private var firsts: UInt64 = 0
    private var seconds: UInt64 = 0
    /// Dates whose two numbers differ.
    private var differs = false

    package init() {}

    /// Takes a date in; text that is none with slashes shows nothing.
    package mutating func note(_ text: UnsafeBufferPointer<UInt8>) {
        guard let (first, second) = TimestampText.slashed(text), first < 64, second < 64 else { return }
        firsts |= 1 << UInt64(first)
        seconds |= 1 << UInt64(second)
        differs = differs || first != second
    }

    package mutating func note(_ text: String) {
        var text = text
        text.withUTF8 { note($0) }
    }

    package func union(_ other: DateEvidence) -> DateEvidence {
        var both = self
        both.firsts |= other.firsts
        both.seconds |= other.seconds
        both.differs = differs || other.differs
        return both
    }

    package enum Verdict: Hashable, Sendable {
        case order(DateOrder)
        /// There are no such dates, or both orders read them alike.
        case either
        case unknown
        /// Some dates have one order, some the other.
        case contradictory
    }

    /// A number over 12 is a day. Without one, the days of a bill are of one month, which may be declared, and its
    /// periods begin on the first of months.
    ///
    /// - Parameters:
    ///   - days: Days of charges.
    ///   - boundaries: First and last days of periods.
    ///   - others: Other dates of the same writer; no row is of another day by them.
    ///   - month: Of the bill, where something else than these dates tells it.
    package static func verdict(
        days: DateEvidence, boundaries: DateEvidence, others: DateEvidence, month: Int?
    ) -> Verdict {
        let all = days.union(boundaries).union(others)
        guard all.differs else { return .either }
        switch (all.firsts >> 13 != 0, all.seconds >> 13 != 0) {
        case (true, true): return .contradictory
        case (true, false): return .order(.dayFirst)
        case (false, true): return .order(.monthFirst)
        case (false, false): break
        }
        if let month, let order = days.order(isMonth: { $0 == 1 << UInt64(month) }) { return .order(order) }
        if let order = boundaries.order(isMonth: { $0 == 1 << 1 }) { return .order(order.other) }
        if let order = days.order(isMonth: { $0.nonzeroBitCount == 1 }) { return .order(order) }
        return days.differs || boundaries.differs ? .unknown : .either
    }

    /// The order in which one of the two places alone has what a month has.
    private func order(isMonth: (UInt64) -> Bool) -> DateOrder? {
        switch (isMonth(firsts), isMonth(seconds)) {
        case (true, false): .monthFirst
        case (false, true): .dayFirst
        default: nil
        }
    }
}
