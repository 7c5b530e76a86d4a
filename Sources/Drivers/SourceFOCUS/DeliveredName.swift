import ObjectStorage

/// What the names of a file and its folders say of its export: hints, where nothing else names one.
struct DeliveredName: Equatable {
    /// The name without format, date, GUID and number; the nearest folder that has one when nothing is left.
    let stem: String
    /// Numbered files of one folder, whose names are else the same, are parts of one delivery; nil for a file on its
    /// own. A date or a GUID tells one delivery from another.
    let group: String?

    init(_ key: ObjectKey) {
        let name = Self.withoutFormat(key.name)
        let parts = Self.withoutNumber(name)
        group = parts == name ? nil : "\(key.parent?.path ?? "")|\(parts)"
        let folders = key.segments.dropLast().reversed().lazy.map(String.init)
        stem =
            Self.words(parts) ?? folders.filter { !$0.contains("=") }.compactMap { Self.words(Self.withoutNumber($0)) }
            .first ?? "focus"
    }

    private static func withoutFormat(_ name: String) -> String {
        var name = name
        for ending in [".gz", ".csv", ".parquet", ".snappy", ".zstd"] where name.lowercased().hasSuffix(ending) {
            name.removeLast(ending.count)
        }
        return name
    }

    /// `costs-00002`, `part-00002-GUID-c000`, `costs_part3`, `000000000002` → the same without the number. What looks
    /// like a date is none.
    private static func withoutNumber(_ name: String) -> String {
        if name.contains(date) { return name }
        if name.wholeMatch(of: /\d{1,6}|0\d{11}/) != nil { return "" }
        if let start = name.firstMatch(of: /^part[-_]?\d+[-_]?/.ignoresCase()) {
            return String(name[start.range.upperBound...])
        }
        return name.replacing(/[-_.](?:part[-_.]?)?\d{1,5}$/.ignoresCase(), with: "")
    }

    private static func words(_ name: String) -> String? {
        let bare = name.replacing(guid, with: "").replacing(date, with: "").replacing(/^-c\d{3}$/, with: "")
        let trimmed = bare.replacing(/[-_. ]{2,}/, with: "-").replacing(/^[-_. ]+|[-_. ]+$/, with: "")
        return trimmed.isEmpty || trimmed.allSatisfy { $0.isNumber || $0 == "-" } ? nil : trimmed
    }

    private static var guid: Regex<Substring> { /[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}/ }

    /// At the end of a name: `2025-10`, `202510`, `2025-10-01`.
    private static var date: Regex<Substring> {
        /(?:^|[-_. ])(?:19|20)\d{2}[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?(?:0[1-9]|[12]\d|3[01]))?$/
    }
}
