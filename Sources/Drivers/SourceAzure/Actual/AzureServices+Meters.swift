extension AzureServices {
    /// By MeterCategory, as exports spell it.
    static let meters: [Service] = [
        Service(
            "AI and Machine Learning", "AI Platforms",
            [
                "Azure Machine Learning", "Machine Learning Studio", "Machine Learning Service",
            ]),
        Service(
            "AI and Machine Learning", "Bots",
            [
                "Azure Bot Service"
            ]),
        Service(
            "AI and Machine Learning", "Generative AI",
            [
                "Azure OpenAI", "Azure OpenAI Service", "Foundry Models", "Foundry Tools",
            ]),
        Service(
            "AI and Machine Learning", "Other (AI and Machine Learning)",
            [
                "Cognitive Services", "Azure Applied AI Services", "Azure AI Services",
            ]),
        Service(
            "Analytics", "Analytics Platforms",
            [
                "Azure Databricks", "Azure Synapse Analytics", "HDInsight", "Microsoft Fabric", "Azure Data Explorer",
            ]),
        Service(
            "Analytics", "Business Intelligence",
            [
                "Power BI", "Power BI Embedded",
            ]),
        Service(
            "Analytics", "Data Processing",
            [
                "Azure Analysis Services", "Azure Data Factory", "Azure Data Factory v2", "Data Lake Analytics",
            ]),
        Service(
            "Analytics", "Search",
            [
                "Azure AI Search", "Azure Cognitive Search", "Azure Search",
            ]),
        Service(
            "Analytics", "Streaming Analytics",
            [
                "Event Hubs", "Stream Analytics",
            ]),
        Service(
            "Compute", "Containers",
            [
                "Azure Container Apps", "Azure Kubernetes Service", "Azure Red Hat OpenShift", "Container Instances",
                "Container Registry",
            ]),
        Service(
            "Compute", "End User Computing",
            [
                "Azure Virtual Desktop", "Microsoft Dev Box", "Windows 365",
            ]),
        Service(
            "Compute", "Serverless Compute",
            [
                "Cloud Services", "Functions",
            ]),
        Service(
            "Compute", "Virtual Machines",
            [
                "Azure Dedicated Host", "Azure VMware Solution", "Virtual Machines", "Virtual Machines Licenses",
            ]),
        Service(
            "Compute", "Other (Compute)",
            [
                "Batch", "Service Fabric",
            ]),
        Service(
            "Databases", "Caching",
            [
                "Azure Cache for Redis", "Azure Managed Redis", "Redis Cache",
            ]),
        Service(
            "Databases", "NoSQL Databases",
            [
                "Azure Cosmos DB"
            ]),
        Service(
            "Databases", "Data Warehouses",
            [
                "SQL Data Warehouse"
            ]),
        Service(
            "Databases", "Relational Databases",
            [
                "Azure Database for MariaDB", "Azure Database for MySQL", "Azure Database for PostgreSQL",
                "SQL Database", "SQL Managed Instance", "SQL Server Stretch Database",
            ]),
        Service(
            "Developer Tools", "Developer Platforms",
            [
                "Azure DevOps", "GitHub", "Visual Studio Subscription",
            ]),
        Service(
            "Identity", "Identity and Access Management",
            [
                "Azure Active Directory", "Azure Active Directory B2C", "Azure Active Directory Domain Services",
                "Azure Active Directory for External Identities", "Microsoft Entra Domain Services",
            ]),
        Service(
            "Integration", "API Management",
            [
                "API Management"
            ]),
        Service(
            "Integration", "Messaging",
            [
                "Event Grid", "Notification Hubs", "Service Bus",
            ]),
        Service(
            "Integration", "Workflow Orchestration",
            [
                "Automation", "Logic Apps", "Power Automate",
            ]),
        Service(
            "Internet of Things", "IoT Platforms",
            [
                "Azure Maps", "Digital Twins", "IoT Central", "IoT Hub",
            ]),
        Service(
            "Management and Governance", "Disaster Recovery",
            [
                "Azure Site Recovery", "Site Recovery",
            ]),
        Service(
            "Management and Governance", "Data Governance",
            [
                "Azure Purview", "Microsoft Purview",
            ]),
        Service(
            "Management and Governance", "Observability",
            [
                "Application Insights", "Azure Grafana Service", "Azure Monitor", "Insight and Analytics",
                "Log Analytics",
            ]),
        Service(
            "Management and Governance", "Support",
            [
                "Support"
            ]),
        Service(
            "Media", "Media Streaming",
            [
                "Media Services"
            ]),
        Service(
            "Multicloud", "Multicloud Integration",
            [
                "Azure Arc", "Azure Arc Enabled Databases", "Azure Stack HCI",
            ]),
        Service(
            "Networking", "Application Networking",
            [
                "Application Gateway", "Load Balancer", "Traffic Manager",
            ]),
        Service(
            "Networking", "Content Delivery",
            [
                "Azure Front Door Service", "Content Delivery Network",
            ]),
        Service(
            "Networking", "Network Connectivity",
            [
                "Bandwidth", "NAT Gateway", "VPN Gateway", "Virtual WAN",
            ]),
        Service(
            "Networking", "Network Infrastructure",
            [
                "IP Addresses", "Network Watcher", "Virtual Network",
            ]),
        Service(
            "Networking", "Network Routing",
            [
                "Azure DNS", "ExpressRoute", "Route Server",
            ]),
        Service(
            "Networking", "Network Security",
            [
                "Azure Bastion", "Azure DDOS Protection", "Azure Firewall", "Azure Firewall Manager",
            ]),
        Service(
            "Security", "Secret Management",
            [
                "Azure Dedicated HSM", "Key Vault",
            ]),
        Service(
            "Security", "Threat Detection and Response",
            [
                "Advanced Data Security", "Advanced Threat Protection", "Azure Defender",
                "Microsoft Defender for Cloud", "Security Center", "Sentinel",
            ]),
        Service(
            "Storage", "Backup Storage",
            [
                "Backup"
            ]),
        Service(
            "Storage", "File Storage",
            [
                "Azure NetApp Files"
            ]),
        Service(
            "Storage", "Storage Platforms",
            [
                "Azure Data Lake Store", "Storage",
            ]),
        Service(
            "Web", "Application Platforms",
            [
                "Azure App Service", "Azure Spring Cloud", "Azure Static Web Apps",
            ]),
        Service(
            "Web", "Other (Web)",
            [
                "App Configuration", "SignalR", "Azure SignalR Service",
            ]),
    ]
}
