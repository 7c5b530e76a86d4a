/// What a reader and a writer of the table must know.
package struct ProtocolVersion: Hashable, Sendable {
    package let minReaderVersion: Int
    package let minWriterVersion: Int
    /// Only with reader version 3.
    package let readerFeatures: [String]?
    /// Only with writer version 7.
    package let writerFeatures: [String]?

    /// What Billow's own tables ask for: any Delta reader and writer will do.
    package static let billow = ProtocolVersion(minReaderVersion: 1, minWriterVersion: 2)

    package init(
        minReaderVersion: Int, minWriterVersion: Int, readerFeatures: [String]? = nil, writerFeatures: [String]? = nil
    ) {
        self.minReaderVersion = minReaderVersion
        self.minWriterVersion = minWriterVersion
        self.readerFeatures = readerFeatures
        self.writerFeatures = writerFeatures
    }
}

extension ProtocolVersion: Codable {}

extension ProtocolVersion {
    private static let knownFeatures: Set<String> = ["appendOnly", "invariants"]

    /// Throws ``LogDefect`` for a table that asks for more than Billow knows.
    func check() throws {
        let asked = "protocol reader \(minReaderVersion), writer \(minWriterVersion)"
        let readable = (minReaderVersion == 1 && readerFeatures == nil) || minReaderVersion == 3
        let writable = ((1...2).contains(minWriterVersion) && writerFeatures == nil) || minWriterVersion == 7
        guard readable, writable, minReaderVersion != 3 || minWriterVersion == 7 else {
            throw LogDefect("\(asked) is not supported (only reader 1 with writer 1 or 2)")
        }
        guard minReaderVersion != 3 || readerFeatures != nil, minWriterVersion != 7 || writerFeatures != nil else {
            throw LogDefect("\(asked) does not list its features")
        }
        let unknown = Set((readerFeatures ?? []) + (writerFeatures ?? [])).subtracting(Self.knownFeatures).sorted()
        guard unknown.isEmpty else {
            throw LogDefect("the table needs \(unknown.joined(separator: ", ")), which is not supported")
        }
    }
}
