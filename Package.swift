// swift-tools-version: 6.2
import PackageDescription

// Targets are grouped by layer. A target may use its own layer's listed siblings and the layers above it in this
// file, never the ones below; `scripts/build` turns an undeclared import into an error, a tidy test an upward edge.

enum Layer: String {
    case model = "Model"
    case ports = "Ports"
    case drivers = "Drivers"
    case stages = "Stages"
    case app = "App"
}

func target(_ name: String, _ layer: Layer, uses: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: uses, path: "Sources/\(layer.rawValue)/\(name)")
}

func tests(_ name: String, uses: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: uses, path: "Tests/\(name)")
}

/// What several test targets use.
func support(_ name: String, uses: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: uses, path: "Tests/Support/\(name)")
}

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let server: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "HummingbirdTLS", package: "hummingbird"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "Logging", package: "swift-log"),
    .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
    .product(name: "UnixSignals", package: "swift-service-lifecycle"),
]

let model: [Target] = [
    target("BillingModel", .model),
    target("CodedColumns", .model, uses: ["BillingModel"]),
    target("TableLog", .model, uses: ["BillingModel"]),
    target("CArrow", .model),
    target("Columnar", .model, uses: ["CArrow", "BillingModel", "CodedColumns"]),
    target("JSONLines", .model, uses: ["BillingModel"]),
    target("CByteScan", .model),
    target("DelimitedText", .model, uses: ["CByteScan"]),
    .systemLibrary(
        name: "CZstd", path: "Sources/Model/CZstd", pkgConfig: "libzstd",
        providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    target("Parquet", .model, uses: ["CZstd", "BillingModel", "CodedColumns"]),
    target("CellCoding", .model, uses: ["BillingModel", "CodedColumns", "DelimitedText", "JSONLines"]),
    .systemLibrary(
        name: "CISAL", path: "Sources/Model/CISAL", pkgConfig: "libisal",
        providers: [.apt(["libisal-dev"]), .brew(["isa-l"])]),
    target("Compression", .model, uses: ["CISAL", "BillingModel"]),
]

let ports: [Target] = [
    target("ObjectStorage", .ports, uses: ["BillingModel"]),
    target("SQLEngine", .ports, uses: ["BillingModel", "CodedColumns", "Columnar"]),
    target("BillingSources", .ports, uses: ["BillingModel", "ObjectStorage", "SQLEngine"]),
    target(
        "LakeFiles", .ports,
        uses: ["BillingModel", "CodedColumns", "ObjectStorage", "Parquet", "SQLEngine"]),
    target("Tables", .ports, uses: ["BillingModel", "TableLog", "ObjectStorage", crypto]),
]

let drivers: [Target] = [
    target("StorageLocal", .drivers, uses: ["BillingModel", "ObjectStorage"]),
    target("CProcesses", .drivers),
    target("Processes", .drivers, uses: ["BillingModel", "CProcesses"]),
    target("CADBC", .drivers, uses: ["CArrow"]),
    target("ADBC", .drivers, uses: ["BillingModel", "CADBC", "CArrow", "Columnar", "SQLEngine", "TableLog", "Tables"]),
    target("SourceAWS", .drivers, uses: ["BillingModel", "BillingSources", "ObjectStorage", "SQLEngine"]),
    target("SourceAzure", .drivers, uses: ["BillingModel", "BillingSources", "ObjectStorage", "SQLEngine"]),
    target("SourceFOCUS", .drivers, uses: ["BillingModel", "BillingSources", "ObjectStorage", "SQLEngine"]),
    target("SourceGCP", .drivers, uses: ["BillingModel", "BillingSources", "ObjectStorage", "SQLEngine"]),
    target("SourceOCI", .drivers, uses: ["BillingModel", "BillingSources", "ObjectStorage", "SQLEngine"]),
]

let stages: [Target] = [
    target(
        "Discovery", .stages,
        uses: [
            "BillingModel", "BillingSources", "Columnar", "Compression", "DelimitedText", "JSONLines", "ObjectStorage",
            "SQLEngine",
        ]),
    target("Planning", .stages, uses: ["BillingModel"]),
    target("Fetching", .stages, uses: ["BillingModel", "ObjectStorage", "Compression", crypto]),
    target(
        "Landing", .stages,
        uses: [
            "BillingModel", "BillingSources", "CellCoding", "CodedColumns", "Columnar", "DelimitedText", "JSONLines",
            "LakeFiles", "ObjectStorage", "SQLEngine",
        ]),
    target(
        "Normalising", .stages,
        uses: [
            "BillingModel", "BillingSources", "CodedColumns", "Columnar", "LakeFiles", "ObjectStorage", "Parquet",
            "SQLEngine",
        ]),
    target(
        "Summarising", .stages,
        uses: ["BillingModel", "CodedColumns", "Columnar", "LakeFiles", "Parquet", "SQLEngine"]),
    target("Reporting", .stages, uses: ["BillingModel", "Columnar", "SQLEngine"]),
    target("Examining", .stages, uses: ["BillingModel", "BillingSources", "Columnar", "SQLEngine"]),
]

let app: [Target] = [
    target(
        "ConfigurationFiles", .app,
        uses: [
            "BillingModel", "BillingSources", "DelimitedText", "Reporting", "Serving", crypto,
            .product(name: "Yams", package: "Yams"),
        ]),
    target("Sampling", .app, uses: ["BillingModel", "Compression", "SQLEngine"]),
    target(
        "Pipeline", .app,
        uses: [
            "BillingModel", "BillingSources", "Columnar", "ObjectStorage", "SQLEngine", "TableLog", "Tables",
            "Parquet", "Discovery", "Planning", "Fetching", "Landing", "Normalising", "Summarising",
        ]),
    target(
        "Wiring", .app,
        uses: [
            "BillingModel", "BillingSources", "Columnar", "ObjectStorage", "SQLEngine", "Tables", "Discovery",
            "Landing", "Examining", "Pipeline",
            "ConfigurationFiles", "Reporting", "Serving", "StorageLocal", "Processes", "ADBC", "SourceAWS",
            "SourceAzure", "SourceFOCUS", "SourceGCP", "SourceOCI",
            "TableLog",
        ]),
    target(
        "Serving", .app,
        uses: [
            "BillingModel", "CodedColumns", "Columnar", "Examining", "Parquet", "Pipeline", "Reporting", "SQLEngine",
            crypto,
        ]),
    target("CompatibleReports", .app, uses: ["BillingModel", "Reporting", "SQLEngine", "Serving"]),
    target("WebServer", .app, uses: ["BillingModel", "Serving"] + server),
    .executableTarget(
        name: "billow",
        dependencies: [
            arguments, "BillingModel", "Columnar", "CompatibleReports", "ConfigurationFiles", "Examining", "Landing",
            "Planning", "Pipeline",
            "Reporting", "Sampling", "SQLEngine", "Serving", "WebServer",
            "Wiring",
        ],
        path: "Sources/App/billow"),
    // What `Benchmarks/run.py` times; nothing for users.
    .executableTarget(
        name: "landing-benchmark", dependencies: ["BillingModel", "Pipeline", "Wiring"],
        path: "Sources/App/landing-benchmark"),
]

let checks: [Target] = [
    support("Randomness", uses: ["BillingModel"]),
    support("TestEngine", uses: ["ADBC", "BillingModel", "BillingSources", "Columnar", "SQLEngine"]),
    tests("BillingModelTests", uses: ["BillingModel"]),
    tests("JSONLinesTests", uses: ["BillingModel", "JSONLines"]),
    tests("CompressionTests", uses: ["BillingModel", "Compression", "Randomness"]),
    tests("CodedColumnsTests", uses: ["BillingModel", "CodedColumns", "Randomness"]),
    tests("DelimitedTextTests", uses: ["CByteScan", "DelimitedText", "Randomness"]),
    tests("CellCodingTests", uses: ["BillingModel", "CellCoding", "CodedColumns", "DelimitedText", "Randomness"]),
    tests("ParquetTests", uses: ["BillingModel", "CodedColumns", "Parquet", "Randomness"]),
    tests("ObjectStorageTests", uses: ["BillingModel", "ObjectStorage"]),
    tests("PlanningTests", uses: ["BillingModel", "Planning", "Randomness"]),
    tests(
        "SummarisingTests",
        uses: [
            "BillingModel", "CodedColumns", "Columnar", "ObjectStorage", "Parquet", "Randomness", "SQLEngine",
            "Summarising", "TestEngine",
        ]),
    tests("SQLEngineTests", uses: ["BillingModel", "SQLEngine"]),
    tests(
        "ReportingTests",
        uses: ["BillingModel", "Columnar", "Randomness", "Reporting", "SQLEngine", "Summarising", "TestEngine"]),
    tests("ExaminingTests", uses: ["BillingModel", "Examining", "SQLEngine", "TestEngine"]),
    tests("ColumnarTests", uses: ["BillingModel", "CArrow", "CodedColumns", "Columnar"]),
    tests("ADBCTests", uses: ["ADBC", "BillingModel", "Columnar", "SQLEngine", "TestEngine"]),
    tests("SamplingTests", uses: ["BillingModel", "Columnar", "Compression", "Sampling", "SQLEngine", "TestEngine"]),
    tests(
        "SourceAWSTests",
        uses: [
            "ADBC", "BillingModel", "BillingSources", "Columnar", "ObjectStorage", "Randomness", "SourceAWS",
            "SQLEngine", "TestEngine",
        ]),
    tests("FOCUSLiftTests", uses: ["ADBC", "BillingModel", "BillingSources", "Columnar", "SQLEngine", "TestEngine"]),
    tests(
        "SourceAzureTests",
        uses: [
            "BillingModel", "BillingSources", "Columnar", "ObjectStorage", "SourceAzure", "SQLEngine", "TestEngine",
        ]),
    tests(
        "SourceOCITests",
        uses: ["BillingModel", "BillingSources", "Columnar", "ObjectStorage", "SourceOCI", "SQLEngine", "TestEngine"]),
    tests(
        "SourceGCPTests",
        uses: ["BillingModel", "BillingSources", "Columnar", "ObjectStorage", "SourceGCP", "SQLEngine", "TestEngine"]),
    tests("SourceFOCUSTests", uses: ["BillingModel", "BillingSources", "ObjectStorage", "SourceFOCUS"]),
    tests("ProcessesTests", uses: ["BillingModel", "Processes"]),
    tests("ConformanceTests", uses: ["BillingModel", "ObjectStorage", "StorageLocal"]),
    tests("TableLogTests", uses: ["BillingModel", "Randomness", "TableLog"]),
    tests(
        "TablesTests",
        uses: ["ADBC", "BillingModel", "ObjectStorage", "SQLEngine", "StorageLocal", "TableLog", "Tables"]),
    tests(
        "AcceptanceTests",
        uses: [
            "BillingModel", "BillingSources", "Columnar", "CompatibleReports", "Compression", "Examining", "Pipeline",
            "Randomness", "Reporting", "Sampling", "Serving", "SQLEngine", "StorageLocal", "TableLog", "Tables",
            "TestEngine", "Wiring",
        ]),
    tests("DiscoveryTests", uses: ["BillingModel", "BillingSources", "Discovery", "ObjectStorage", "Randomness"]),
    tests("FetchingTests", uses: ["BillingModel", "Compression", "Fetching", "ObjectStorage"]),
    tests(
        "LandingTests",
        uses: [
            "ADBC", "BillingModel", "BillingSources", "Columnar", "Landing", "ObjectStorage", "Randomness", "SQLEngine",
        ]),
    tests(
        "NormalisingTests",
        uses: [
            "BillingModel", "BillingSources", "CodedColumns", "Columnar", "LakeFiles", "Normalising", "ObjectStorage",
            "Parquet", "Randomness", "Sampling", "SourceAWS", "SourceAzure", "SourceOCI", "SQLEngine", "TestEngine",
        ]),
    tests(
        "PipelineTests",
        uses: ["BillingModel", "ObjectStorage", "Pipeline", "Planning", "Randomness", "TableLog", "Tables"]),
    tests(
        "ServingTests",
        uses: [
            "ADBC", "BillingModel", "CompatibleReports", "Examining", "Pipeline", "Randomness", "Reporting", "Serving",
            "SQLEngine", "Summarising",
        ]),
    tests(
        "ConfigurationFilesTests",
        uses: [
            "BillingModel", "BillingSources", "Columnar", "ConfigurationFiles", "Reporting", "Serving", "SQLEngine",
        ]),
    tests(
        "WebServerTests",
        uses: [
            "BillingModel", "Examining", "Pipeline", "Reporting", "Serving", "SQLEngine", "WebServer",
            .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        ]),
    tests("TidyTests", uses: []),
]

let package = Package(
    name: "billow",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "billow", targets: ["billow"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // Without its traits: no reader of configuration files, and the small Foundation.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: model + ports + drivers + stages + app + checks,
    swiftLanguageModes: [.v6]
)
