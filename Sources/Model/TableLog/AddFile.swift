import BillingModel

/// A file that belongs to the table from this commit on.
package struct AddFile: Hashable, Sendable {
    /// On disk, relative to the table's folder.
    package let path: String
    /// As the log spells ``path``.
    package let logPath: String
    /// A value for each partition column; nil is null, and so is the empty text.
    package let partitionValues: [String: String?]
    package let sizeBytes: Int
    /// Since 1970, UTC.
    package let modificationMillis: Int64
    /// False when the commit only moves rows that were there before.
    package var dataChange: Bool
    var loggedStatistics: LoggedStatistics?
    package let tags: [String: String]

    package init(
        path: String, partitionValues: [String: String?], sizeBytes: Int, modificationMillis: Int64,
        dataChange: Bool = true, statistics: FileStatistics? = nil, tags: [String: String] = [:]
    ) {
        self.path = path
        logPath = LogPath.encode(path)
        self.partitionValues = PartitionValues.normalised(partitionValues)
        self.sizeBytes = sizeBytes
        self.modificationMillis = modificationMillis
        self.dataChange = dataChange
        loggedStatistics = statistics.map { .made($0) }
        self.tags = tags
    }

    /// SHA-256 of the file's bytes, in hex.
    package static let hashTag = "billow.fileSha256"

    /// Nil is unknown, which is not zero.
    package var rows: Int? { loggedStatistics?.rows }

    /// Read from their text when they are asked for. Throws `badData` where that is not possible.
    package var statistics: FileStatistics? {
        get throws {
            do {
                return try loggedStatistics?.values()
            } catch let error as LogDefect {
                throw BillowError(.badData, "the statistics of '\(logPath)' cannot be used: \(error.reason)")
            }
        }
    }
}

extension AddFile: Codable {
    private enum Keys: String, CodingKey {
        case path, partitionValues, size, modificationTime, dataChange, stats, tags, deletionVector
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        logPath = try container.decode(String.self, forKey: .path)
        path = try LogPath.decode(logPath)
        if let vector = try container.decodeIfPresent(JSONValue.self, forKey: .deletionVector), vector != .null {
            throw LogDefect("'\(logPath)' has a deletion vector, which is not supported")
        }
        partitionValues = PartitionValues.normalised(
            try container.decode([String: String?].self, forKey: .partitionValues))
        sizeBytes = try container.decode(Int.self, forKey: .size)
        guard sizeBytes >= 0 else { throw LogDefect("'\(logPath)' has a negative size") }
        modificationMillis = try container.decode(Int64.self, forKey: .modificationTime)
        dataChange = try container.decode(Bool.self, forKey: .dataChange)
        loggedStatistics = try container.decodeIfPresent(String.self, forKey: .stats).flatMap {
            $0.isEmpty ? nil : try LoggedStatistics(text: $0)
        }
        tags = try container.decodeIfPresent([String: String?].self, forKey: .tags)?.compactMapValues { $0 } ?? [:]
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(logPath, forKey: .path)
        try container.encode(partitionValues, forKey: .partitionValues)
        try container.encode(sizeBytes, forKey: .size)
        try container.encode(modificationMillis, forKey: .modificationTime)
        try container.encode(dataChange, forKey: .dataChange)
        try container.encodeIfPresent(loggedStatistics.map { try $0.text() }, forKey: .stats)
        if !tags.isEmpty { try container.encode(tags, forKey: .tags) }
    }
}
