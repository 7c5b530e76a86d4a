/// A file's path as the log spells it: relative to the table's folder, percent-encoded once over the name on disk.
package enum LogPath {
    /// `p=a%2Fb/x y.parquet` → `p=a%252Fb/x%20y.parquet`.
    package static func encode(_ path: String) -> String {
        PercentEncoding.encode(path) { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"), UInt8(ascii: "="):
                true
            default: false
            }
        }
    }

    /// The path on disk. Throws ``LogDefect`` for one that is not inside the table's folder.
    static func decode(_ logged: String) throws -> String {
        let firstSegment = logged.utf8.prefix { $0 != UInt8(ascii: "/") }
        guard !firstSegment.contains(UInt8(ascii: ":")) else {
            throw LogDefect("the path '\(logged)' has a scheme or a colon")
        }
        guard let path = PercentEncoding.decode(logged) else {
            throw LogDefect("the path '\(logged)' is not percent-encoded UTF-8")
        }
        try check(path)
        return path
    }

    static func check(_ path: String) throws {
        let segments = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for segment in segments {
            guard !segment.isEmpty, !segment.elementsEqual(".".utf8), !segment.elementsEqual("..".utf8),
                !segment.contains(0)
            else { throw LogDefect("the path '\(path)' does not stay inside the table's folder") }
        }
        if let first = segments.first, first.elementsEqual("_delta_log".utf8) {
            throw LogDefect("the path '\(path)' lies in the log's own folder")
        }
    }
}
