/// Folder names in Hive's style: `x_source=aws-main/x_billing_period=2025-10`.
package enum PartitionPath {
    package static let nullValue = "__HIVE_DEFAULT_PARTITION__"

    /// The folder for one partition, relative to the table's; as on disk, to be encoded once more for the log (see
    /// ``LogPath/encode(_:)``, which ``AddFile`` does by itself). Empty for a table without partitions.
    package static func folder(_ values: [(column: String, value: String?)]) -> String {
        values.map { "\(escaped($0.column))=\(segment($0.value))" }.joined(separator: "/")
    }

    /// The folder for values by column name, in the table's order; a column without value counts as null.
    package static func folder(columns: [String], values: [String: String?]) -> String {
        folder(columns.map { ($0, values[$0] ?? nil) })
    }

    private static func segment(_ value: String?) -> String {
        guard let value, !value.isEmpty else { return nullValue }
        return escaped(value)
    }

    private static let special = Set("\"#%'*/:=?\\{[]^".utf8)

    private static func escaped(_ text: String) -> String {
        PercentEncoding.encode(text) { $0 >= 0x20 && $0 != 0x7F && !special.contains($0) }
    }
}
