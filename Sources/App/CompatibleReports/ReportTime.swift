import BillingModel
import Reporting
import Serving

/// When a report is about. Its last day is the last one of which the lake has usage.
struct ReportTime {
    let range: ReportRange
    let isDaily: Bool

    init(_ arguments: Arguments, asOf: ReportDay) throws {
        func field(_ name: String) -> String? { arguments.family("filter").last { $0.key == name }?.value }
        let units = field("time_scope_units")
        let value = field("time_scope_value")
        let resolution = field("resolution")
        if let units, !["day", "month"].contains(units) {
            throw Problem(
                400, "\"\(units)\" is no unit of time", parameter: "filter[time_scope_units]",
                nearest: ["day", "month"])
        }
        if let resolution, !["daily", "monthly"].contains(resolution) {
            throw Problem(
                400, "\"\(resolution)\" is no resolution", parameter: "filter[resolution]",
                nearest: ["daily", "monthly"])
        }
        let (start, end) = (try arguments.one("start_date"), try arguments.one("end_date"))
        if start != nil || end != nil {
            guard let first = start.flatMap({ ReportDay($0) }), let last = end.flatMap({ ReportDay($0) }), first <= last
            else {
                throw Problem(
                    400, "start_date and end_date are two days, the earlier first", parameter: "start_date",
                    hint: "write start_date=2025-10-01&end_date=2025-10-31")
            }
            guard units == nil, value == nil else {
                throw Problem(400, "a time scope goes without start_date", parameter: "filter[time_scope_units]")
            }
            range = .days(from: first, through: last)
            isDaily = resolution != "monthly"
            return
        }
        let isMonths = units.map { $0 == "month" } ?? ["-1", "-2", "-3"].contains(value)
        isDaily = resolution.map { $0 == "daily" } ?? !isMonths
        let known = isMonths ? ["-1", "-2", "-3"] : ["-10", "-30", "-90"]
        let scope = value ?? known[0]
        guard known.contains(scope), let count = Int(scope).map({ -$0 }) else {
            throw Problem(
                400, "\"\(scope)\" is no such time", parameter: "filter[time_scope_value]", nearest: known)
        }
        guard isMonths || isDaily else {
            throw Problem(400, "days have no monthly resolution", parameter: "filter[resolution]")
        }
        let month = (1..<count).reduce(asOf.period) { month, _ in month.previous }
        let first = isMonths ? ReportDay(month, 1) ?? asOf : try asOf.adding(days: 1 - count)
        range = .days(from: first, through: asOf)
    }
}
