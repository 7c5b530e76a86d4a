import ObjectStorage

/// Text that sorts as runs follow each other.
enum RunStamp {
    /// The stamp that AWS put into an id or path segment, otherwise when the manifest was written.
    static func order(of candidates: [String], manifest: ObjectSummary) -> String {
        candidates.first { isStamp($0) } ?? written(manifest)
    }

    /// `20230903T040211Z`, or `2023-12-25T13:15:05.826Z-<uuid>`.
    static func isStamp(_ text: String) -> Bool {
        text.wholeMatch(of: compact) != nil || text.wholeMatch(of: spelled) != nil
    }

    // Made once, and shared: they hold nothing but what the literals say.
    nonisolated(unsafe) private static let compact = /\d{8}T\d{6}(\.\d+)?Z(-.*)?/
    nonisolated(unsafe) private static let spelled =
        /\d{4}-\d{2}-\d{2}T\d{2}[:_-]?\d{2}[:_-]?\d{2}(\.\d+)?Z(-.*)?/

    /// Microseconds since 1970 in 20 digits.
    private static func written(_ manifest: ObjectSummary) -> String {
        let digits = String(max(0, manifest.modifiedMicros))
        return String(repeating: "0", count: max(0, 20 - digits.count)) + digits
    }
}
