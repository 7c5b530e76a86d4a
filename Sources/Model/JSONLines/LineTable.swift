/// Lines of JSON in, CSV out, with a column for each field: from there on a file is like any other. Numbers keep every
/// digit that they were written with, lists are their JSON text, fields that a line does not have are empty.
package final class LineTable {
    /// Of the latest line, counted from 1.
    package var line: Int { splitter.line }

    private enum Cell {
        case none
        case field(FieldWalk.Field)
    }

    private let paths: [[UInt8]]
    private let places: [[UInt8]: Int]
    private let walk: FieldWalk
    private var splitter = LineSplitter()
    private var cells: [Cell]
    private var output: [UInt8] = []
    private var isBegun = false

    /// - Parameter fields: of this very file.
    package init(_ fields: LineFields, goesInside: Bool) {
        paths = fields.paths
        places = Dictionary(uniqueKeysWithValues: fields.paths.enumerated().map { ($1, $0) })
        cells = Array(repeating: .none, count: fields.paths.count)
        walk = FieldWalk(goesInside: goesInside)
    }

    /// What has become of the chunk, perhaps nothing. Throws ``JSONFailure``.
    package func feed(_ chunk: [UInt8]) throws -> [UInt8] {
        begin(chunk.count)
        try chunk.withUnsafeBufferPointer { try splitter.feed($0, take) }
        return output
    }

    package func finish() throws -> [UInt8] {
        begin(0)
        try splitter.finish(take)
        return output
    }

    private func begin(_ bytes: Int) {
        output = []
        output.reserveCapacity(bytes + bytes / 8)
        guard !isBegun else { return }
        isBegun = true
        for (place, path) in paths.enumerated() {
            if place > 0 { output.append(UInt8(ascii: ",")) }
            path.withUnsafeBufferPointer { quote($0) }
        }
        output.append(0x0A)
    }

    private func take(_ line: UnsafeBufferPointer<UInt8>) throws {
        for place in cells.indices { cells[place] = .none }
        var expected = 0
        try walk.walk(line) { _, field in
            if expected >= paths.count || paths[expected] != walk.path {
                guard let place = places[walk.path] else { throw JSONFailure("a field that was not there before") }
                expected = place
            }
            guard case .none = cells[expected] else {
                throw JSONFailure("the field '\(String(decoding: walk.path, as: UTF8.self))' twice in one line")
            }
            cells[expected] = .field(field)
            expected += 1
        }
        let cursor = JSONCursor(line)
        for (place, cell) in cells.enumerated() {
            if place > 0 { output.append(UInt8(ascii: ",")) }
            if case .field(let field) = cell { try write(field, cursor) }
        }
        output.append(0x0A)
    }

    private func write(_ field: FieldWalk.Field, _ cursor: JSONCursor) throws {
        switch field {
        case .number(let range), .word(let range): output.append(contentsOf: cursor.bytes[range])
        case .nested(let range): quote(UnsafeBufferPointer(rebasing: cursor.bytes[range]))
        case .text(let text) where text.hasEscapes:
            try cursor.unescaped(text).withUnsafeBufferPointer { quote($0) }
        case .text(let text): quote(UnsafeBufferPointer(rebasing: cursor.bytes[text.range]))
        }
    }

    private func quote(_ bytes: UnsafeBufferPointer<UInt8>) {
        let quote = UInt8(ascii: "\"")
        output.append(quote)
        var rest = bytes[...]
        while let at = rest.firstIndex(of: quote) {
            output.append(contentsOf: rest[...at])
            output.append(quote)
            rest = rest[(at + 1)...]
        }
        output.append(contentsOf: rest)
        output.append(quote)
    }
}
