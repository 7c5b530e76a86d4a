extension AzureServices {
    /// By resource provider (ConsumedService) in lower case, without `microsoft.`.
    static let providers: [Service] = [
        Service(
            "AI and Machine Learning", "AI Platforms",
            [
                "autonomousdevelopmentplatform", "cognitiveservices", "recommendationsservice", "syntex",
                "videoindexer",
            ]),
        Service(
            "AI and Machine Learning", "Bots",
            [
                "botservice", "healthbot",
            ]),
        Service(
            "AI and Machine Learning", "Machine Learning",
            [
                "machinelearning", "machinelearningservices",
            ]),
        Service(
            "Analytics", "Analytics Platforms",
            [
                "fabric", "healthcareapis", "healthdataaiservices", "kusto", "modsimworkbench", "openenergyplatform",
                "premonition", "synapse",
            ]),
        Service(
            "Analytics", "Business Intelligence",
            [
                "dashboard", "powerbidedicated",
            ]),
        Service(
            "Analytics", "Data Processing",
            [
                "analysisservices", "databricks", "datacatalog", "datalakeanalytics", "genomics", "hdinsight",
                "hdinsightfairfax",
            ]),
        Service(
            "Analytics", "Search",
            [
                "bing", "search",
            ]),
        Service(
            "Analytics", "Streaming Analytics",
            [
                "streamanalytics"
            ]),
        Service(
            "Business Applications", "Other (Business Applications)",
            [
                "community"
            ]),
        Service(
            "Business Applications", "Productivity and Collaboration",
            [
                "powerplatform", "teams",
            ]),
        Service(
            "Compute", "Containers",
            [
                "app", "containerinstance", "containerregistry", "containerservice", "kubernetesconfiguration",
            ]),
        Service(
            "Compute", "End User Computing",
            [
                "desktopvirtualization", "labservices",
            ]),
        Service(
            "Compute", "Other (Compute)",
            [
                "billingbenefits"
            ]),
        Service(
            "Compute", "Quantum Compute",
            [
                "quantum"
            ]),
        Service(
            "Compute", "Serverless Compute",
            [
                "batch", "durabletask",
            ]),
        Service(
            "Compute", "Virtual Machines",
            [
                "avs", "azurefleet", "baremetalinfrastructure", "classiccompute", "compute", "hanaonazure",
                "networkcloud", "nutanix",
            ]),
        Service(
            "Databases", "Caching",
            [
                "cache"
            ]),
        Service(
            "Databases", "Ledger Databases",
            [
                "confidentialledger"
            ]),
        Service(
            "Databases", "NoSQL Databases",
            [
                "documentdb"
            ]),
        Service(
            "Databases", "Relational Databases",
            [
                "dbformariadb", "dbformysql", "dbforpostgresql", "sql",
            ]),
        Service(
            "Developer Tools", "Continuous Integration and Deployment",
            [
                "codesigning", "devcenter", "devopsinfrastructure",
            ]),
        Service(
            "Developer Tools", "Developer Platforms",
            [
                "appcenter", "visualstudio",
            ]),
        Service(
            "Developer Tools", "Quality Assurance",
            [
                "azureplaywrightservice", "loadtestservice", "testbase",
            ]),
        Service(
            "Identity", "Identity and Access Management",
            [
                "aad", "azureactivedirectory", "verifiedid",
            ]),
        Service(
            "Integration", "API Management",
            [
                "apicenter", "apimanagement", "graph", "graphservices",
            ]),
        Service(
            "Integration", "Messaging",
            [
                "communication", "eventgrid", "eventhub", "notificationhubs", "relay", "servicebus", "voiceservices",
            ]),
        Service(
            "Integration", "Workflow Orchestration",
            [
                "automation", "datafactory", "logic",
            ]),
        Service(
            "Internet of Things", "IoT Analytics",
            [
                "agfoodplatform", "digitaltwins", "timeseriesinsights",
            ]),
        Service(
            "Internet of Things", "IoT Platforms",
            [
                "deviceregistry", "devices", "deviceupdate", "iotcentral", "iotoperations", "iotsecurity",
                "windowsiot",
            ]),
        Service(
            "Management and Governance", "Cost Management",
            [
                "capacity"
            ]),
        Service(
            "Management and Governance", "Data Governance",
            [
                "purview"
            ]),
        Service(
            "Management and Governance", "Disaster Recovery",
            [
                "chaos", "datareplication.admin", "recoveryservices",
            ]),
        Service(
            "Management and Governance", "Observability",
            [
                "insights", "monitor", "networkanalytics", "operationalinsights",
            ]),
        Service(
            "Media", "Media Streaming",
            [
                "media"
            ]),
        Service(
            "Media", "Mixed Reality",
            [
                "mixedreality"
            ]),
        Service(
            "Migration", "Data Migration",
            [
                "databox", "databoxedge", "datamigration", "datashare", "importexport",
            ]),
        Service(
            "Migration", "Data Migration",
            [
                "storagesync"
            ]),
        Service(
            "Migration", "Resource Migration",
            [
                "migrate"
            ]),
        Service(
            "Multicloud", "Multicloud Integration",
            [
                "azurearcdata", "azurestackhci", "edgeorder", "hybridcompute", "hybridcontainerservice",
                "hybridnetwork", "kubernetes",
            ]),
        Service(
            "Networking", "Application Networking",
            [
                "servicenetworking"
            ]),
        Service(
            "Networking", "Content Delivery",
            [
                "cdn"
            ]),
        Service(
            "Networking", "Network Connectivity",
            [
                "mobilenetwork", "orbital", "peering",
            ]),
        Service(
            "Networking", "Network Infrastructure",
            [
                "classicnetwork", "network",
            ]),
        Service(
            "Networking", "Network Routing",
            [
                "networkfunction"
            ]),
        Service(
            "Other", "Other (Other)",
            [
                "saas", "solutions",
            ]),
        Service(
            "Security", "Secret Management",
            [
                "hardwaresecuritymodules", "keyvault",
            ]),
        Service(
            "Security", "Security Posture Management",
            [
                "easm", "security", "securitycopilot",
            ]),
        Service(
            "Security", "Threat Detection and Response",
            [
                "dynamics365fraudprotection"
            ]),
        Service(
            "Storage", "Backup Storage",
            [
                "dataprotection"
            ]),
        Service(
            "Storage", "Block Storage",
            [
                "elasticsan"
            ]),
        Service(
            "Storage", "File Storage",
            [
                "netapp"
            ]),
        Service(
            "Storage", "Object Storage",
            [
                "datalakestore"
            ]),
        Service(
            "Storage", "Storage Platforms",
            [
                "classicstorage", "storage", "storagecache", "storsimple",
            ]),
        Service(
            "Web", "Application Platforms",
            [
                "appplatform", "certificateregistration", "domainregistration", "web", "web.admin",
            ]),
        Service(
            "Web", "Other (Web)",
            [
                "appconfiguration", "fluidrelay", "maps", "signalrservice",
            ]),
    ]
}
