import Reporting

extension RulePeriod {
    init(_ keys: Section) throws {
        func day(_ name: String) throws -> ReportDay? {
            guard let setting = keys[name] else { return nil }
            guard let day = ReportDay(try setting.text()) else {
                throw setting.error("\(setting.name) is no day", hint: "write 2025-10-01")
            }
            return day
        }
        self.init(from: try day("from"), to: try day("to"))
        if isEmpty {
            throw keys.whole.error("\(keys.whole.name) holds on no day", hint: "to is exclusive, and later than from")
        }
    }
}
