import Reporting

/// A cloud as the reports name it, and the names that its dimensions have there.
struct ReportProvider: Sendable {
    struct Dimension: Sendable {
        let name: String
        /// The member that holds its groups.
        let plural: String
        /// As ``ReportDimension`` reads it.
        let column: String

        init(_ name: String, _ plural: String, _ column: String) {
            self.name = name
            self.plural = plural
            self.column = column
        }
    }

    let name: String
    let dimensions: [Dimension]
    /// Names of lists of values, and the dimension that each is of.
    let resourceTypes: [(name: String, dimension: String)]

    static let all = [
        ReportProvider(
            name: "aws",
            dimensions: [
                Dimension("account", "accounts", "SubAccountId"), Dimension("service", "services", "ServiceName"),
                Dimension("region", "regions", "RegionId"),
                Dimension("instance_type", "instance_types", "x_instance_type"),
            ],
            resourceTypes: [
                ("aws-accounts", "account"), ("aws-services", "service"), ("aws-regions", "region"),
            ]),
        ReportProvider(
            name: "azure",
            dimensions: [
                Dimension("subscription_guid", "subscription_guids", "SubAccountId"),
                Dimension("service_name", "service_names", "ServiceName"),
                Dimension("resource_location", "resource_locations", "RegionId"),
                Dimension("instance_type", "instance_types", "x_instance_type"),
            ],
            resourceTypes: [
                ("azure-subscription-guids", "subscription_guid"), ("azure-services", "service_name"),
                ("azure-regions", "resource_location"),
            ]),
        ReportProvider(
            name: "gcp",
            dimensions: [
                Dimension("account", "accounts", "BillingAccountId"),
                Dimension("gcp_project", "gcp_projects", "SubAccountId"),
                Dimension("service", "services", "ServiceName"), Dimension("region", "regions", "RegionId"),
                Dimension("instance_type", "instance_types", "x_instance_type"),
            ],
            resourceTypes: [
                ("gcp-accounts", "account"), ("gcp-projects", "gcp_project"), ("gcp-services", "service"),
                ("gcp-regions", "region"),
            ]),
        ReportProvider(
            name: "oci",
            dimensions: [
                Dimension("payer_tenant_id", "payer_tenant_ids", "BillingAccountId"),
                Dimension("product_service", "product_services", "ServiceName"),
                Dimension("region", "regions", "RegionId"),
                Dimension("instance_type", "instance_types", "x_instance_type"),
            ],
            resourceTypes: [
                ("oci-payer-tenant-ids", "payer_tenant_id"), ("oci-product-services", "product_service"),
                ("oci-regions", "region"),
            ]),
    ]

    /// Sources are called after their cloud; what a marketplace sells is on its bill.
    var rows: CostReport.Filter {
        CostReport.Filter(.column("x_source"), "\(name)-", match: .contains, role: .required)
    }

    /// `service`, `tag:env`; nil where there is none of that name.
    func dimension(_ text: String) -> Dimension? {
        if text.hasPrefix("tag:"), text.count > 4 { return Dimension(text, "\(text.dropFirst(4))s", text) }
        return dimensions.first { $0.name == text }
    }
}

/// What a report is about.
enum ReportKind: String, Sendable, CaseIterable {
    case costs
    case instanceTypes = "instance-types"
    case storage

    var conditions: [CostReport.Filter] {
        switch self {
        case .costs: []
        case .instanceTypes:
            [
                CostReport.Filter(.column("x_instance_type"), nil, role: .excluded),
                CostReport.Filter(.column("x_unit"), "Hrs", role: .required),
            ]
        case .storage:
            [
                CostReport.Filter(.column("ServiceCategory"), "Storage", role: .required),
                CostReport.Filter(.column("x_unit"), "GB-Mo", role: .required),
            ]
        }
    }
}
