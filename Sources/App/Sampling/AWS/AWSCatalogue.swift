/// What the sampled company buys from AWS. Prices are in USD and near the public ones.
struct AWSOffer: Sendable {
    enum Coverage: Sendable {
        case none, savingsPlan, reservation
    }

    enum Resource: Sendable {
        case none, instance, volume, bucket, database, function, table, natGateway, cluster
    }

    let code: String
    let service: String
    /// FOCUS ServiceCategory.
    let category: String
    let family: String
    let usageType: String
    let operation: String
    let unit: String
    let price: Amount
    /// Usual quantity per day.
    let daily: Amount
    let weight: Int
    let resource: Resource
    var instance: Instance?
    var coverage = Coverage.none

    struct Instance: Sendable {
        let type: String
        let vcpu: String
        let memory: String
        /// Normalised units per hour.
        let factor: Amount
    }

    /// Hours of one resource end with the day.
    var limit: Amount? { unit == "Hrs" ? Amount(24) : nil }
    var isCounted: Bool { unit == "Requests" }
    var isZonal: Bool { [.instance, .volume, .database].contains(resource) }
}

struct AWSRegion: Sendable {
    let code: String
    let name: String
    /// Before usage types.
    let prefix: String
    let weight: Int
}

enum AWSCatalogue {
    static let regions = [
        AWSRegion(code: "us-east-1", name: "US East (N. Virginia)", prefix: "", weight: 48),
        AWSRegion(code: "eu-central-1", name: "EU (Frankfurt)", prefix: "EUC1-", weight: 32),
        AWSRegion(code: "us-west-2", name: "US West (Oregon)", prefix: "USW2-", weight: 14),
        AWSRegion(code: "ap-northeast-1", name: "Asia Pacific (Tokyo)", prefix: "APN1-", weight: 6),
    ]

    /// Index of the first offer with this coverage.
    static let reservedOffer = offers.firstIndex { $0.coverage == .reservation } ?? 0

    static let offers: [AWSOffer] =
        ec2 + storage + databases + serverless

    private static let ec2 = [
        instanceHours("m6i.large", "2", "8 GiB", "4", "0.096", weight: 14, .reservation),
        instanceHours("m6i.xlarge", "4", "16 GiB", "8", "0.192", weight: 9, .savingsPlan),
        instanceHours("c6g.2xlarge", "8", "16 GiB", "16", "0.272", weight: 6, .savingsPlan),
        instanceHours("r6i.xlarge", "4", "32 GiB", "8", "0.252", weight: 5, .savingsPlan),
        instanceHours("t3.medium", "2", "4 GiB", "2", "0.0416", weight: 9, .none),
        instanceHours("g5.xlarge", "4", "16 GiB", "8", "1.006", weight: 2, .none),
        ec2("System Operation", "NatGateway-Hours", "NatGateway", "Hrs", "0.045", "24", weight: 2, .natGateway),
        ec2("Data Transfer", "DataTransfer-Out-Bytes", "RunInstances", "GB", "0.09", "21.5", weight: 6, .none),
        ec2("Data Transfer", "DataTransfer-Regional-Bytes", "InterZone-Out", "GB", "0.01", "64", weight: 4, .none),
    ]

    private static let storage = [
        ec2("Storage", "EBS:VolumeUsage.gp3", "CreateVolume-Gp3", "GB-Mo", "0.08", "6.4", weight: 12, .volume),
        ec2("Storage Snapshot", "EBS:SnapshotUsage", "CreateSnapshot", "GB-Mo", "0.05", "3.1", weight: 4, .volume),
        s3("Storage", "TimedStorage-ByteHrs", "StandardStorage", "GB-Mo", "0.023", "41", weight: 8),
        s3("API Request", "Requests-Tier1", "PutObject", "Requests", "0.000005", "18500", weight: 4),
        s3("API Request", "Requests-Tier2", "GetObject", "Requests", "0.0000004", "91000", weight: 4),
    ]

