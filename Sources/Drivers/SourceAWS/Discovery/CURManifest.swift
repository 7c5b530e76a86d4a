import BillingModel
import BillingSources
import ObjectStorage

/// `<report>-Manifest.json` of a Cost and Usage Report.
///
/// With "create new report" each assembly has its own folder with an immutable manifest, and the month's folder holds a
/// copy of the newest one. With "overwrite" there is only the manifest in the month's folder.
struct CURManifest {
    let object: ObjectSummary
    let fields: JSONValue

    func reading() throws -> ManifestReading {
        let name = fields["reportName"]?.text ?? nameFromKey
        let keys = (fields["reportKeys"]?.elements ?? []).compactMap(\.text).map(Self.withoutLeadingSlashes)
        guard let start = fields["billingPeriod"]?["start"]?.text, let period = PeriodText.month(ofDate: start) else {
            throw BillowError(
                .badData, "the manifest of the AWS report '\(name)' names no billing period",
                hint: "expected billingPeriod.start such as 20250901T000000.000Z", source: object.key.path)
        }
        let assembly = fields["assemblyId"]?.text
        return .manifest(
            Manifest(
                dataset: CURDataset.name,
                export: Manifest.exportName(name, account: fields["account"]?.text),
                period: period,
                run: assembly ?? ContentId.of(Array(keys.joined(separator: "\n").utf8)),
                order: RunStamp.order(of: [assembly].compactMap { $0 }, manifest: object),
                isPointer: assembly == nil || object.key.parent?.name != assembly,
                files: keys.map { Manifest.DeclaredFile(path: $0) }))
    }

    /// Old writers put a slash before the prefix, which no key in a bucket or folder has.
    private static func withoutLeadingSlashes(_ key: String) -> String {
        String(key.drop { $0 == "/" })
    }

    private var nameFromKey: String {
        object.key.name.replacing(/-Manifest\.json$/.ignoresCase(), with: "")
    }
}
