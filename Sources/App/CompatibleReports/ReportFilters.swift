import BillingModel
import Reporting
import Serving

/// `filter[service]=ec2`, `filter[exact:region]=…`, `filter[and:tag:env]=…`, `exclude[account]=…`, and what a
/// group_by names.
enum ReportFilters {
    private static let settings: Set = ["resolution", "time_scope_units", "time_scope_value", "limit", "offset"]

    static func read(_ arguments: Arguments, _ provider: ReportProvider) throws -> [CostReport.Filter] {
        var filters: [CostReport.Filter] = []
        for name in ["filter", "group_by", "exclude"] {
            for (key, value) in arguments.family(name) where !(name == "filter" && settings.contains(key)) {
                guard value != "*" else { continue }
                filters += try read(name, key, value, provider)
            }
        }
        if let offset = arguments.family("filter").last(where: { $0.key == "offset" })?.value, offset != "0" {
            throw Problem(400, "groups cannot be skipped", parameter: "filter[offset]", hint: "ask for more groups")
        }
        return filters
    }

    private static func read(
        _ name: String, _ key: String, _ value: String, _ provider: ReportProvider
    ) throws -> [CostReport.Filter] {
        let (mode, rest) = split(key)
        let dimension = try ReportDimension(try self.dimension(rest, of: provider, parameter: name).column)
        let isTag = rest.hasPrefix("tag:")
        let match: CostReport.Filter.Match = mode == "exact" ? .equal : .contains
        let role: CostReport.Filter.Role = name == "exclude" ? .excluded : mode == "and" ? .required : .alternative
        return value.split(separator: ",").map { part in
            let isMissing = part == "No-\(rest)" || (isTag && part == "No-\(rest.dropFirst(4))")
            return CostReport.Filter(dimension, isMissing ? nil : String(part), match: match, role: role)
        }
    }

    private static func split(_ key: String) -> (mode: String, name: String) {
        for mode in ["exact", "and", "or"] where key.hasPrefix("\(mode):") {
            return (mode, String(key.dropFirst(mode.count + 1)))
        }
        return ("", key)
    }

    static func dimension(
        _ key: String, of provider: ReportProvider, parameter: String
    ) throws -> ReportProvider.Dimension {
        let name = split(key).name
        if let dimension = provider.dimension(name) { return dimension }
        let known = provider.dimensions.map(\.name)
        throw Problem(
            400, "there is no dimension \"\(name)\" here", parameter: "\(parameter)[\(key)]",
            nearest: EditDistance.nearest(to: name, in: known),
            hint: "known are \(known.joined(separator: ", ")), tag:KEY")
    }
}
