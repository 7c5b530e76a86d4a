import Reporting

/// Filters as parameters: `filter[service]=Compute`.
package enum CostConditions {
    package struct Family: Sendable {
        package let name: String
        let match: CostReport.Filter.Match
        let role: CostReport.Filter.Role
        let about: String
        /// Between a dimension and a value, for people.
        let word: String
    }

    package static let families = [
        Family(
            name: "filter", match: .equal, role: .alternative,
            about: "The dimension is one of these values, exactly; (none) and (untagged) are no value.", word: "is"),
        Family(
            name: "contains", match: .contains, role: .alternative,
            about: "The dimension has one of these texts in it, without regard to case.", word: "contains"),
        Family(
            name: "exclude", match: .equal, role: .excluded, about: "The dimension is none of these values.",
            word: "is not"),
        Family(
            name: "exclude_contains", match: .contains, role: .excluded,
            about: "The dimension has none of these texts in it.", word: "does not contain"),
        Family(
            name: "every", match: .contains, role: .required, about: "The dimension has all of these texts in it.",
            word: "contains, too,"),
        Family(
            name: "or", match: .equal, role: .either,
            about: "At least one of all or and or_contains holds, whatever its dimension.", word: "may be"),
        Family(
            name: "or_contains", match: .contains, role: .either,
            about: "At least one of all or and or_contains holds, whatever its dimension.", word: "may contain"),
    ]

    private static let valuesMax = 100

    package static func read(_ arguments: Arguments, _ state: LakeState) throws -> [CostReport.Filter] {
        let filters = try families.flatMap { family in
            try arguments.family(family.name).map { key, value in
                try arguments.reading("\(family.name)[\(key)]") {
                    try CostReport.Filter(
                        key, value, match: family.match, role: family.role, attributes: state.attributes)
                }
            }
        }
        guard filters.count <= valuesMax else {
            throw Problem(400, "\(filters.count) filters are more than \(valuesMax)", parameter: "filter")
        }
        return filters
    }

    static let parameters = families.map { Parameter($0.name, .family, $0.about) }
}
