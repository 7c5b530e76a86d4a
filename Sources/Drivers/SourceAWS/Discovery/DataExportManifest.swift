import BillingModel
import BillingSources
import ObjectStorage

/// `<export>-Manifest.json` of AWS Data Exports, read leniently: AWS documents its content, not its form.
struct DataExportManifest {
    let object: ObjectSummary
    let fields: JSONValue
    let json: [UInt8]

    func reading() throws -> ManifestReading {
        let name = exportName
        guard let dataset else {
            return .otherDataset(reason: "the AWS export '\(name)' is neither of the tables FOCUS and CUR 2.0")
        }
        let files = (fields["dataFiles"]?.elements ?? []).compactMap(Self.path)
        guard let period = period(files: files) else {
            throw BillowError(
                .badData, "the manifest of the AWS export '\(name)' names no billing period",
                hint: "keep the folder BILLING_PERIOD=YYYY-MM in the manifest's path", source: object.key.path)
        }
        let folders = object.key.segments.dropLast() + (files.first?.split(separator: "/").dropLast() ?? [])
        let execution = fields["executionId"]?.text
        return .manifest(
            Manifest(
                dataset: dataset,
                export: Manifest.exportName(name, account: account),
                period: period,
                run: execution ?? ContentId.of(json),
                order: RunStamp.order(of: [execution].compactMap { $0 } + folders.map(String.init), manifest: object),
                isPointer: !isInRunFolder(execution: execution),
                files: files.map { Manifest.DeclaredFile(path: $0) }))
    }

    /// Runs that are kept have a folder each, named by time or execution; the manifest above them is the newest one's.
    private func isInRunFolder(execution: String?) -> Bool {
        guard let folder = object.key.parent?.name else { return false }
        return folder == execution || RunStamp.isStamp(folder)
    }

    /// `s3://bucket/key` and `/key` → `key`; an entry is text, or an object that names its file.
    private static func path(_ entry: JSONValue) -> String? {
        guard var path = entry.text ?? ["s3Uri", "key", "path", "name"].lazy.compactMap({ entry[$0]?.text }).first
        else {
            return nil
        }
        if let scheme = path.firstRange(of: "://") {
            path = path[scheme.upperBound...].split(separator: "/", maxSplits: 1).dropFirst().joined()
        }
        return String(path.drop { $0 == "/" })
    }

    private func period(files: [String]) -> BillingPeriod? {
        let declared = fields["billingPeriod"]?["start"]?.text ?? fields["billingPeriod"]?.text
        return declared.flatMap(PeriodText.month(ofDate:))
            ?? PeriodText.month(inPath: object.key.path)
            ?? files.lazy.compactMap(PeriodText.month(inPath:)).first
    }

    /// `arn:aws:bcm-data-exports:us-east-1:123456789012:export/daily-<uuid>` names account and export.
    private var arn: [Substring] {
        (fields["exportArn"]?.text ?? "").split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    }

    private var account: String? {
        arn.count == 6 && !arn[4].isEmpty ? String(arn[4]) : nil
    }

    private var exportName: String {
        if let name = fields["exportName"]?.text { return name }
        if arn.count == 6, let resource = arn[5].split(separator: "/").last {
            let uuid = /-[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/
            return String(resource).replacing(uuid, with: "")
        }
        return object.key.name.replacing(/-Manifest\.json$/.ignoresCase(), with: "")
    }

    /// By the columns, FOCUS where the manifest does not list them; nil for tables that are not landed.
    private var dataset: String? {
        let columns = (fields["columns"]?.elements ?? []).compactMap { $0["name"]?.text ?? $0.text }
        let names = Set(columns.map { $0.lowercased() })
        if columns.isEmpty || names.isSuperset(of: ["billedcost", "chargeperiodstart"]) {
            return FOCUSExportDataset.name
        }
        return names.contains("line_item_line_item_type") ? CURDataset.second.id : nil
    }
}
