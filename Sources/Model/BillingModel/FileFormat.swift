/// How a data file is written.
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
        } else if name.hasSuffix(".csv") {
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
