/// What readers may know of a file without opening it. They trust it: a wrong bound loses rows, so a doubtful one is
/// left out (see ``record(_:min:max:nullCount:)``).
package struct FileStatistics: Hashable, Sendable {
    package var rows: Int
    /// No value in the file is below.
    package private(set) var minValues: [String: JSONValue]
    /// No value in the file is above.
    package private(set) var maxValues: [String: JSONValue]
    package private(set) var nullCounts: [String: Int]

    package init(rows: Int) {
        self.rows = rows
        minValues = [:]
        maxValues = [:]
        nullCounts = [:]
    }
}

extension FileStatistics {
    mutating func set(_ column: String, min: JSONValue, max: JSONValue) {
        minValues[column] = min
        maxValues[column] = max
    }

    mutating func set(_ column: String, nullCount: Int) {
        nullCounts[column] = nullCount
    }
}

extension FileStatistics: Codable {
    private enum Keys: String, CodingKey {
        case numRecords, minValues, maxValues, nullCount
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        rows = try container.decode(Int.self, forKey: .numRecords)
        guard rows >= 0 else { throw LogDefect("statistics count a negative number of rows") }
        minValues = try container.decodeIfPresent([String: JSONValue].self, forKey: .minValues) ?? [:]
        maxValues = try container.decodeIfPresent([String: JSONValue].self, forKey: .maxValues) ?? [:]
        let counts = try container.decodeIfPresent([String: JSONValue].self, forKey: .nullCount) ?? [:]
        nullCounts = counts.compactMapValues(\.integer)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(rows, forKey: .numRecords)
        try container.encode(minValues, forKey: .minValues)
        try container.encode(maxValues, forKey: .maxValues)
        try container.encode(nullCounts, forKey: .nullCount)
    }
}
