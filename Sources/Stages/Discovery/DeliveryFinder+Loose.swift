import BillingModel
import BillingSources
import Foundation
import ObjectStorage

/// Files that no manifest names: what each is, and which of them are one delivery.
extension DeliveryFinder {
    private typealias Loose = (object: ObjectSummary, recognition: Recognition)

    /// Files that nothing else tells of, each into a delivery or among the others.
    func lookInto(_ alone: [ObjectSummary], _ found: inout Discovered) async throws {
        let unknown = alone.filter { known(of: $0) == nil }
        var looks = await probes(unknown)[...]
        var loose: [Loose] = []
        for object in alone {
            let known = known(of: object)
            guard let finding = try known ?? looks.popFirst().flatMap({ try finding($0, of: object, &found) }) else {
                continue
            }
            if !isHinted(object) { found.known.learn(finding, of: object) }
            switch finding {
            case .export(let recognition): loose.append((object, recognition))
            case .other(let reason): found.others.append(.init(path: object.key.path, reason: reason))
            }
        }
        let (timed, timeless) = split(loose)
        found.deliveries += grouped(timed)
        found.others += timeless
    }

    private func known(of object: ObjectSummary) -> KnownFiles.Finding? {
        isHinted(object) ? nil : known.finding(of: object)
    }

    /// What the user says of a file may be another thing each time.
    private func isHinted(_ object: ObjectSummary) -> Bool {
        hints.hint(for: object.key.path) != DeliveryHint()
    }

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

    /// Nil where the file cannot be read, which is then among what was found.
    private func finding(
        _ look: Result<FileProbe, any Error>, of object: ObjectSummary, _ found: inout Discovered
    ) throws -> KnownFiles.Finding? {
        do {
            var probe = try look.get()
            probe.hint = hints.hint(for: object.key.path)
            for source in sources {
                guard let recognition = try source.recognise(probe) else { continue }
                if let wanted = probe.hint.dataset, wanted != recognition.dataset { continue }
                return .export(recognition)
            }
            if let wanted = probe.hint.dataset {
                throw BillowError(
                    .badData, "the configuration says that this is \(wanted), but the header is not of that kind",
                    source: object.key.path)
            }
            return .other(
                reason: object.key.name.hasSuffix(".json") ? Self.noManifest : "not an export: \(describe(probe))")
        } catch let error as BillowError
            where error.code == .badData && object.key.name.hasSuffix(".json")
            && hints.hint(for: object.key.path).dataset == nil
        {
            return .other(reason: Self.noManifest)
        } catch let error as BillowError where error.code == .badData {
            found.deliveries.append(
                Delivery(
                    location: store.location, source: "unknown", dataset: "", export: object.key.path, period: nil,
                    run: object.key.name, order: "", files: [.init(object, declaredRows: nil)],
                    problem: .init(error.message, source: error.source ?? object.key.path)))
            return nil
        }
    }

    private func describe(_ probe: FileProbe) -> String {
        let known = sources.flatMap(\.datasets).map(\.title).joined(separator: ", ")
        let header = probe.header.prefix(4).joined(separator: ", ")
        return "the header (\(header)\(probe.header.count > 4 ? ", …" : "")) is not that of any \(known)"
    }

    /// A file without rows and without manifest belongs to no month.
    private func split(
        _ loose: [Loose]
    ) -> (timed: [Loose], timeless: [Discovered.OtherFile]) {
        var timed: [Loose] = []
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

    private func grouped(_ loose: [Loose]) -> [Delivery] {
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
}
