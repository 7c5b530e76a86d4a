import Foundation
import Testing

@Suite struct LayerTests {
    typealias Target = PackageManifest.Target

    static let driver = Target("StorageZoo", path: "Sources/Drivers/StorageZoo", uses: [])
    static let port = Target("Cages", path: "Sources/Ports/Cages", uses: [])
    static let feeding = Target("Feeding", path: "Sources/Stages/Feeding", uses: ["Cages"])

    @Test(arguments: [
        Target("Apes", path: "Sources/Model/Apes", uses: ["Cages"]),
        Target("Doors", path: "Sources/Ports/Doors", uses: ["StorageZoo"]),
        Target("Cleaning", path: "Sources/Stages/Cleaning", uses: ["StorageZoo"]),
        Target("Cleaning", path: "Sources/Stages/Cleaning", uses: ["Feeding"]),
        Target("StorageFarm", path: "Sources/Drivers/StorageFarm", uses: ["Feeding"]),
        Target("Aviary", path: "Sources/Birds/Aviary", uses: []),
    ])
    func findsTheOffence(_ target: Target) {
        let manifest = PackageManifest(targets: [Self.driver, Self.port, Self.feeding, target])
        #expect(manifest.upwardEdges().count == 1)
        #expect(manifest.upwardEdges().first?.contains(target.name) == true)
    }

    @Test func appAndTestsMayUseAll() {
        let manifest = PackageManifest(targets: [
            Self.driver, Self.port, Self.feeding,
            Target("Wiring", path: "Sources/App/Wiring", uses: ["StorageZoo", "Cages", "Feeding"]),
            Target("FeedingTests", path: "Tests/FeedingTests", uses: ["StorageZoo", "Feeding"]),
        ])
        #expect(manifest.upwardEdges() == [])
    }

    @Test func readsWhatSwiftPMPrints() throws {
        let json = """
            {"targets": [{"name": "Feeding", "path": "Sources/Stages/Feeding", "type": "regular", "dependencies": [
              {"byName": ["Cages", null]}, {"product": ["Crypto", "swift-crypto", null, null]},
              {"target": ["Doors", {"platformNames": ["linux"]}]}]}]}
            """
        let manifest = try JSONDecoder().decode(PackageManifest.self, from: Data(json.utf8))
        #expect(manifest.targets.first?.layer == "Stages")
        #expect(manifest.targets.first?.dependencies.map(\.target) == ["Cages", nil, "Doors"])
    }
}
