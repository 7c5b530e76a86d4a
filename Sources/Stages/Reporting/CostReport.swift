import BillingModel
import SQLEngine

/// A question about cost: by what, over which time, in which measure.
package struct CostReport: Sendable {
    package enum Granularity: String, Sendable, CaseIterable {
        case none, day, month
    }

    /// Which cost. Billed is the default: it is the number on the invoice, and the one that every source knows.
    package enum Measure: String, Sendable, CaseIterable {
        case billed, effective, list, contracted

        var column: String {
            switch self {
            case .billed: "BilledCost"
            case .effective: "EffectiveCost"
            case .list: "ListCost"
            case .contracted: "ContractedCost"
            }
        }
    }

    package let dimensions: [ReportDimension]
    package internal(set) var granularity: Granularity
    package internal(set) var range: ReportRange
    package let measure: Measure
    package internal(set) var markup: Markup
    package let filters: [Filter]
    package internal(set) var top: Int?

    /// Names are read by ``ReportDimension/init(_:attributes:)``; one that is given twice counts once. A filter's value
    /// `(none)` or `(untagged)` asks for null. Filters on one dimension are alternatives, those on different ones
    /// must all hold; `conditions` are more filters, in any role. `top` keeps that many groups per currency, by
    /// the size of their cost over the whole range whatever its sign; the rest becomes one row. Throws `usage`.
    package init(
        dimensions: [String] = [], granularity: Granularity = .none, range: ReportRange = .all,
        measure: Measure = .billed, filters: [(dimension: String, value: String)] = [], conditions: [Filter] = [],
        top: Int? = nil, attributes: [String] = [], markup: Markup = .without
    ) throws {
        if let top, top < 1 {
            throw BillowError(.usage, "the top \(top) groups are none", hint: "ask for one or more")
        }
        var known: [ReportDimension] = []
        for dimension in try dimensions.map({ try ReportDimension($0, attributes: attributes) })
        where !known.contains(dimension) {
            known.append(dimension)
        }
        self.dimensions = known
        self.granularity = granularity
        self.range = range
        self.measure = measure
        self.markup = markup
        self.filters = try filters.map { try Filter($0.dimension, $0.value, attributes: attributes) } + conditions
        self.top = top
    }
}
