import SQLEngine

/// What FOCUS calls AWS's products: category and subcategory by the report's product code.
///
/// The categories are those of the FinOps Foundation's focus_converters (MIT); the subcategories, and support and a
/// few newer products, are added here.
enum ServiceCatalogue {
    struct Group: Sendable {
        let category: String
        let subcategory: String
        let productCodes: [String]

        fileprivate init(_ category: String, _ subcategory: String? = nil, _ productCodes: String...) {
            self.category = category
            self.subcategory = subcategory ?? "Other (\(category))"
            self.productCodes = productCodes
        }
    }

    /// A constant SQL map from product code to one of a group's names; no entry is null.
    static func lookup(_ name: KeyPath<Group, String>) -> SQLText {
        let codes = groups.flatMap(\.productCodes)
        let names = groups.flatMap { group in group.productCodes.map { _ in group[keyPath: name] } }
        return "MAP(\(codes), \(names))"
    }

    static let groups: [Group] = [
        Group(
            "AI and Machine Learning", "AI Platforms",
            "AmazonSageMaker"),
        Group(
            "AI and Machine Learning", "Bots",
            "AmazonLex"),
        Group(
            "AI and Machine Learning", "Generative AI",
            "AmazonBedrock"),
        Group(
            "AI and Machine Learning", "Machine Learning",
            "AmazonEI", "AmazonForecast", "AmazonFraudDetector", "AmazonPersonalize", "AmazonRekognition"),
        Group(
            "AI and Machine Learning", "Natural Language Processing",
            "AmazonPolly", "AmazonTextract", "comprehend", "transcribe", "translate"),
        Group(
            "AI and Machine Learning", nil,
            "AWSDeepRacer", "AmazonA2I", "AmazonCodeWhisperer", "AmazonDevOpsGuru", "AmazonHealthLake",
            "AmazonKendra", "AmazonLookoutEquipment", "AmazonLookoutMetrics", "AmazonLookoutVision",
            "AmazonMonitron", "AmazonOmics"),
        Group(
            "Analytics", "Analytics Platforms",
            "AWSLakeFormation", "AmazonAthena", "AmazonFinSpace"),
        Group(
            "Analytics", "Business Intelligence",
            "AmazonQuickSight"),
        Group(
            "Analytics", "Data Processing",
            "AWSGlueElasticViews", "AWSGlue", "ElasticMapReduce", "datapipeline"),
        Group(
            "Analytics", "Search",
            "AmazonCloudSearch", "AmazonES"),
        Group(
            "Analytics", "Streaming Analytics",
            "AmazonKinesisAnalytics", "AmazonKinesisFirehose", "AmazonKinesis", "AmazonMSK"),
        Group(
            "Analytics", nil,
            "AWSCleanRooms", "AWSDataExchange"),
        Group(
            "Business Applications", "Productivity and Collaboration",
            "A4B", "AWSWickr", "AmazonChimeBusinessCalling", "AmazonChimeCallMeAMCS", "AmazonChimeCallMe",
            "AmazonChimeDialInAMCS", "AmazonChimeDialin", "AmazonChimeFeatures", "AmazonChimeServices",
            "AmazonChimeVoiceConnector", "AmazonChime", "AmazonHoneycode", "AmazonSES", "AmazonWorkDocs",
            "AmazonWorkLink", "AmazonWorkMail", "AmazonWorkSpacesWeb"),
        Group(
            "Business Applications", nil,
            "AWSSupplyChain", "AWSWisdom", "AmazonPinpoint", "AmazonSWF", "AmazonWAM", "ContactLensAmazonConnect",
            "CustomerProfiles"),
        Group(
            "Compute", "Containers",
            "AmazonECRPublic", "AmazonECR", "AmazonECS", "AmazonEKS"),
        Group(
            "Compute", "End User Computing",
            "AmazonAppStream", "AmazonWorkSpaces"),
        Group(
            "Compute", "Serverless Compute",
            "AWSAppRunner", "AWSLambda"),
        Group(
            "Compute", "Virtual Machines",
            "AmazonEC2", "AmazonLightsail", "VMwareCloudOnAWS"),
        Group(
            "Compute", nil,
            "ComputeSavingsPlans", "AWSOutposts", "SimSpaceWeaver"),
        Group(
            "Databases", "Caching",
            "AmazonElastiCache", "AmazonMemoryDB"),
        Group(
            "Databases", "Data Warehouses",
            "AmazonRedshift"),
        Group(
            "Databases", "NoSQL Databases",
            "AmazonDocDB", "AmazonDynamoDB", "AmazonMCS", "AmazonNeptune"),
        Group(
            "Databases", "Relational Databases",
            "AmazonRDS"),
        Group(
            "Databases", "Time Series Databases",
            "AmazonTimestream"),
        Group(
            "Developer Tools", "Continuous Integration and Deployment",
            "AWSCodeArtifact", "AWSCodeDeploy", "AWSCodePipeline", "CodeBuild"),
        Group(
            "Developer Tools", "Developer Platforms",
            "AWSAmplify", "CodeCatalyst"),
        Group(
            "Developer Tools", "Quality Assurance",
            "AWSDeviceFarm", "CodeGuru"),
        Group(
            "Developer Tools", "Source Code Management",
            "AWSCodeCommit"),
        Group(
            "Developer Tools", nil,
            "AWSAppSync"),
        Group(
            "Integration", "Messaging",
            "AWSQueueService", "AmazonMQ", "AmazonSNS", "Amazon EventBridge", "AWSEvents"),
        Group(
            "Integration", "Workflow Orchestration",
            "AmazonMWAA", "AmazonStates"),
        Group(
            "Integration", nil,
            "AppFlow", "AWSAppFabric"),
        Group(
            "Internet of Things", "IoT Analytics",
            "AWSIoTAnalytics"),
        Group(
            "Internet of Things", "IoT Platforms",
            "AWSGreengrass", "AWSIoT1Click", "AWSIoTEvents", "AWSIoTFleetWise", "AWSIoTSiteWise",
            "AWSIoTThingsGraph", "AWSIoT", "IoTDeviceManagement", "IoTTwinMaker"),
        Group(
            "Internet of Things", nil,
            "IoTDeviceDefender"),
        Group(
            "Management and Governance", "Architecture",
            "AWSCloudFormation", "AWSServiceCatalog"),
        Group(
            "Management and Governance", "Compliance",
            "AWSConfig"),
        Group(
            "Management and Governance", "Cost Management",
            "AWSBudgets", "AWSCostExplorer", "AWSBillingConductor"),
        Group(
            "Management and Governance", "Disaster Recovery",
            "AWSResilienceHub"),
        Group(
            "Management and Governance", "Observability",
            "AWSCloudTrail", "AmazonCloudWatch", "AmazonGrafana", "AmazonPrometheus", "AWSXRay"),
        Group(
            "Management and Governance", "Support",
            "AWSSupportBusiness", "AWSSupportEnterprise", "AWSDeveloperSupport"),
        Group(
            "Management and Governance", nil,
            "AWSSystemsManager", "OpsWorks"),
        Group(
            "Media", "Content Creation",
            "AWSElementalMediaConvert", "AmazonETS", "nimble"),
        Group(
            "Media", "Media Streaming",
            "AWSElementalMediaLive", "AWSElementalMediaPackage", "AWSElementalMediaTailor", "AWSMediaConnect",
            "AmazonIVS", "AmazonKinesisVideo"),
        Group(
            "Media", nil,
            "AWSElementalMediaStore"),
        Group(
            "Migration", "Data Migration",
            "AWSDataSync", "AWSDatabaseMigrationSvc", "AWSTransfer"),
        Group(
            "Migration", "Resource Migration",
            "AWSApplicationMigrationSvc", "AWSM2"),
        Group(
            "Networking", "Application Networking",
            "AWSCloudMap", "AWSELB", "AmazonApiGateway"),
        Group(
            "Networking", "Content Delivery",
            "AmazonCloudFront"),
        Group(
            "Networking", "Network Connectivity",
            "AWSCloudWAN", "AWSDataTransfer", "AWSDirectConnect", "AWSPrivate5G"),
        Group(
            "Networking", "Network Infrastructure",
            "AmazonVPC"),
        Group(
            "Networking", "Network Routing",
            "AWSGlobalAccelerator", "AmazonRoute53"),
        Group(
            "Networking", "Network Security",
            "AWSNetworkFirewall"),
        Group(
            "Other", nil,
            "AmazonManagedBlockchain", "AmazonQLDB", "AmazonBraket", "AWSRoboMaker", "AWSGroundStation"),
        Group(
            "Security", "Secret Management",
            "AWSSecretsManager", "CloudHSM", "awskms"),
        Group(
            "Security", "Security Posture Management",
            "AWSSecurityHub", "AmazonInspectorV2", "AmazonInspector"),
        Group(
            "Security", "Threat Detection and Response",
            "AWSShield", "AmazonDetective", "AmazonGuardDuty"),
        Group(
            "Security", nil,
            "AWSCertificateManager", "AWSDirectoryService", "AWSFMS", "AmazonCognitoSync", "AmazonCognito",
            "AmazonMacie", "AmazonSecurityLake", "AmazonVerifiedPermissions", "auditmanager", "awswaf"),
        Group(
            "Storage", "Backup Storage",
            "AWSBackup"),
        Group(
            "Storage", "Block Storage",
            "AmazonEBS"),
        Group(
            "Storage", "File Storage",
            "AmazonEFS", "AmazonFSx"),
        Group(
            "Storage", "Object Storage",
            "AmazonGlacier", "AmazonS3GlacierDeepArchive", "AmazonS3"),
        Group(
            "Storage", "Storage Platforms",
            "AWSStorageGatewayDeepArchive", "AWSStorageGateway"),
        Group(
            "Storage", nil,
            "AWSElasticDisasterRecovery", "IngestionServiceSnowball", "SnowballExtraDays"),
    ]
}
