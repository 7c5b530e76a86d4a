import BillingModel
import BillingSources
import ObjectStorage

/// What files without a manifest of one location were found to be. To look into a file again takes a request and, where
/// it is Parquet, a process, and tells the same as long as the store says that the file has not changed.
package struct KnownFiles: Hashable, Sendable {
    package enum Finding: Hashable, Sendable {
        case export(Recognition)
        /// No export; why.
        case other(reason: String)
    }

    private struct Entry: Hashable, Sendable {
        let sizeBytes: Int
        let etag: String
        let finding: Finding
    }

    private var entries: [String: Entry] = [:]

    package init() {}

    package var isEmpty: Bool { entries.isEmpty }

    /// Nil where nobody has looked into the file as it is now.
    func finding(of object: ObjectSummary) -> Finding? {
        guard let entry = entries[object.key.path] else { return nil }
        return entry.sizeBytes == object.sizeBytes && entry.etag == object.etag ? entry.finding : nil
    }

    mutating func learn(_ finding: Finding, of object: ObjectSummary) {
        entries[object.key.path] = Entry(sizeBytes: object.sizeBytes, etag: object.etag, finding: finding)
    }

    /// With what a look at some of the location's files told.
    package func merging(_ later: KnownFiles) -> KnownFiles {
        var merged = self
        merged.entries.merge(later.entries) { $1 }
        return merged
    }
}

// MARK: - Text

extension KnownFiles {
    /// A line for each file, ascending by path: path, size in bytes, etag; dataset, export, billing period, group and
    /// run, of which the last three may be empty. For what is no export, no dataset, and the reason instead of the
    /// export. Between them tabs; a file with a tab or a line's end in one of these is left out.
    package var text: String {
        var text = ""
        for (path, entry) in entries.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            let fields = [path, String(entry.sizeBytes), entry.etag] + entry.finding.fields
            let line = fields.joined(separator: "\t")
            guard KnownFiles(text: line + "\n")?.entries == [path: entry] else { continue }
            text += line + "\n"
        }
        return text
    }

    /// Nil where this is no such text.
    package init?(text: String) {
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            guard fields.count == 8, let size = Int(fields[1]), let finding = Finding(fields[3...]) else { return nil }
            entries[fields[0]] = Entry(sizeBytes: size, etag: fields[2], finding: finding)
        }
    }
}

extension KnownFiles.Finding {
    fileprivate var fields: [String] {
        switch self {
        case .export(let export):
            [
                export.dataset, export.export, export.period?.description ?? "", export.group ?? "", export.run ?? "",
            ]
        case .other(let reason): ["", reason, "", "", ""]
        }
    }

    fileprivate init?(_ fields: ArraySlice<String>) {
        let texts = fields.map { $0.isEmpty ? nil : $0 }
        guard let export = texts[1] else { return nil }
        guard let dataset = texts[0] else {
            self = .other(reason: export)
            return
        }
        let period = texts[2].map { BillingPeriod($0) }
        if let period, period == nil { return nil }
        self = .export(
            Recognition(dataset: dataset, export: export, period: period ?? nil, group: texts[3], run: texts[4]))
    }
}
