/// What the sampled company buys from Azure. Prices are per unit of measure.
struct AzureOffer: Sendable {
    /// MeterCategory, MeterSubCategory and MeterName of the classic export.
    let category: String
    let subCategory: String
    let meter: String
    let family: String
    /// UnitOfMeasure, its block size and its FOCUS unit.
    let unit: AzureUnit
    let price: Amount
    /// Usual quantity per day, in blocks.
    let daily: Amount
    let weight: Int
    /// Resource provider and type: `Microsoft.Compute`, `virtualMachines`.
    let provider: String
    let type: String
    /// FOCUS ServiceName and ServiceCategory.
    let service: String
    let serviceCategory: String
    var machine: Machine?
    var terms = Terms.onDemand

    struct Machine: Sendable {
        let size: String
        let cores: Int
    }

    enum Terms: Sendable {
        case onDemand, spot, reservable
    }

    /// Hours of one machine end with the day.
    var limit: Amount? { machine == nil ? nil : Amount(24) }
}

struct AzureUnit: Sendable {
    let text: String
    let blockSize: Int
    let distinct: String

    static let hour = AzureUnit(text: "1 Hour", blockSize: 1, distinct: "Hours")
    /// For virtual machines the quantity counts hours nevertheless.
    static let hundredHours = AzureUnit(text: "100 Hours", blockSize: 100, distinct: "Hours")
    static let tenThousand = AzureUnit(text: "10K", blockSize: 10_000, distinct: "Units")
    static let million = AzureUnit(text: "1M", blockSize: 1_000_000, distinct: "Units")
    static let gigabyte = AzureUnit(text: "1 GB", blockSize: 1, distinct: "GB")
    static let gigabyteMonth = AzureUnit(text: "1 GB/Month", blockSize: 1, distinct: "GB/Month")
    static let perMonth = AzureUnit(text: "1/Month", blockSize: 1, distinct: "Units/Month")
    static let thousandTokens = AzureUnit(text: "1K", blockSize: 1000, distinct: "Units")
}

struct AzureRegion: Sendable {
    /// RegionId: `westeurope`
    let code: String
    let name: String
    /// The pricing zone's name in meters.
    let meterRegion: String
    let weight: Int
}

enum AzureCatalogue {
    static let regions = [
        AzureRegion(code: "westeurope", name: "West Europe", meterRegion: "EU West", weight: 44),
        AzureRegion(code: "northeurope", name: "North Europe", meterRegion: "EU North", weight: 22),
        AzureRegion(code: "uksouth", name: "UK South", meterRegion: "UK South", weight: 20),
        AzureRegion(code: "eastus2", name: "East US 2", meterRegion: "US East 2", weight: 14),
    ]

    static let offers: [AzureOffer] = machines + storage + data + platform

    /// The machine that reservations cover.
    static let reservable = offers.firstIndex { $0.terms == .reservable } ?? 0

    private static let machines = [
        machine("Dsv5 Series", "D4s v5", "Standard_D4s_v5", 4, .hour, "0.192", weight: 13, .reservable),
        machine("Dsv5 Series", "D8s v5", "Standard_D8s_v5", 8, .hour, "0.384", weight: 7, .onDemand),
        machine("Esv5 Series", "E4s v5", "Standard_E4s_v5", 4, .hour, "0.252", weight: 5, .onDemand),
        machine("BS Series", "B2ms", "Standard_B2ms", 2, .hundredHours, "0.0832", weight: 8, .onDemand),
        machine("Fsv2 Series", "F8s v2 Spot", "Standard_F8s_v2", 8, .hour, "0.0721", weight: 3, .spot),
        machine(
            "NCADSA100v4 Series", "NC24ads A100 v4", "Standard_NC24ads_A100_v4", 24, .hour, "3.673", weight: 1,
            .onDemand),
    ]

