import BillingModel
import BillingSources
import ObjectStorage

extension AzureManifest {
    /// What is declared, in Billow's terms. Throws `badData` when the manifest contradicts itself or names no month.
    func reading(_ object: ObjectSummary) throws -> ManifestReading {
        let key = object.key
        let files = try declaredFiles(key)
        let dataset: String
        switch exportConfig?.type ?? exportConfig?.dataVersion.flatMap(Self.type(ofVersion:)) {
        case .some(let type) where type.lowercased() == "focuscost":
            dataset = AzureFocusDataset.id
        case .some(let type) where ["actualcost", "usage"].contains(type.lowercased()):
            dataset = AzureActualDataset.id
        case .some(let type) where ["amortizedcost", "amortisedcost"].contains(type.lowercased()):
            dataset = AzureAmortisedDataset.id
        case .some(let type):
            return .otherDataset(reason: Self.reason(type))
        case nil:
            // Manifests of 2021 name no type; what they list is actual or amortised cost as CSV.
            guard files.allSatisfy({ Self.isCSV($0.path) }) else {
                return .otherDataset(reason: "an Azure export whose manifest names no type and whose files are no CSV")
            }
            dataset = AzureActualDataset.id
        }
        let places = (files.map(\.path) + [key.path]).map(ExportPlace.init)
        guard let period = period(places) else {
            throw BillowError(
                .badData, "the Azure manifest names no billing month",
                hint: "keep the run's date folder (YYYYMMDD-YYYYMMDD) when copying an export", source: key.path)
        }
        let run = runInfo?.runId.flatMap(Self.nonEmpty) ?? places.lazy.compactMap(\.runFolder).first
        let order =
            runInfo?.submittedTime.flatMap(Self.sortable) ?? places.lazy.compactMap(\.stamp).first
            ?? Self.padded(object.modifiedMicros)
        return .manifest(
            Manifest(
                dataset: dataset, export: export(places, dataset: dataset), period: period, run: run ?? order,
                order: order, files: files, rows: dataRowCount?.value, sizeBytes: byteCount?.value))
    }

    /// No blobs and no count of them, or a count of zero, is a month without cost.
    private func declaredFiles(_ key: ObjectKey) throws -> [Manifest.DeclaredFile] {
        let listed = blobs ?? []
        if let count = blobCount?.value, count != listed.count {
            throw BillowError(
                .badData, "the Azure manifest counts \(count) blobs and names \(listed.count)",
                hint: "copy the run's folder again from the storage account", source: key.path)
        }
        return try listed.map { blob in
            guard let name = blob.blobName, !name.isEmpty else {
                throw BillowError(.badData, "the Azure manifest lists a blob without a name", source: key.path)
            }
            return Manifest.DeclaredFile(
                path: name, sizeBytes: blob.byteCount?.value, rows: blob.dataRowCount?.value)
        }
    }

    private func export(_ places: [ExportPlace], dataset: String) -> String {
        let scope = exportConfig?.resourceId.flatMap(Self.nonEmpty)
        let name =
            exportConfig?.exportName.flatMap(Self.nonEmpty) ?? scope.flatMap(Self.exportName(inResource:))
            ?? places.lazy.compactMap(\.folderAboveRange).first ?? places.lazy.compactMap(\.exportFolder).first
        return Manifest.exportName(name ?? dataset, account: scope.map(ExportPlace.scopeId))
    }

    private func period(_ places: [ExportPlace]) -> BillingPeriod? {
        if let start = runInfo?.startDate, let period = BillingPeriod(start.prefix(7)) { return period }
        return places.lazy.compactMap(\.rangePeriod).first
    }

    private static func reason(_ type: String) -> String {
        switch type.lowercased() {
        case "pricesheet": "a price sheet, which holds no charges"
        case let other where other.hasPrefix("reservation"): "\(type): reservation details, which hold no charges"
        default: "an Azure export of type \(type), which Billow does not land"
        }
    }

    /// FOCUS exports have versions like `1.0r2`, the others dates.
    private static func type(ofVersion version: String) -> String? {
        version.hasPrefix("1.") ? "FocusCost" : nil
    }

    private static func exportName(inResource id: String) -> String? {
        let segments = id.split(separator: "/").map(String.init)
        guard let at = segments.lastIndex(where: { $0.lowercased() == "exports" }), at + 1 < segments.count else {
            return nil
        }
        return segments[at + 1]
    }

    /// `2024-11-02T05:10:33.12345Z` → `2024-11-02T05:10:33.1234500`; nil for other texts.
    static func sortable(_ time: String) -> String? {
        var text = time
        guard time.count >= 19, text.withUTF8({ TimestampText.micros($0) }) != nil else { return nil }
        let parts = time.split(separator: ".", maxSplits: 1)
        let second = time.prefix(19).split(separator: " ").joined(separator: "T")
        let fraction = parts.count == 2 ? parts[1].prefix { $0.isNumber }.prefix(7) : ""
        return "\(second).\(fraction)\(String(repeating: "0", count: 7 - fraction.count))"
    }

    private static func padded(_ micros: Int64) -> String {
        let digits = String(max(0, micros))
        return String(repeating: "0", count: max(0, 20 - digits.count)) + digits
    }

    private static func isCSV(_ path: String) -> Bool {
        let name = path.lowercased()
        return name.hasSuffix(".csv") || name.hasSuffix(".csv.gz")
    }

    private static func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
}
