import BillingModel

/// A time that moves on with the lake: it ends with the last day of which the lake has usage.
package enum TimeScope: String, Sendable, CaseIterable {
    case monthToDate = "month-to-date"
    case lastMonth = "last-month"
    case last7Days = "last-7-days"
    case last30Days = "last-30-days"
    case last90Days = "last-90-days"
    case last3Months = "last-3-months"
    case last6Months = "last-6-months"
    case last12Months = "last-12-months"
    case yearToDate = "year-to-date"
    case all

    /// Months are billing periods and whole; days are days of usage. A month to date that is over is the month.
    package func range(asOf day: ReportDay) throws -> ReportRange {
        switch self {
        case .all: return .all
        case .monthToDate:
            guard let first = ReportDay(day.period, 1), !day.isEndOfMonth else {
                return .months(from: day.period, through: day.period)
            }
            return .days(from: first, through: day)
        case .lastMonth: return .months(from: day.period.previous, through: day.period.previous)
        case .last7Days: return try Self.days(7, day)
        case .last30Days: return try Self.days(30, day)
        case .last90Days: return try Self.days(90, day)
        case .last3Months: return Self.months(3, day)
        case .last6Months: return Self.months(6, day)
        case .last12Months: return Self.months(12, day)
        case .yearToDate: return Self.months(day.period.month, day)
        }
    }

    private static func days(_ count: Int, _ last: ReportDay) throws -> ReportRange {
        .days(from: try last.adding(days: 1 - count), through: last)
    }

    private static func months(_ count: Int, _ last: ReportDay) -> ReportRange {
        .months(from: (1..<count).reduce(last.period) { month, _ in month.previous }, through: last.period)
    }
}
