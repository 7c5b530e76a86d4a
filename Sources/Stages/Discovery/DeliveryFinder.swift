import BillingModel
import BillingSources
import Foundation
import ObjectStorage

/// Finds deliveries among the objects of a location: manifests first, then files that no manifest names, by header.
package struct DeliveryFinder: Sendable {
    let sources: [any BillingSource]
    let store: any ObjectStore
    let parquet: any ParquetProber
    /// An empty folder for the private copies that a look into a Parquet file needs.
    let folder: String
    let hints: DeliveryHints
    /// Of this location.
    let known: KnownFiles

    package init(
        sources: [any BillingSource], store: any ObjectStore, parquet: any ParquetProber, folder: String,
        hints: DeliveryHints = .none, known: KnownFiles = KnownFiles()
    ) {
        self.sources = sources
        self.store = store
        self.parquet = parquet
        self.folder = folder
        self.hints = hints
        self.known = known
    }

    /// Sorts every object into a delivery or among the others. One object that cannot be read never hides another.
    package func discover(_ objects: [ObjectSummary]) async throws -> Discovered {
        var found = Discovered()
        let objects = withoutTables(objects, &found)
        var lines: [ObjectSummary] = []
        let manifests = try await readManifests(objects, &found, &lines)
        let data = objects.filter { FileFormat(name: $0.key.name) != nil }
        let resolver = PathResolver(data)
        var claimed = Set<ObjectKey>()
        for manifest in manifests {
            let delivery = resolve(manifest, resolver)
            claimed.formUnion(delivery.files.compactMap { try? ObjectKey($0.path) })
            found.deliveries.append(delivery)
        }
        let neighbours = Neighbours(
            claimed: claimed, deliveries: found.deliveries, others: found.others)
        var alone: [ObjectSummary] = []
        for object in data where !claimed.contains(object.key) {
            switch neighbours.place(of: object.key) {
            case .extraPart(let indices):
                let reason = "\(object.key.name) lies among the delivery's files but the manifest does not name it"
                for index in indices { found.deliveries[index].problem = .init(reason, source: object.key.path) }
            case .stalePart(let manifest):
                found.others.append(.init(path: object.key.path, reason: "not named by the manifest \(manifest)"))
            case .otherDataset(let manifest, let reason):
                found.others.append(
                    .init(path: object.key.path, reason: "belongs to \(manifest), which is not landed: \(reason)"))
            case .alone: alone.append(object)
            }
        }
        for object in lines {
            if neighbours.place(of: object.key) == .alone {
                alone.append(object)
            } else {
                found.others.append(.init(path: object.key.path, reason: Self.noManifest))
            }
        }
        try await lookInto(alone, &found)
        for object in objects where FileFormat(name: object.key.name) == nil && !object.key.name.hasSuffix(".json") {
            found.others.append(
                .init(path: object.key.path, reason: "neither CSV, lines of JSON, Parquet nor a manifest"))
        }
        found.others.sort { $0.path < $1.path }
        return found
    }

    /// A lake's own files look like exports; they are data that somebody has made of exports.
    private func withoutTables(_ objects: [ObjectSummary], _ found: inout Discovered) -> [ObjectSummary] {
        let log = "/_delta_log/"
        let roots = Set(
            objects.compactMap { object in
                object.key.path.range(of: log).map { object.key.path[..<$0.lowerBound] + "/" }
            })
        guard !roots.isEmpty else { return objects }
        return objects.filter { object in
            guard let root = roots.first(where: { object.key.path.hasPrefix($0) }) else { return true }
            found.others.append(.init(path: object.key.path, reason: "part of the Delta table \(root)"))
            return false
        }
    }

    // MARK: Manifests

    struct FoundManifest {
        let object: ObjectSummary
        let manifest: Manifest
        let dataset: any Dataset
    }

    /// No manifest is as large.
    private static let manifestBytesMax = 64 << 20

    /// JSON that is no manifest may be rows, one on each line, which goes to `lines`.
    private func readManifests(
        _ objects: [ObjectSummary], _ found: inout Discovered, _ lines: inout [ObjectSummary]
    ) async throws -> [FoundManifest] {
        var manifests: [FoundManifest] = []
        for object in objects where object.key.name.hasSuffix(".json") {
            // It was rows when it was last read.
            if known.finding(of: object) != nil {
                lines.append(object)
                continue
            }
            do {
                guard object.sizeBytes <= Self.manifestBytesMax else {
                    guard Self.isCalledManifest(object.key) else {
                        lines.append(object)
                        continue
                    }
                    throw BillowError(
                        .badData, "it is larger than \(Self.manifestBytesMax >> 20) MiB, as no manifest is",
                        source: object.key.path)
                }
                let json = try await store.readDelivered(object.key)
                switch try reading(object, json) {
                case .manifest(let manifest):
                    guard let dataset = dataset(manifest.dataset) else { continue }
                    manifests.append(FoundManifest(object: object, manifest: manifest, dataset: dataset))
                case .otherDataset(let reason):
                    found.others.append(.init(path: object.key.path, reason: reason))
                case .notMine where Self.isBroken(json, object.key):
                    throw BillowError(
                        .badData, "it is not valid JSON", hint: "copy it again; it may have been cut off",
                        source: object.key.path)
                case .notMine where FileFormat.areLines([json]): lines.append(object)
                case .notMine: found.others.append(.init(path: object.key.path, reason: Self.noManifest))
                }
            } catch let error as BillowError where error.code == .badData {
                found.deliveries.append(unreadable(object, error))
            }
        }
        return manifests
    }

    static let noManifest = "JSON, but no manifest of a known export"

    /// Called like a manifest, but nobody can tell whose it is: what it declares must not be passed over.
    private static func isBroken(_ json: [UInt8], _ key: ObjectKey) -> Bool {
        let isValid = (try? JSONSerialization.jsonObject(with: Data(json), options: .fragmentsAllowed)) != nil
        return !isValid && isCalledManifest(key)
    }

    private static func isCalledManifest(_ key: ObjectKey) -> Bool {
        key.name.lowercased().hasSuffix("manifest.json")
    }

    private func reading(_ object: ObjectSummary, _ json: [UInt8]) throws -> ManifestReading {
        for source in sources {
            switch try source.readManifest(object, json: json) {
            case .notMine: continue
            case let reading: return reading
            }
        }
        return .notMine
    }

    private func unreadable(_ object: ObjectSummary, _ error: BillowError) -> Delivery {
        Delivery(
            location: store.location, source: "unknown", dataset: "", export: object.key.path, period: nil,
            run: object.key.name, order: "", files: [], manifest: object.key.path,
            problem: Delivery.Problem("the manifest cannot be read: \(error.message)", source: object.key.path))
    }

    private func resolve(_ found: FoundManifest, _ resolver: PathResolver) -> Delivery {
        var delivery = Delivery(
            location: store.location, source: found.dataset.id, dataset: found.dataset.id,
            export: found.manifest.export,
            period: found.manifest.period, run: found.manifest.run, order: found.manifest.order,
            isCurrent: found.manifest.isPointer, files: [], declaredRows: found.manifest.rows,
            manifest: found.object.key.path, manifestETag: found.object.etag)
        for declared in found.manifest.files {
            guard let object = resolver.resolve(declared.path, near: found.object.key) else {
                delivery.problem =
                    delivery.problem
                    ?? .init(
                        "the part \(declared.path.prefix(300)) that the manifest names is missing",
                        source: found.object.key.path)
                continue
            }
            if delivery.files.contains(where: { $0.path == object.key.path }) {
                delivery.problem =
                    delivery.problem
                    ?? .init("the manifest names \(object.key.path) twice", source: found.object.key.path)
                continue
            }
            if let size = declared.sizeBytes, size != object.sizeBytes {
                delivery.problem =
                    delivery.problem
                    ?? .init("\(object.sizeBytes) bytes where the manifest declares \(size)", source: object.key.path)
            }
            delivery.files.append(.init(object, declaredRows: declared.rows))
        }
        if let size = found.manifest.sizeBytes, size != delivery.sizeBytes, delivery.problem == nil {
            delivery.problem = .init(
                "\(delivery.sizeBytes) bytes in all where the manifest declares \(size)", source: found.object.key.path)
        }
        return delivery
    }

    func dataset(_ id: String) -> (any Dataset)? {
        sources.lazy.flatMap(\.datasets).first { $0.id == id }
    }
}

extension Delivery.File {
    init(_ object: ObjectSummary, declaredRows: Int?) {
        self.init(
            path: object.key.path, sizeBytes: object.sizeBytes, modifiedMicros: object.modifiedMicros,
            etag: object.etag, declaredRows: declaredRows)
    }
}
