import Reporting

extension DimensionTable {
    /// `read` gives the text of a file that the configuration names, and that file's name in messages.
    init(_ setting: Setting, read: (String) throws -> (text: String, name: String)) throws {
        let keys = try setting.section(["file", "key"], needed: ["file", "key"])
        let key = try keys["key"]?.reading { try ReportDimension($0) } ?? .column("SubAccountId")
        guard Self.isKey(key) else {
            throw setting.error(
                "dimensions cannot go by \(key.name)", hint: "by SubAccountId, BillingAccountId or tag:KEY")
        }
        let (text, name) = try keys["file"]?.reading(read) ?? ("", "")
        try self.init(csv: text, file: name, key: key)
    }

    private static func isKey(_ dimension: ReportDimension) -> Bool {
        switch dimension {
        case .tag: true
        case .column(let name): ["SubAccountId", "BillingAccountId"].contains(name)
        }
    }
}
