import BillingModel

/// What a path says about an export: `{root}/{export}/{YYYYMMDD-YYYYMMDD}/{YYYYMMDDHHmm}/{run}/{file}`, where the stamp
/// and the run may be absent. Names of folders are hints: what a manifest or a row says counts more.
struct ExportPlace {
    private let folders: [String]
    private let file: String

    init(_ path: String) {
        let parts = path.split(separator: "/").map(String.init)
        folders = Array(parts.dropLast())
        file = parts.last ?? path
    }

    /// The first day of the date range's folder; a range that ends before it starts still has one.
    var rangePeriod: BillingPeriod? {
        rangeIndex.flatMap { BillingPeriod(compactDay: folders[$0].prefix(8)) }
    }

    /// The folder above the date range.
    var folderAboveRange: String? {
        guard let at = rangeIndex, at > 0 else { return nil }
        return folders[at - 1]
    }

    /// The run's folder: the last that is named by a GUID.
    var runFolder: String? { folders.last(where: Self.isGUID)?.lowercased() }

    /// The submission stamp `YYYYMMDDHHmm` of the run, as sortable text like a manifest's submission time.
    var stamp: String? {
        guard let stamp = folders.last(where: { $0.count == 12 && $0.isDigits }) else { return nil }
        let digits = Array(stamp)
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):00.0000000"
    }

    /// The nearest folder that is neither a date range, a stamp nor a run.
    var exportFolder: String? {
        folders.last { !Self.isGUID($0) && !Self.isRange($0) && !($0.count == 12 && $0.isDigits) }
    }

    /// The file's name without type, GUID and part number; nil when nothing else is in it.
    var fileStem: String? {
        var parts = stem.split(omittingEmptySubsequences: false) { $0 == "_" }.map(String.init)
        parts.removeAll(where: Self.isGUID)
        if let part = partIndex(parts) { parts.removeSubrange(part...) }
        let name = parts.joined(separator: "_")
        return name.isEmpty || name.isDigits ? nil : name
    }

    /// Parts of one delivery share a group: their folder and what their names have in common. Nil for a file on its
    /// own.
    var group: String? {
        let parts = stem.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        let folder = folders.joined(separator: "/")
        if stem.isDigits, stem.count <= 6 { return "\(folder)/#" }
        guard let part = partIndex(parts) else { return nil }
        return "\(folder)/\(parts[..<part].joined(separator: "_"))#"
    }

    /// `/providers/Microsoft.Billing/billingAccounts/123/…` → `123`, `/subscriptions/GUID/…` → the GUID in lower case;
    /// text that is no path as it is.
    static func scopeId(_ resourceId: String) -> String {
        let segments = resourceId.split(separator: "/").map(String.init)
        for scope in ["billingaccounts", "subscriptions", "managementgroups"] {
            if let at = segments.firstIndex(where: { $0.lowercased() == scope }), at + 1 < segments.count {
                return isGUID(segments[at + 1]) ? segments[at + 1].lowercased() : segments[at + 1]
            }
        }
        return isGUID(resourceId) ? resourceId.lowercased() : resourceId
    }

    /// 8-4-4-4-12 hexadecimal digits.
    static func isGUID(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12] && groups.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }

    private static func isRange(_ text: String) -> Bool {
        let days = text.split(separator: "-", omittingEmptySubsequences: false)
        return days.count == 2 && days.allSatisfy { $0.count == 8 && String($0).isDigits }
    }

    private var rangeIndex: Int? { folders.lastIndex(where: Self.isRange) }

    private var stem: String {
        var name = Substring(file)
        for ending in [".gz", ".csv", ".parquet", ".snappy"] where name.lowercased().hasSuffix(ending) {
            name = name.dropLast(ending.count)
        }
        return String(name)
    }

    /// Where `part_0_0001` begins.
    private func partIndex(_ parts: [String]) -> Int? {
        guard let at = parts.lastIndex(where: { $0.lowercased() == "part" }), at + 1 < parts.count,
            parts[(at + 1)...].allSatisfy(\.isDigits)
        else { return nil }
        return at
    }
}

extension String {
    fileprivate var isDigits: Bool {
        !isEmpty && utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

extension BillingPeriod {
    /// The month of `20251001`.
    init?(compactDay day: some StringProtocol) {
        guard day.count == 8, let year = Int(day.prefix(4)), let month = Int(day.dropFirst(4).prefix(2)) else {
            return nil
        }
        self.init(year: year, month: month)
    }
}