    private static let storage = [
        offer(
            "Storage", "Premium SSD Managed Disks", "P10 LRS Disk", "Storage", .perMonth, "19.71", "0.0333", weight: 10,
            "Microsoft.Compute", "disks", "Virtual Machines", "Compute"),
        offer(
            "Storage", "Tiered Block Blob", "Hot LRS Data Stored", "Storage", .gigabyteMonth, "0.0184", "36.5",
            weight: 8,
            "Microsoft.Storage", "storageAccounts", "Storage Accounts", "Storage"),
        offer(
            "Storage", "Tiered Block Blob", "LRS List and Create Container Operations", "Storage", .tenThousand,
            "0.054",
            "0.21", weight: 6, "Microsoft.Storage", "storageAccounts", "Storage Accounts", "Storage"),
        offer(
            "Bandwidth", "Rtn Preference: MGN", "Standard Data Transfer Out", "Networking", .gigabyte, "0.08", "14.2",
            weight: 6, "Microsoft.Compute", "virtualMachines", "Virtual Machines", "Compute"),
    ]

    private static let data = [
        offer(
            "SQL Database", "Single/Elastic Pool General Purpose - Compute Gen5", "vCore", "Databases", .hour, "0.1262",
            "96", weight: 6, "Microsoft.Sql", "servers/databases", "SQL Database", "Databases"),
        offer(
            "Azure Cosmos DB", "Azure Cosmos DB", "100 RU/s", "Databases", .hour, "0.008", "240", weight: 4,
            "Microsoft.DocumentDB", "databaseAccounts", "Cosmos DB", "Databases"),
        offer(
            "Redis Cache", "Standard", "C2 Cache", "Databases", .hour, "0.1", "24", weight: 3, "Microsoft.Cache",
            "Redis",
            "Cache for Redis", "Databases"),
    ]

    private static let platform = [
        offer(
            "Azure App Service", "Premium v3 Plan", "P1 v3 App", "Compute", .hour, "0.155", "24", weight: 5,
            "Microsoft.Web", "serverfarms", "Azure App Service", "Web"),
        offer(
            "Azure Kubernetes Service", "Uptime SLA", "Standard Uptime SLA", "Compute", .hour, "0.1", "24", weight: 2,
            "Microsoft.ContainerService", "managedClusters", "Azure Kubernetes Service", "Compute"),
        offer(
            "Functions", "Functions", "Standard Total Executions", "Compute", .million, "0.2", "0.0312", weight: 3,
            "Microsoft.Web", "sites", "Functions", "Compute"),
        offer(
            "Cognitive Services", "Azure OpenAI", "gpt 4o Outp glbl Tokens", "AI + Machine Learning", .thousandTokens,
            "0.0092", "410", weight: 4, "Microsoft.CognitiveServices", "accounts", "Azure AI Services",
            "AI and Machine Learning"),
        offer(
            "Log Analytics", "Azure Monitor", "Analytics Logs Data Ingestion", "Management and Governance", .gigabyte,
            "2.3", "1.4", weight: 5, "Microsoft.OperationalInsights", "workspaces", "Log Analytics",
            "Management and Governance"),
        offer(
            "Virtual Network", "Virtual Network Private Link", "Standard Private Endpoint", "Networking", .hour, "0",
            "24", weight: 2, "Microsoft.Network", "privateEndpoints", "Private Link", "Networking"),
    ]

    private static func machine(
        _ series: String, _ meter: String, _ size: String, _ cores: Int, _ unit: AzureUnit, _ price: Amount,
        weight: Int,
        _ terms: AzureOffer.Terms
    ) -> AzureOffer {
        AzureOffer(
            category: "Virtual Machines", subCategory: series, meter: meter, family: "Compute", unit: unit,
            price: price,
            daily: "24", weight: weight, provider: "Microsoft.Compute", type: "virtualMachines",
            service: "Virtual Machines", serviceCategory: "Compute",
            machine: AzureOffer.Machine(size: size, cores: cores), terms: terms)
    }

    private static func offer(
        _ category: String, _ subCategory: String, _ meter: String, _ family: String, _ unit: AzureUnit,
        _ price: Amount, _ daily: Amount, weight: Int, _ provider: String, _ type: String, _ service: String,
        _ serviceCategory: String
    ) -> AzureOffer {
        AzureOffer(
            category: category, subCategory: subCategory, meter: meter, family: family, unit: unit, price: price,
            daily: daily, weight: weight, provider: provider, type: type, service: service,
            serviceCategory: serviceCategory)
    }
}
