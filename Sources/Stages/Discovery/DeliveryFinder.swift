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

    package init(
        sources: [any BillingSource], store: any ObjectStore, parquet: any ParquetProber, folder: String,
        hints: DeliveryHints = .none
    ) {
        self.sources = sources
        self.store = store
        self.parquet = parquet
        self.folder = folder
        self.hints = hints
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
                found.others.append(Self.noManifest(object))
            }
        }
        var loose: [(object: ObjectSummary, recognition: Recognition)] = []
        for (object, probe) in zip(alone, await probes(alone)) { try take(probe, of: object, &found, &loose) }
        let (timed, timeless) = split(loose)
        found.deliveries += grouped(timed)
        found.others += timeless
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
                case .notMine: found.others.append(Self.noManifest(object))
                }
            } catch let error as BillowError where error.code == .badData {
                found.deliveries.append(unreadable(object, error))
            }
        }
        return manifests
    }

    private static func noManifest(_ object: ObjectSummary) -> Discovered.OtherFile {
        .init(path: object.key.path, reason: "JSON, but no manifest of a known export")
    }

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

    // MARK: Files without manifest

    private static let probesAtOnce = ProcessInfo.processInfo.activeProcessorCount

    /// In the order of the objects. Parquet is looked into by a process of its own, one at a time.
    private func probes(_ objects: [ObjectSummary]) async -> [Result<FileProbe, any Error>] {
        let prober = FileProber(store: store, parquet: parquet, folder: folder)
        var probes: [Int: Result<FileProbe, any Error>] = [:]
        let inText = objects.indices.filter { FileFormat(name: objects[$0].key.name) != .parquet }
        await withTaskGroup(of: (Int, Result<FileProbe, any Error>).self) { group in
            for (count, index) in inText.enumerated() {
                if count >= Self.probesAtOnce, let (done, probe) = await group.next() { probes[done] = probe }
                group.addTask { (index, await prober.result(objects[index])) }
            }
            for await (done, probe) in group { probes[done] = probe }
        }
        var ordered: [Result<FileProbe, any Error>] = []
        for (index, object) in objects.enumerated() {
            if let probe = probes[index] {
                ordered.append(probe)
            } else {
                ordered.append(await prober.result(object))
            }
        }
        return ordered
    }

    private func take(
        _ result: Result<FileProbe, any Error>, of object: ObjectSummary, _ found: inout Discovered,
        _ loose: inout [(object: ObjectSummary, recognition: Recognition)]
    ) throws {
        do {
            var probe = try result.get()
            probe.hint = hints.hint(for: object.key.path)
            for source in sources {
                guard let recognition = try source.recognise(probe) else { continue }
                if let wanted = probe.hint.dataset, wanted != recognition.dataset { continue }
                return loose.append((object, recognition))
            }
            if let wanted = probe.hint.dataset {
                throw BillowError(
                    .badData, "the configuration says that this is \(wanted), but the header is not of that kind",
                    source: object.key.path)
            }
            found.others.append(
                object.key.name.hasSuffix(".json")
                    ? Self.noManifest(object)
                    : .init(path: object.key.path, reason: "not an export: \(describe(probe))"))
        } catch let error as BillowError
            where error.code == .badData && object.key.name.hasSuffix(".json")
            && hints.hint(for: object.key.path).dataset == nil
        {
            found.others.append(Self.noManifest(object))
        } catch let error as BillowError where error.code == .badData {
            found.deliveries.append(
                Delivery(
                    location: store.location, source: "unknown", dataset: "", export: object.key.path, period: nil,
                    run: object.key.name, order: "", files: [.init(object, declaredRows: nil)],
                    problem: .init(error.message, source: error.source ?? object.key.path)))
        }
    }

    private func describe(_ probe: FileProbe) -> String {
        let known = sources.flatMap(\.datasets).map(\.title).joined(separator: ", ")
        let header = probe.header.prefix(4).joined(separator: ", ")
        return "the header (\(header)\(probe.header.count > 4 ? ", …" : "")) is not that of any \(known)"
    }

    /// A file without rows and without manifest belongs to no month.
    private func split(
        _ loose: [(object: ObjectSummary, recognition: Recognition)]
    ) -> (timed: [(object: ObjectSummary, recognition: Recognition)], timeless: [Discovered.OtherFile]) {
        var timed: [(object: ObjectSummary, recognition: Recognition)] = []
        var timeless: [Discovered.OtherFile] = []
        for item in loose {
            guard let dataset = dataset(item.recognition.dataset) else { continue }
            if dataset.delivery == .accumulates || item.recognition.period != nil {
                timed.append(item)
            } else {
                let reason = "no row and no manifest tells the billing period of this \(dataset.title)"
                timeless.append(.init(path: item.object.key.path, reason: reason))
            }
        }
        return (timed, timeless)
    }

    private func grouped(_ loose: [(object: ObjectSummary, recognition: Recognition)]) -> [Delivery] {
        struct Key: Hashable {
            let dataset: String
            let export: String
            let period: BillingPeriod?
            let group: String
        }
        let groups = Dictionary(grouping: loose) { item in
            Key(
                dataset: item.recognition.dataset, export: item.recognition.export,
                // Parts of a delivery whose rows tell their months need not begin with the same one.
                period: item.recognition.run == nil ? item.recognition.period : nil,
                group: item.recognition.group ?? item.object.key.path)
        }
        return groups.compactMap { key, items in
            guard let dataset = dataset(key.dataset) else { return nil }
            let objects = items.map(\.object).sorted { $0.key < $1.key }
            return delivery(dataset, key.export, key.period, objects, run: items.first?.recognition.run)
        }
    }

    private func delivery(
        _ dataset: any Dataset, _ export: String, _ period: BillingPeriod?, _ objects: [ObjectSummary], run: String?
    ) -> Delivery {
        let accumulates = dataset.delivery == .accumulates
        let newest = objects.map(\.modifiedMicros).max() ?? 0
        let name = objects.first?.key.name ?? ""
        // What comes again under its name is what was written last; other files follow each other by name.
        let order = accumulates && run == nil ? name : Self.sortable(newest)
        return Delivery(
            location: store.location, source: dataset.id, dataset: dataset.id, export: export,
            period: accumulates ? nil : period, run: run ?? name, order: order,
            files: objects.map { .init($0, declaredRows: nil) },
            problem: run == nil ? nil : Leftovers.problem(objects))
    }

    private static func sortable(_ micros: Int64) -> String {
        let digits = String(max(0, micros))
        return String(repeating: "0", count: max(0, 20 - digits.count)) + digits
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
