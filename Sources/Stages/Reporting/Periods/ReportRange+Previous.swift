import BillingModel

extension ReportRange {
    /// The time before that is fair to compare with; nil where there is no end to either.
    ///
    /// Months are compared with as many months before. The first days of one month are compared with the same days
    /// of the month before, a whole month with a whole month, however many days these have. Other days are compared
    /// with as many days before.
    package func previous() throws -> ReportRange? {
        switch self {
        case .all:
            return nil
        case .months(let from, let through):
            guard from.year > 1900, through.year < 9999 else { return nil }
            var count = 1
            var month = from
            while month < through { (month, count) = (month.next, count + 1) }
            let first = (0..<count).reduce(from) { month, _ in month.previous }
            return .months(from: first, through: from.previous)
        case .days(let from, let through):
            guard from.period.year > 1900, through.period.year < 9999 else { return nil }
            if from.dayOfMonth == 1, from.period == through.period {
                let before = from.period.previous
                let last = through.isEndOfMonth ? ReportDay(before, before.dayCount) : through.same(in: before)
                guard let first = ReportDay(before, 1), let last else { return nil }
                return .days(from: first, through: last)
            }
            let count = through.daysSince1970 - from.daysSince1970 + 1
            return .days(from: try from.adding(days: -count), through: try from.adding(days: -1))
        }
    }

    /// First and last, as they are written; nil without one.
    package var ends: (from: String, through: String)? {
        switch self {
        case .all: nil
        case .months(let from, let through): (from.description, through.description)
        case .days(let from, let through): (from.description, through.description)
        }
    }
}
