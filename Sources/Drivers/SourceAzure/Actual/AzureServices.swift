import SQLEngine

/// FOCUS's category and subcategory of Azure's services, by meter category and by resource provider.
/// Source: the FinOps toolkit's open data (MIT), condensed: a provider has the category that most of its types have.
enum AzureServices {
    struct Service: Sendable {
        let category: String
        let subcategory: String
        let names: [String]

        init(_ category: String, _ subcategory: String, _ names: [String]) {
            self.category = category
            self.subcategory = subcategory
            self.names = names
        }
    }

    static let meterCategories = lookup(meters, \.category)
    static let meterSubcategories = lookup(meters, \.subcategory)
    static let providerCategories = lookup(providers, \.category, prefix: "microsoft.")
    static let providerSubcategories = lookup(providers, \.subcategory, prefix: "microsoft.")

    /// A constant map for SQL, from names to what the services say.
    private static func lookup(
        _ services: [Service], _ value: KeyPath<Service, String>, prefix: String = ""
    ) -> SQLText {
        let pairs = services.flatMap { service in
            service.names.map { "\(prefix + $0): \(service[keyPath: value])" as SQLText }
        }
        return "MAP {\(sql: SQLText.joined(pairs, separator: ", "))}"
    }
}
