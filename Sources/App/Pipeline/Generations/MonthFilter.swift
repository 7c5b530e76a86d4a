import BillingModel

/// Which months are meant; what is nil does not matter.
package struct MonthFilter: Sendable {
    package var source: String?
    /// `daily@123456789012`, or only `daily`.
    package var export: String?
    package var period: BillingPeriod?

    package init(source: String? = nil, export: String? = nil, period: BillingPeriod? = nil) {
        self.source = source
        self.export = export
        self.period = period
    }

    package func contains(_ key: MonthKey) -> Bool {
        (source == nil || source == key.source) && (period == nil || period == key.period)
            && (export == nil || export == key.export || key.export.hasPrefix("\(export ?? "")@"))
    }

    /// Throws `usage` where another number of months than one is meant, saying which there are.
    func one(of months: [MonthHistory]) throws -> MonthHistory {
        let found = months.filter { contains($0.key) }
        if let only = found.first, found.count == 1 { return only }
        guard found.isEmpty else {
            let names = found.map { "--source \($0.key.source) --export \($0.key.export) --period \($0.key.period)" }
            throw BillowError(
                .usage, "\(found.count) months are meant: \(names.joined(separator: "; "))",
                hint: "name one of them by --period, --source and --export")
        }
        throw BillowError(
            .nothingToRead, "the lake has no such month: \(self)", hint: "`billow history` lists what there is")
    }
}

extension MonthFilter: CustomStringConvertible {
    package var description: String {
        let parts = [("period", period?.description), ("source", source), ("export", export)]
        let named = parts.compactMap { name, value in value.map { "\(name) \($0)" } }
        return named.isEmpty ? "any" : named.joined(separator: ", ")
    }
}
