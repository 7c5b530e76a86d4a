import SQLEngine

/// FOCUS's category of Google's services, by their names. Source: focus_converters' mapping file (MIT).
enum GCPServices {
    /// A constant map for SQL.
    static let categories: SQLText = {
        let pairs = services.flatMap { category, names in names.map { "\($0): \(category)" as SQLText } }
        return "MAP {\(sql: SQLText.joined(pairs, separator: ", "))}"
    }()

    private static let services: KeyValuePairs<String, [String]> = [
        "AI and Machine Learning": [
            "Cloud AutoML", "Cloud Data Labeling Service", "Cloud Machine Learning Engine", "Cloud Natural Language",
            "Cloud Optimization", "Cloud TPU", "Cloud Talent Solution", "Contact Center AI Insights", "Genomics",
            "Google Click to Deploy Deep Learning VM", "Google Cloud Vision OCR On-Prem", "Notebooks", "Prediction",
            "Recommendations AI", "Speaker ID", "Vertex AI",
        ],
        "Analytics": [
            "BigQuery BI Engine", "BigQuery Reservation API", "Cloud Composer", "Cloud Data Fusion", "Cloud Dataflow",
            "Data Catalog", "Looker Data Platform SaaS",
        ],
        "Compute": [
            "Anthos", "Anthos Config Management", "App Engine", "Artifact Registry", "Cloud Functions", "Cloud Run",
            "Compute Engine", "Confidential Computing", "Google Quickstart Simple pre-configured Debian VM",
            "Kubernetes Engine", "MultiClusterIngress", "Stackdriver Monitoring", "Stackdriver Trace", "VM Manager",
            "VMware Engine",
        ],
        "Databases": [
            "BigQuery", "Cloud Bigtable", "Cloud Memorystore for Memcached", "Cloud Memorystore for Redis",
            "Cloud SQL", "Cloud Spanner", "Datastream", "Firebase Realtime Database",
        ],
        "Developer Tools": [
            "Cloud Build", "Cloud Scheduler", "Cloud Tasks", "Remote Build Execution", "Source Repository",
            "Translate", "Workflows",
        ],
        "Integration": [
            "API Gateway", "Cloud Dialogflow API", "Cloud Document AI API", "Cloud Document API", "Cloud Healthcare",
            "Cloud Media Translation API", "Cloud Pub/Sub", "Cloud Speech API", "Cloud Text-to-Speech API",
            "Cloud Video Intelligence API", "Cloud Vision API", "Custom Search", "Directions API",
            "Distance Matrix API", "Game Services API", "Geocoding API", "Geolocation API",
            "Google Cloud Platform Apigee team Apigee Developer Portal", "Google Maps Mobile SDK", "Live Stream API",
            "Maps Elevation API", "Maps Embed API", "Maps SDK for Unity", "Maps Static API", "Places API",
            "Programmable Search Element", "Pub/Sub Lite", "Roads API", "Street View Static API", "Time Zone API",
            "Transcode API", "Transcoder API", "Video Stitcher API",
        ],
        "Internet of Things": [
            "Cloud IoT Core"
        ],
        "Management and Governance": [
            "Anthos Service Mesh", "Cloud Logging", "Enterprise Agreement",
            "Google Cloud Platform Financial Services team Datashare", "Stackdriver",
        ],
        "Media": [
            "Zync"
        ],
        "Migration": [
            "BigQuery Data Transfer Service", "Transfer Appliance",
        ],
        "Mobile": [
            "Firebase", "Firebase Hosting", "Firebase Test Lab",
        ],
        "Networking": [
            "Cloud CDN", "Cloud DNS", "Google Service Control", "Networking",
        ],
        "Security": [
            "Actifio GO", "BeyondCorp Enterprise", "Binary Authorization", "Certificate Authority Service",
            "Cloud Data Loss Prevention", "Cloud IDS", "Cloud Key Management Service (KMS)",
            "Container Registry Vulnerability Scanning", "Firebase Auth", "Identity Platform", "On-Demand Scanning",
            "Secret Manager", "Security Command Center", "Web Risk", "reCAPTCHA Enterprise",
        ],
        "Storage": [
            "Backup for GKE", "BigQuery Storage API", "Cloud Filestore", "Cloud Storage", "Dataproc Metastore",
            "Elastifile Cloud File System", "Transfer Service",
        ],
        "Web": [
            "Cloud Domains"
        ],
    ]
}
