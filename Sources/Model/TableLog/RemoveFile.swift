/// A file that no longer belongs to the table; it stays on disk until it is vacuumed.
package struct RemoveFile: Hashable, Sendable {
    /// On disk, relative to the table's folder.
    package let path: String
    /// Exactly as the add had it: other readers compare the text.
    package let logPath: String
    package let deletionMillis: Int64?
    package let dataChange: Bool
    package let partitionValues: [String: String?]?
    package let sizeBytes: Int?
    package let tags: [String: String]

    package init(_ file: AddFile, deletionMillis: Int64, dataChange: Bool = true) {
        path = file.path
        logPath = file.logPath
        self.deletionMillis = deletionMillis
        self.dataChange = dataChange
        partitionValues = file.partitionValues
        sizeBytes = file.sizeBytes
        tags = file.tags
    }
}

extension RemoveFile: Codable {
    private enum Keys: String, CodingKey {
        case path, deletionTimestamp, dataChange, extendedFileMetadata, partitionValues, size, tags, deletionVector
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        logPath = try container.decode(String.self, forKey: .path)
        path = try LogPath.decode(logPath)
        if let vector = try container.decodeIfPresent(JSONValue.self, forKey: .deletionVector), vector != .null {
            throw LogDefect("'\(logPath)' has a deletion vector, which is not supported")
        }
        deletionMillis = try container.decodeIfPresent(Int64.self, forKey: .deletionTimestamp)
        dataChange = try container.decode(Bool.self, forKey: .dataChange)
        partitionValues = try container.decodeIfPresent([String: String?].self, forKey: .partitionValues)
            .map(PartitionValues.normalised)
        sizeBytes = try container.decodeIfPresent(Int.self, forKey: .size)
        tags = try container.decodeIfPresent([String: String?].self, forKey: .tags)?.compactMapValues { $0 } ?? [:]
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(logPath, forKey: .path)
        try container.encodeIfPresent(deletionMillis, forKey: .deletionTimestamp)
        try container.encode(dataChange, forKey: .dataChange)
        try container.encode(partitionValues != nil && sizeBytes != nil, forKey: .extendedFileMetadata)
        try container.encodeIfPresent(partitionValues, forKey: .partitionValues)
        try container.encodeIfPresent(sizeBytes, forKey: .size)
        if !tags.isEmpty { try container.encode(tags, forKey: .tags) }
    }
}
