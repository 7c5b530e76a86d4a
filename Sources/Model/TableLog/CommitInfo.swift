/// Who made a commit, when and why. ``billow`` is the lake's own record of what was loaded.
package struct CommitInfo: Hashable, Sendable {
    /// Since 1970, UTC.
    package var timestampMillis: Int64
    /// `WRITE`, `CREATE TABLE`, `DELETE`, `OPTIMIZE`, … : Delta's own words where they fit.
    package var operation: String
    package var parameters: [String: String]
    /// `billow/1.0.0`.
    package var engineInfo: String
    /// Free: delivery, files, totals, generation.
    package var billow: [String: JSONValue]
    /// Tells this attempt from all others; set when the commit is written.
    package var attemptID: String?
    /// SHA-256 of the commit file's bytes, in hex, with zeros in this place.
    package var seal: String?

    package init(
        timestampMillis: Int64, operation: String, parameters: [String: String] = [:], engineInfo: String = "billow",
        billow: [String: JSONValue] = [:], attemptID: String? = nil
    ) {
        self.timestampMillis = timestampMillis
        self.operation = operation
        self.parameters = parameters
        self.engineInfo = engineInfo
        self.billow = billow
        self.attemptID = attemptID
    }
}

extension CommitInfo: Codable {
    private enum Keys: String, CodingKey {
        case timestamp, operation, operationParameters, engineInfo, billow, txnId
        case seal = "contentSha256"
    }

    /// Other writers leave out what they like here: what is missing is empty.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        let parameters = try container.decodeIfPresent([String: JSONValue].self, forKey: .operationParameters) ?? [:]
        self.init(
            timestampMillis: try container.decodeIfPresent(Int64.self, forKey: .timestamp) ?? 0,
            operation: try container.decodeIfPresent(String.self, forKey: .operation) ?? "",
            parameters: try parameters.mapValues { try $0.text ?? LogJSON.text($0) },
            engineInfo: try container.decodeIfPresent(String.self, forKey: .engineInfo) ?? "",
            billow: try container.decodeIfPresent([String: JSONValue].self, forKey: .billow) ?? [:],
            attemptID: try container.decodeIfPresent(String.self, forKey: .txnId))
        seal = try container.decodeIfPresent(String.self, forKey: .seal)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(timestampMillis, forKey: .timestamp)
        try container.encode(operation, forKey: .operation)
        try container.encode(parameters, forKey: .operationParameters)
        try container.encode(engineInfo, forKey: .engineInfo)
        try container.encodeIfPresent(attemptID, forKey: .txnId)
        try container.encodeIfPresent(seal, forKey: .seal)
        if !billow.isEmpty { try container.encode(billow, forKey: .billow) }
    }
}
