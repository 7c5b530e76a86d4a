import BillingModel

/// A relative path in a store, segments split by `/`.
///
/// - No leading or trailing slash, no empty segment, no `.` or `..`, no NUL: a key never leaves its root.
/// - Any other text is allowed and kept as it is: spaces, `=`, `%`, `[`, `*`, any Unicode.
/// - Case matters. Two keys are the same when their UTF-8 is.
package struct ObjectKey: Hashable, Sendable {
    package let path: String

    package init(_ path: String) throws {
        // By bytes: a slash with a combining mark behind it is one character, and still a slash to a file system.
        for segment in path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        where segment.isEmpty || segment.elementsEqual(".".utf8) || segment.elementsEqual("..".utf8)
            || segment.contains(0)
        {
            throw BillowError(.badData, "'\(path)' is not a relative path inside its folder", source: path)
        }
        self.path = path
    }

    private init(unchecked path: String) {
        self.path = path
    }

    package var segments: [Substring] { path.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init) }

    /// The last segment.
    package var name: String { segments.last.map(String.init) ?? path }

    /// Nil for a key of one segment.
    package var parent: ObjectKey? {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { ObjectKey(unchecked: String(path[..<$0])) }
    }

    package func appending(_ relative: String) throws -> ObjectKey {
        try ObjectKey(path + "/" + relative)
    }
}

extension ObjectKey {
    /// `String`'s own `==` takes different Unicode spellings of one text for equal.
    package static func == (left: ObjectKey, right: ObjectKey) -> Bool {
        left.path.utf8.elementsEqual(right.path.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        var path = path
        path.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension ObjectKey: Comparable {
    package static func < (left: ObjectKey, right: ObjectKey) -> Bool {
        var (left, right) = (left.path, right.path)
        return left.withUTF8 { left in right.withUTF8 { left.lexicographicallyPrecedes($0) } }
    }
}

extension ObjectKey: CustomStringConvertible {
    package var description: String { path }
}
