/// What the sampled company buys from Google. Prices are in USD per pricing unit.
struct GCPOffer: Sendable {
    let service: (id: String, name: String)
    let sku: String
    let description: String
    /// The kind of resource, as a global name has it: `compute.googleapis.com`, `instances`.
    let api: String
    let collection: String
    /// How many of the usage's units make one that is priced.
    let usageUnits: Int
    let usageUnit: String
    let pricingUnit: String
    let price: Amount
    /// Usual priced quantity per day.
    let daily: Amount
    let weight: Int
    /// Percent that sustained use takes off.
    var sustained = 0
    var machine: String?
}

struct GCPRegion: Sendable {
    let code: String
    let country: String
    let weight: Int
}

enum GCPCatalogue {
    static let regions = [
        GCPRegion(code: "europe-west6", country: "CH", weight: 60),
        GCPRegion(code: "us-central1", country: "US", weight: 30),
        GCPRegion(code: "asia-northeast1", country: "JP", weight: 10),
    ]

    private static let compute = (id: "6F81-5844-456A", name: "Compute Engine")
    private static let storage = (id: "95FF-2EF5-5EA1", name: "Cloud Storage")

    static let offers = [
        GCPOffer(
            service: compute, sku: "BB77-5FDA-69D9", description: "N2 Instance Core running in Zurich",
            api: "compute.googleapis.com", collection: "instances", usageUnits: 3600, usageUnit: "seconds",
            pricingUnit: "hour", price: "0.043", daily: "24", weight: 22, sustained: 20, machine: "n2-standard-4"),
        GCPOffer(
            service: compute, sku: "5B01-D157-A097", description: "N2 Instance Ram running in Zurich",
            api: "compute.googleapis.com", collection: "instances", usageUnits: 3600, usageUnit: "seconds",
            pricingUnit: "gibibyte hour", price: "0.0058", daily: "96", weight: 20, sustained: 20,
            machine: "n2-standard-4"),
        GCPOffer(
            service: compute, sku: "7B6F-3E5E-7C4B", description: "Spot Preemptible N2 Instance Core",
            api: "compute.googleapis.com", collection: "instances", usageUnits: 3600, usageUnit: "seconds",
            pricingUnit: "hour", price: "0.0103", daily: "24", weight: 4, machine: "n2-standard-8"),
        GCPOffer(
            service: compute, sku: "6B8F-E63D-832B", description: "Network Internet Egress from EMEA to Americas",
            api: "compute.googleapis.com", collection: "instances", usageUnits: 1_073_741_824, usageUnit: "bytes",
            pricingUnit: "gibibyte", price: "0.12", daily: "0.4", weight: 8),
        GCPOffer(
            service: compute, sku: "D973-5D65-BAB2", description: "Storage PD Capacity in Zurich",
            api: "compute.googleapis.com", collection: "disks", usageUnits: 1, usageUnit: "byte-seconds",
            pricingUnit: "gibibyte month", price: "0.052", daily: "3.2258", weight: 12),
        GCPOffer(
            service: storage, sku: "E5F0-6A5D-7BAD", description: "Standard Storage Zurich",
            api: "storage.googleapis.com", collection: "buckets", usageUnits: 1, usageUnit: "byte-seconds",
            pricingUnit: "gibibyte month", price: "0.025", daily: "0.8065", weight: 8),
        GCPOffer(
            service: storage, sku: "4DBF-185F-A415", description: "Regional Standard Class A Operations",
            api: "storage.googleapis.com", collection: "buckets", usageUnits: 1, usageUnit: "requests",
            pricingUnit: "count", price: "0.000005", daily: "1", weight: 4),
        GCPOffer(
            service: ("24E6-581D-38E5", "BigQuery"), sku: "3362-E469-6BEF", description: "Analysis (europe-west6)",
            api: "bigquery.googleapis.com", collection: "datasets", usageUnits: 1_099_511, usageUnit: "bytes",
            pricingUnit: "tebibyte", price: "8.75", daily: "0.021", weight: 6),
        GCPOffer(
            service: ("9662-B51E-5089", "Cloud SQL"), sku: "5FE9-1B0F-2B3B",
            description: "Cloud SQL for PostgreSQL: Zonal - vCPU in Zurich", api: "sqladmin.googleapis.com",
            collection: "instances", usageUnits: 3600, usageUnit: "seconds", pricingUnit: "hour", price: "0.0578",
            daily: "48", weight: 6),
    ]
}
