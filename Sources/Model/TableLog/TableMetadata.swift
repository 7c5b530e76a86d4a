import BillingModel

/// What a table is: identity, columns, partitioning.
package struct TableMetadata: Hashable, Sendable {
    /// Stays the same for the table's life.
    package var id: String
    /// In order, partition columns included. All are nullable.
    package var columns: [Column]
    /// Names from ``columns``, in folder order.
    package var partitionColumns: [String]
    package var configuration: [String: String]
    package var createdMillis: Int64?

    package init(
        id: String, columns: [Column], partitionColumns: [String], configuration: [String: String] = [:],
        createdMillis: Int64? = nil
    ) {
        self.id = id
        self.columns = columns
        self.partitionColumns = partitionColumns
        self.configuration = configuration
        self.createdMillis = createdMillis
    }

    /// The column of that name without regard to case.
    package func column(_ name: String) -> Column? {
        let name = name.lowercased()
        return columns.first { $0.name.lowercased() == name }
    }

    package var isAppendOnly: Bool { configuration["delta.appendOnly"]?.lowercased() == "true" }
}

extension TableMetadata {
    /// Throws ``LogDefect`` for metadata that no table of ours can have.
    func check() throws {
        guard !columns.isEmpty else { throw LogDefect("the table has no columns") }
        var seen: Set<String> = []
        for column in columns where !seen.insert(column.name.lowercased()).inserted {
            throw LogDefect("two columns are named '\(column.name)' but for case")
        }
        let names = Set(columns.map(\.name))
        guard Set(partitionColumns).count == partitionColumns.count, names.isSuperset(of: partitionColumns) else {
            throw LogDefect("the partition columns \(partitionColumns) are not all columns")
        }
        guard partitionColumns.count < columns.count else {
            throw LogDefect("the table has no columns besides its partition columns")
        }
        if let mode = configuration["delta.columnMapping.mode"], mode != "none" {
            throw LogDefect("column mapping is not supported")
        }
        if configuration.contains(where: { $0.key.hasPrefix("delta.constraints.") }) {
            throw LogDefect("constraints are not supported")
        }
        if configuration["delta.enableDeletionVectors"]?.lowercased() == "true" {
            throw LogDefect("deletion vectors are not supported")
        }
    }
}

extension TableMetadata: Codable {
    private enum Keys: String, CodingKey {
        case id, format, schemaString, partitionColumns, configuration, createdTime
    }

    private struct Format: Codable {
        var provider = "parquet"
        var options: [String: String]? = [:]
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        let format = try container.decode(Format.self, forKey: .format)
        guard format.provider == "parquet" else { throw LogDefect("files are '\(format.provider)', not parquet") }
        self.init(
            id: try container.decode(String.self, forKey: .id),
            columns: try TableSchema.columns(try container.decode(String.self, forKey: .schemaString)),
            partitionColumns: try container.decode([String].self, forKey: .partitionColumns),
            configuration: try container.decodeIfPresent([String: String].self, forKey: .configuration) ?? [:],
            createdMillis: try container.decodeIfPresent(Int64.self, forKey: .createdTime))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(id, forKey: .id)
        try container.encode(Format(), forKey: .format)
        try container.encode(TableSchema.text(columns), forKey: .schemaString)
        try container.encode(partitionColumns, forKey: .partitionColumns)
        try container.encode(configuration, forKey: .configuration)
        try container.encodeIfPresent(createdMillis, forKey: .createdTime)
    }
}
