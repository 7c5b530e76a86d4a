import ObjectStorage

/// What a data file's name says of its export: the name without format, part number and GUIDs.
struct FileStem: Equatable {
    /// `daily` for `daily-00002.csv.gz`; the name of the folder when nothing is left.
    let export: String
    /// Whether the name carries a part number, so that there may be sister files.
    let isPart: Bool

    init(_ key: ObjectKey) {
        var name = key.name
        for ending in [".gz", ".csv", ".parquet", ".snappy"] where name.lowercased().hasSuffix(ending) {
            name.removeLast(ending.count)
        }
        let hasDate = name.firstMatch(of: /\d{4}-\d{2}(-\d{2})?$/) != nil
        let withoutPart = hasDate ? name : name.replacing(/-\d+$/, with: "")
        isPart = withoutPart != name
        let guid = /[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}/
        let withoutGUID = withoutPart.replacing(guid, with: "").replacing(/[-_.]{2,}/, with: "-")
        let trimmed = withoutGUID.replacing(/^[-_.]+|[-_.]+$/, with: "")
        export = trimmed.isEmpty ? key.parent?.name ?? key.name : trimmed
    }

    /// Files of one folder, stem and month are parts of one delivery when their names are numbered.
    func group(of key: ObjectKey, period: String?) -> String? {
        isPart ? [key.parent?.path ?? "", export, period ?? ""].joined(separator: "|") : nil
    }
}
