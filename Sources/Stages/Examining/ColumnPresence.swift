/// Whether a source must have a column, as the model's own rules on presence say. A column of `focus` that a source
/// never fills is one that it does not have.
struct ColumnPresence {
    private enum Demand {
        case everybody
        /// All of what a provider must support.
        case providers([String])
        case nobody
    }

    private let demands: [String: Demand]

    /// By what a provider supports, the column that shows it where it has any value; what is not here shows nowhere.
    private static let evidence = [
        "AVAILABILITY_ZONE_SUPPORTED": "AvailabilityZone", "CAPACITY_RESERVATION_SUPPORTED": "CapacityReservationId",
        "COMMITMENT_DISCOUNT_SUPPORTED": "CommitmentDiscountId", "NEGOTIATED_PRICING_SUPPORTED": "ContractedUnitPrice",
        "PUBLIC_PRICE_LIST_SUPPORTED": "ListUnitPrice", "UNIT_PRICING_SUPPORTED": "ListUnitPrice",
        "USAGE_MEASUREMENT_SUPPORTED": "ConsumedQuantity", "SUB_ACCOUNT_SUPPORTED": "SubAccountId",
        "REGION_SUPPORTED": "RegionId", "TAGGING_SUPPORTED": "Tags",
        "BILLING_BASED_ON_PROVISIONED_RESOURCES_SUPPORTED": "ResourceId",
        "RESOURCE_TYPE_ASSIGNMENT_SUPPORTED": "ResourceType",
    ]

    init(_ rules: [Rule]) {
        var demands: [String: Demand] = [:]
        for rule in rules {
            guard case .form(.present, let column) = rule.requirement else { continue }
            switch (demands[column], rule.keyword.isMandatory) {
            case (nil, true), (.nobody?, true):
                demands[column] = rule.criteria.isEmpty ? .everybody : .providers(rule.criteria)
            case (nil, false): demands[column] = .nobody
            default: break
            }
        }
        self.demands = demands
    }

    /// Why nothing is wrong with a column that has no value in a source; nil where something is.
    func excuse(for column: String, filled: Set<String>) -> String? {
        guard !filled.contains(column) else { return nil }
        switch demands[column] {
        case .nobody: return "the source has no such column, which FOCUS recommends"
        case .providers(let criteria):
            let missing = criteria.filter { !(Self.evidence[$0].map(filled.contains) ?? false) }
            return missing.isEmpty
                ? nil : "the source has no such column, and nothing shows \(missing.joined(separator: ", "))"
        case .everybody, nil: return nil
        }
    }
}