    private static let databases = [
        AWSOffer(
            code: "AmazonRDS", service: "Amazon Relational Database Service", category: "Databases",
            family: "Database Instance", usageType: "InstanceUsage:db.r6g.large", operation: "CreateDBInstance:0014",
            unit: "Hrs", price: "0.225", daily: "24", weight: 6, resource: .database,
            instance: AWSOffer.Instance(type: "db.r6g.large", vcpu: "2", memory: "16 GiB", factor: "4")),
        AWSOffer(
            code: "AmazonRDS", service: "Amazon Relational Database Service", category: "Databases",
            family: "Database Storage", usageType: "RDS:GP3-Storage", operation: "CreateDBInstance:0014", unit: "GB-Mo",
            price: "0.115", daily: "7.2", weight: 4, resource: .database),
        AWSOffer(
            code: "AmazonDynamoDB", service: "Amazon DynamoDB", category: "Databases",
            family: "Amazon DynamoDB PayPerRequest Throughput", usageType: "ReadRequestUnits",
            operation: "PayPerRequestThroughput", unit: "Requests", price: "0.00000025", daily: "820000", weight: 4,
            resource: .table),
    ]

    private static let serverless = [
        AWSOffer(
            code: "AWSLambda", service: "AWS Lambda", category: "Compute", family: "Serverless",
            usageType: "Lambda-GB-Second", operation: "Invoke", unit: "Lambda-GB-Second", price: "0.000016",
            daily: "52000", weight: 5, resource: .function),
        AWSOffer(
            code: "AWSLambda", service: "AWS Lambda", category: "Compute", family: "Serverless", usageType: "Request",
            operation: "Invoke", unit: "Requests", price: "0.0000002", daily: "4", weight: 3, resource: .function),
        AWSOffer(
            code: "AmazonEKS", service: "Amazon Elastic Container Service for Kubernetes", category: "Compute",
            family: "Compute", usageType: "AmazonEKS-Hours:perCluster", operation: "CreateOperation", unit: "Hrs",
            price: "0.1", daily: "24", weight: 2, resource: .cluster),
        AWSOffer(
            code: "AmazonCloudWatch", service: "AmazonCloudWatch", category: "Management and Governance",
            family: "Data Payload", usageType: "DataProcessing-Bytes", operation: "PutLogEvents", unit: "GB",
            price: "0.5",
            daily: "2.7", weight: 5, resource: .none),
        AWSOffer(
            code: "awskms", service: "AWS Key Management Service", category: "Security", family: "API Request",
            usageType: "KMS-Requests", operation: "Decrypt", unit: "Requests", price: "0", daily: "640", weight: 4,
            resource: .none),
    ]

    private static func instanceHours(
        _ type: String, _ vcpu: String, _ memory: String, _ factor: Amount, _ price: Amount, weight: Int,
        _ coverage: AWSOffer.Coverage
    ) -> AWSOffer {
        AWSOffer(
            code: "AmazonEC2", service: "Amazon Elastic Compute Cloud", category: "Compute", family: "Compute Instance",
            usageType: "BoxUsage:\(type)", operation: "RunInstances", unit: "Hrs", price: price, daily: "24",
            weight: weight,
            resource: .instance, instance: AWSOffer.Instance(type: type, vcpu: vcpu, memory: memory, factor: factor),
            coverage: coverage)
    }

    private static func ec2(
        _ family: String, _ usageType: String, _ operation: String, _ unit: String, _ price: Amount, _ daily: Amount,
        weight: Int, _ resource: AWSOffer.Resource
    ) -> AWSOffer {
        AWSOffer(
            code: "AmazonEC2", service: "Amazon Elastic Compute Cloud", category: "Compute", family: family,
            usageType: usageType, operation: operation, unit: unit, price: price, daily: daily, weight: weight,
            resource: resource)
    }

    private static func s3(
        _ family: String, _ usageType: String, _ operation: String, _ unit: String, _ price: Amount, _ daily: Amount,
        weight: Int
    ) -> AWSOffer {
        AWSOffer(
            code: "AmazonS3", service: "Amazon Simple Storage Service", category: "Storage", family: family,
            usageType: usageType, operation: operation, unit: unit, price: price, daily: daily, weight: weight,
            resource: .bucket)
    }
}
