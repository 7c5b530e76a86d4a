import BillingModel
import SQLEngine

/// The time that a report is about; both ends inclusive.
package enum ReportRange: Hashable, Sendable {
    case all
    /// Billing periods, whatever day of usage a charge names: a month is what its bill says.
    case months(from: BillingPeriod, through: BillingPeriod)
    /// Days of usage in UTC.
    case days(from: ReportDay, through: ReportDay)

    /// `2025-10` to `2025-12`, or `2025-10-05` to `2025-10-11`; both of one kind, an open end is nil. Throws `usage`.
    package init(from: String?, through: String?) throws {
        guard let given = from ?? through else {
            self = .all
            return
        }
        let isMonth = BillingPeriod(given) != nil
        let first = from ?? (isMonth ? "1900-01" : "1900-01-01")
        let last = through ?? (isMonth ? "9999-12" : "9999-12-31")
        let months = (BillingPeriod(first), BillingPeriod(last))
        let days = (ReportDay(first), ReportDay(last))
        if let start = months.0, let end = months.1, start <= end {
            self = .months(from: start, through: end)
        } else if let start = days.0, let end = days.1, start <= end {
            self = .days(from: start, through: end)
        } else {
            throw BillowError(
                .usage, "\"\(from ?? "the beginning")\" to \"\(through ?? "the end")\" is no range of months or days",
                hint: "give two months (2025-10 to 2025-12) or two days (2025-10-05 to 2025-10-11), the earlier first")
        }
    }

    /// Whether it may have rows of a billing period; days of usage do not tell.
    package func reaches(_ period: String?) -> Bool {
        guard case .months(let from, let through) = self, let period else { return true }
        return (from.description...through.description).contains(period)
    }

    var condition: SQLText? {
        switch self {
        case .all: nil
        case .months(let from, let through):
            "x_billing_period BETWEEN \(from.description) AND \(through.description)"
        case .days(let from, let through):
            "UsageDate BETWEEN CAST(\(from.description) AS DATE) AND CAST(\(through.description) AS DATE)"
        }
    }
}
