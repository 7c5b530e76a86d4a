import BillingModel
import SQLEngine

extension CostReport {
    /// What a dimension's value must be, and how that goes with other filters.
    package struct Filter: Hashable, Sendable {
        package enum Match: Hashable, Sendable {
            /// Exactly this value; nil is null.
            case equal
            /// The value has this text in it, without regard to case.
            case contains
        }

        package enum Role: Hashable, Sendable {
            /// One of those on the same dimension must hold.
            case alternative
            /// Must hold.
            case required
            /// Must not hold; where the value is null, a text is not in it.
            case excluded
            /// One of all filters in this role must hold, whatever their dimensions.
            case either
        }

        package let dimension: ReportDimension
        package let value: String?
        package let match: Match
        package let role: Role

        package init(
            _ dimension: ReportDimension, _ value: String?, match: Match = .equal, role: Role = .alternative
        ) {
            self.dimension = dimension
            self.value = value
            self.match = match
            self.role = role
        }

        /// A value `(none)` or `(untagged)` is null. Throws `usage` for a name that is no dimension.
        package init(
            _ name: String, _ value: String, match: Match = .equal, role: Role = .alternative,
            attributes: [String] = []
        ) throws {
            let dimension = try ReportDimension(name, attributes: attributes)
            self.init(dimension, value == dimension.missingLabel ? nil : value, match: match, role: role)
        }
    }
}

extension CostReport.Filter {
    /// Never null.
    private func condition(_ tag: (String) -> SQLText) -> SQLText {
        let dimension = dimension.sql(tag: tag)
        guard match == .contains, let value else {
            return "\(sql: dimension) IS NOT DISTINCT FROM CAST(\(value) AS VARCHAR)"
        }
        return "coalesce(contains(lower(\(sql: dimension)), lower(\(value))), false)"
    }

    /// Conditions that must all hold; `tag` is how the value of a key is found.
    static func conditions(
        _ filters: [Self], tag: (String) -> SQLText = { "Tags[\($0)]" }
    ) -> [SQLText] {
        var alternatives: [(dimension: ReportDimension, conditions: [SQLText])] = []
        for filter in filters where filter.role == .alternative {
            if let at = alternatives.firstIndex(where: { $0.dimension == filter.dimension }) {
                alternatives[at].conditions.append(filter.condition(tag))
            } else {
                alternatives.append((filter.dimension, [filter.condition(tag)]))
            }
        }
        let either = filters.filter { $0.role == .either }.map { $0.condition(tag) }
        let groups = alternatives.map(\.conditions) + (either.isEmpty ? [] : [either])
        return groups.map { "(\(sql: .joined($0, separator: " OR ")))" }
            + filters.filter { $0.role == .required }.map { "(\(sql: $0.condition(tag)))" }
            + filters.filter { $0.role == .excluded }.map { "NOT (\(sql: $0.condition(tag)))" }
    }
}
