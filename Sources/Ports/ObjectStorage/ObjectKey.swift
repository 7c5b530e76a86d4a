import BillingModel

/// A relative path in a store, segments split by `/`.
///
/// - No leading or trailing slash, no empty segment, no `.` or `..`, no NUL: a key never leaves its root.
/// - Any other text is allowed and kept as it is: spaces, `=`, `%`, `[`, `*`, any Unicode.
/// - Case matters. Two keys are the same when their UTF-8 is.
package struct ObjectKey: Hashable, Sendable {
    package let path: String

    package init(_ path: String) throws {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        for segment in segments where segment.isEmpty || segment == "." || segment == ".." || segment.contains("\0") {
            throw BillowError(.badData, "'\(path)' is not a relative path inside its folder", source: path)
        }
        self.path = path
    }

    private init(unchecked path: String) {
        self.path = path
    }

    package var segments: [Substring] { path.split(separator: "/") }

    /// The last segment.
    package var name: String { segments.last.map(String.init) ?? path }

    /// Nil for a key of one segment.
    package var parent: ObjectKey? {
        path.lastIndex(of: "/").map { ObjectKey(unchecked: String(path[..<$0])) }
    }

    package func appending(_ relative: String) throws -> ObjectKey {
        try ObjectKey(path + "/" + relative)
    }
}

extension ObjectKey: Comparable {
    package static func < (left: ObjectKey, right: ObjectKey) -> Bool {
        left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
    }
}

extension ObjectKey: CustomStringConvertible {
    package var description: String { path }
}
