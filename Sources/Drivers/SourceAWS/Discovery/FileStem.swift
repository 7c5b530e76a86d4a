import ObjectStorage

/// What a data file's name says of its export: the name without format, part number and GUIDs.
struct FileStem: Equatable {
    /// `daily` for `daily-00002.csv.gz`; the name of the folder when nothing is left.
    let export: String
    /// Whether the name carries a part number, so that there may be sister files.
    var isPart: Bool { part != whole }

    /// The name without its format: with the part number, and without.
    private let part: String
    private let whole: String

    init(_ key: ObjectKey) {
        var name = key.name
        for ending in [".gz", ".csv", ".parquet", ".snappy"] where name.lowercased().hasSuffix(ending) {
            name.removeLast(ending.count)
        }
        part = name
        let guid = /[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}/
        let endsInDate = name.firstMatch(of: /\d{4}-\d{2}(-\d{2})?$/) != nil
        let endsInGUID = name.matches(of: guid).last?.range.upperBound == name.endIndex
        whole = endsInDate || endsInGUID ? name : name.replacing(/-\d+$/, with: "")
        let words = whole.replacing(guid, with: "").replacing(/[-_.]{2,}/, with: "-")
        let trimmed = words.replacing(/^[-_.]+|[-_.]+$/, with: "")
        export = trimmed.isEmpty ? key.parent?.name ?? key.name : trimmed
    }

    /// Files of one folder, name and month are parts of one delivery when their names are numbered. A GUID tells one
    /// run from another.
    func group(of key: ObjectKey, period: String?) -> String? {
        isPart ? [key.parent?.path ?? "", whole, period ?? ""].joined(separator: "|") : nil
    }
}
