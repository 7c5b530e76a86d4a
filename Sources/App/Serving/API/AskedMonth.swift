import BillingModel
import Pipeline

/// The parameters that say which months are meant.
struct AskedMonth: Sendable {
    let source: String?
    let export: String?
    let period: BillingPeriod?

    static let parameters = [
        Parameter("source", .text, "Only this source."), Parameter("export", .text, "Only this export."),
        Parameter("period", .text, "Only this month, 2025-10."),
    ]

    init(_ arguments: Arguments) throws {
        source = try arguments.one("source")
        export = try arguments.one("export")
        period = try arguments.one("period").map { text in
            guard let period = BillingPeriod(text) else {
                throw Problem(400, "\"\(text)\" is no month", parameter: "period", hint: "write period=2025-10")
            }
            return period
        }
    }

    func contains(_ source: String, _ export: String, _ period: BillingPeriod?) -> Bool {
        (self.source == nil || self.source == source) && (self.export == nil || self.export == export)
            && (self.period == nil || self.period == period)
    }

    var filter: MonthFilter { MonthFilter(source: source, export: export, period: period) }
}
