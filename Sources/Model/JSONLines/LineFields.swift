/// The fields of all lines of a file that has one JSON object on each, in order of appearance: what must be known
/// before the lines can become a table, since each leaves out what it does not have.
package final class LineFields {
    package private(set) var names: [String] = []
    private(set) var paths: [[UInt8]] = []
    /// Of the latest line, counted from 1.
    package var line: Int { splitter.line }

    private var known: Set<[UInt8]> = []
    private var splitter = LineSplitter()
    private let walk: FieldWalk

    /// - Parameter goesInside: whether the fields of an object inside are fields of the line, as `usage.amount`;
    ///   otherwise the object is one.
    package init(goesInside: Bool) {
        walk = FieldWalk(goesInside: goesInside)
    }

    /// Throws ``JSONFailure``.
    package func feed(_ chunk: [UInt8]) throws {
        try chunk.withUnsafeBufferPointer { try splitter.feed($0, take) }
    }

    package func finish() throws {
        try splitter.finish(take)
    }

    private func take(_ line: UnsafeBufferPointer<UInt8>) throws {
        var expected = 0
        try walk.walk(line) { _, _ in
            // Lines mostly have the same fields in the same order.
            defer { expected += 1 }
            if expected < paths.count, paths[expected] == walk.path { return }
            guard known.insert(walk.path).inserted else { return }
            guard paths.count < JSONLimits.fields else {
                throw JSONFailure("more than \(JSONLimits.fields) fields in one file")
            }
            paths.append(walk.path)
            names.append(String(decoding: walk.path, as: UTF8.self))
        }
    }
}
