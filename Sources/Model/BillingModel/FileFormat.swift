/// How a data file is written. Text is CSV or one JSON object on each line; ``areLines(_:)`` tells them apart.
package enum FileFormat: String, Hashable, Sendable {
    case csv
    case csvGzip
    case csvZip
    case parquet
}

extension FileFormat {
    /// By the end of a file's name; nil for what is no data file.
    package init?(name: String) {
        let name = name.lowercased()
        if name.hasSuffix(".parquet") {
            self = .parquet
        } else if name.hasSuffix(".csv.gz") || name.hasSuffix(".gz") {
            self = .csvGzip
        } else if name.hasSuffix(".csv.zip") {
            self = .csvZip
        } else if [".csv", ".ndjson", ".jsonl"].contains(where: name.hasSuffix) {
            self = .csv
        } else {
            return nil
        }
    }

    /// By a file's first bytes, whatever its name says.
    package init(magic bytes: [UInt8]) {
        if bytes.starts(with: Array("PAR1".utf8)) {
            self = .parquet
        } else if bytes.starts(with: [0x1F, 0x8B]) {
            self = .csvGzip
        } else if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) {
            self = .csvZip
        } else {
            self = .csv
        }
    }
}

extension FileFormat {
    /// Whether the text that begins with these chunks has one JSON object on each line: CSV begins with no brace.
    package static func areLines(_ chunks: [[UInt8]]) -> Bool {
        firstMark(chunks) == UInt8(ascii: "{")
    }

    package static func canTellLines(_ chunks: [[UInt8]]) -> Bool {
        chunks.count >= 64 || firstMark(chunks) != nil
    }

    /// The first byte that is neither BOM nor space, if it comes soon.
    private static func firstMark(_ chunks: [[UInt8]]) -> UInt8? {
        chunks.joined().prefix(64).first { ![0xEF, 0xBB, 0xBF, 0x20, 0x09].contains($0) }
    }
}
