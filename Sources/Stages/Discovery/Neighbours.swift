import BillingModel
import ObjectStorage

/// Tells what a data file that no manifest names is, from what lies beside it.
struct Neighbours {
    enum Place: Equatable {
        /// In the folder of one run alone, whose manifests do not name it: indices of the deliveries.
        case extraPart([Int])
        /// In a folder that is overwritten run by run: an older run's last part.
        case stalePart(manifest: String)
        /// Beside the manifest of something that is not landed.
        case otherDataset(manifest: String, reason: String)
        case alone
    }

    private var ownedFolders: [String: [Int]] = [:]
    private var sharedFolders: [String: String] = [:]
    private var otherFolders: [String: Discovered.OtherFile] = [:]

    init(claimed: Set<ObjectKey>, deliveries: [Delivery], others: [Discovered.OtherFile]) {
        for (index, delivery) in deliveries.enumerated() {
            guard let manifest = delivery.manifest else { continue }
            for file in delivery.files {
                let folder = Self.folder(file.path)
                if folder.split(separator: "/").last.map({ $0.contains(delivery.run) }) ?? false {
                    ownedFolders[folder, default: []].append(index)
                } else {
                    sharedFolders[folder] = manifest
                }
            }
            // Beside a manifest that cannot be read, that declares an empty month or only files that are not here,
            // nothing is landed unverified.
            if delivery.dataset.isEmpty || delivery.files.isEmpty {
                for folder in Self.folders(of: manifest) { sharedFolders[folder] = manifest }
            }
        }
        for other in others where other.path.hasSuffix("manifest.json") || other.path.hasSuffix("Manifest.json") {
            for folder in Self.folders(of: other.path) { otherFolders[folder] = other }
        }
    }

    func place(of key: ObjectKey) -> Place {
        let folder = Self.folder(key.path)
        if let indices = ownedFolders[folder] { return .extraPart(indices) }
        if let manifest = sharedFolders[folder] { return .stalePart(manifest: manifest) }
        if let other = otherFolders[folder] { return .otherDataset(manifest: other.path, reason: other.reason) }
        return .alone
    }

    /// Where the files of a manifest may lie: beside it, or in the tree `data` where it lies in the tree `metadata`.
    private static func folders(of manifest: String) -> [String] {
        let folder = folder(manifest)
        let data = folder.split(separator: "/").map { $0 == "metadata" ? "data" : $0 }.joined(separator: "/")
        return data == folder ? [folder] : [folder, data]
    }

    private static func folder(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }
}
