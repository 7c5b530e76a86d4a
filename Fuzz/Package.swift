// swift-tools-version: 6.2
import PackageDescription

// Programs that feed random input to parts of Billow for as long as one likes. A package of its own, so that the build
// of Billow knows nothing of it; `Sources` is a link, since only one package's targets share `package` access.

func target(_ name: String, _ layer: String, uses: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: uses, path: "Sources/\(layer)/\(name)")
}

let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v15)],
    targets: [
        target("CByteScan", "Model"),
        target("DelimitedText", "Model", uses: ["CByteScan"]),
        target("BillingModel", "Model"),
        target("CodedColumns", "Model", uses: ["BillingModel"]),
        .systemLibrary(name: "CZstd", path: "Sources/Model/CZstd", pkgConfig: "libzstd"),
        .systemLibrary(name: "CISAL", path: "Sources/Model/CISAL", pkgConfig: "libisal"),
        target("Compression", "Model", uses: ["BillingModel", "CISAL"]),
        // What the fuzzer compares with, no part of Billow.
        .systemLibrary(name: "CZlib", path: "Programs/CZlib", pkgConfig: "zlib"),
        target("Parquet", "Model", uses: ["BillingModel", "CodedColumns", "CZstd"]),
        .executableTarget(
            name: "fuzz",
            dependencies: ["BillingModel", "CZlib", "CodedColumns", "Compression", "DelimitedText", "Parquet"],
            path: "Programs/fuzz"),
    ],
    swiftLanguageModes: [.v6]
)
