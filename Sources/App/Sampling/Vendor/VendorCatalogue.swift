/// What the sampled company buys from a vendor of software, priced in the vendor's credits.
struct VendorOffer: Sendable {
    let service: String
    let category: String
    let subcategory: String
    let meter: String
    let resourceType: String
    let unit: String
    /// Credits per unit.
    let credits: Amount
    /// Usual quantity per day.
    let daily: Amount
    let weight: Int
}

enum VendorCatalogue {
    static let vendor = "Northbeam Data"
    /// What a credit costs in USD, on the list and by contract.
    static let creditPrice: Amount = "3"
    static let contractedCreditPrice: Amount = "2.7"

    static let offers = [
        VendorOffer(
            service: "Northbeam Warehouse", category: "Databases", subcategory: "Data Warehouses",
            meter: "Warehouse Medium", resourceType: "warehouse", unit: "Hours", credits: "4", daily: "0.65", weight: 40
        ),
        VendorOffer(
            service: "Northbeam Tasks", category: "Compute", subcategory: "Serverless Compute",
            meter: "Task Compute", resourceType: "task", unit: "Hours", credits: "0.9", daily: "0.4", weight: 22),
        VendorOffer(
            service: "Northbeam Storage", category: "Storage", subcategory: "Object Storage",
            meter: "Compressed Storage", resourceType: "database", unit: "TB-Months", credits: "7.7", daily: "0.0645",
            weight: 20),
        VendorOffer(
            service: "Northbeam Transfer", category: "Networking", subcategory: "Network Connectivity",
            meter: "Transfer to Another Region", resourceType: "share", unit: "GB", credits: "0.0067", daily: "38",
            weight: 10),
        VendorOffer(
            service: "Northbeam Assistant", category: "AI and Machine Learning", subcategory: "Generative AI",
            meter: "Assistant Tokens", resourceType: "assistant", unit: "1000000 Tokens", credits: "1.2",
            daily: "0.74", weight: 8),
    ]
}
