/// What the sampled company buys from OCI. Prices are in USD per pricing unit.
struct OCIOffer: Sendable {
    let service: String
    let category: String
    let sku: String
    let description: String
    let resourceType: String
    let pricingUnit: String
    let usageUnit: String
    let price: Amount
    /// Usual quantity per hour.
    let hourly: Amount
    let weight: Int
    /// What lies beyond the subscription's commitment is billed as overage.
    var isOverage = false
}

struct OCIRegion: Sendable {
    let code: String
    /// Availability domains without their number: `fjrQ:EU-FRANKFURT-1-AD-`.
    let domain: String
    let weight: Int
}

enum OCICatalogue {
    static let regions = [
        OCIRegion(code: "eu-frankfurt-1", domain: "fjrQ:EU-FRANKFURT-1-AD-", weight: 60),
        OCIRegion(code: "us-ashburn-1", domain: "qqjL:US-ASHBURN-AD-", weight: 28),
        OCIRegion(code: "uk-london-1", domain: "Huxy:UK-LONDON-1-AD-", weight: 12),
    ]

    static let offers = [
        OCIOffer(
            service: "COMPUTE", category: "Compute", sku: "B93113", description: "Compute - Standard - E4 - OCPU",
            resourceType: "instance", pricingUnit: "OCPU Hours", usageUnit: "OCPU Per Hour", price: "0.025",
            hourly: "4",
            weight: 22),
        OCIOffer(
            service: "COMPUTE", category: "Compute", sku: "B93114", description: "Compute - Standard - E4 - Memory",
            resourceType: "instance", pricingUnit: "GB Hours", usageUnit: "Gigabyte Per Hour", price: "0.0015",
            hourly: "32", weight: 22),
        OCIOffer(
            service: "COMPUTE", category: "Compute", sku: "B95909", description: "Compute - GPU - A10 - GPU Hour",
            resourceType: "instance", pricingUnit: "GPU Hours", usageUnit: "GPU Per Hour", price: "2", hourly: "1",
            weight: 2, isOverage: true),
        OCIOffer(
            service: "BLOCK_STORAGE", category: "Storage", sku: "B91961",
            description: "Storage - Block Volume - Storage",
            resourceType: "bootvolume", pricingUnit: "GB Months", usageUnit: "GB Months", price: "0.0255",
            hourly: "0.2688", weight: 14),
        OCIOffer(
            service: "BLOCK_STORAGE", category: "Storage", sku: "B91962",
            description: "Storage - Block Volume - Performance Units", resourceType: "volume", pricingUnit: "GB Months",
            usageUnit: "GB Months", price: "0.0017", hourly: "2.6882", weight: 10),
        OCIOffer(
            service: "OBJECTSTORE", category: "Storage", sku: "B91628", description: "Object Storage - Storage",
            resourceType: "bucket", pricingUnit: "GB Months", usageUnit: "GB Months", price: "0.0255", hourly: "0.4",
            weight: 7),
        OCIOffer(
            service: "OBJECTSTORE", category: "Storage", sku: "B91627", description: "Object Storage - Requests",
            resourceType: "bucket", pricingUnit: "10K Requests", usageUnit: "10K Requests", price: "0.0034",
            hourly: "0.0127", weight: 5),
        OCIOffer(
            service: "NETWORK", category: "Networking", sku: "B88327",
            description: "Networking - Outbound Data Transfer",
            resourceType: "vnic", pricingUnit: "Gigabyte Outbound Data Transfer Per Month", usageUnit: "Gigabytes",
            price: "0.0085", hourly: "1.7", weight: 7),
        OCIOffer(
            service: "NETWORK", category: "Networking", sku: "B93030", description: "Load Balancer Base",
            resourceType: "loadbalancer", pricingUnit: "Load Balancer Hours", usageUnit: "Load Balancer Hours",
            price: "0.0113", hourly: "1", weight: 4),
        OCIOffer(
            service: "DATABASE", category: "Databases", sku: "B95701",
            description: "Autonomous Database - ECPU per Hour",
            resourceType: "autonomousdatabase", pricingUnit: "ECPU Hours", usageUnit: "ECPU Per Hour", price: "0.336",
            hourly: "2", weight: 5),
        OCIOffer(
            service: "TELEMETRY", category: "Management and Governance", sku: "B90925",
            description: "Monitoring - Ingestion", resourceType: "metric", pricingUnit: "Million Datapoints",
            usageUnit: "Million Datapoints", price: "0", hourly: "0.0041", weight: 2),
    ]
}
