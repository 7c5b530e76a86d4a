/// Goes through the fields of one line's object. Objects inside are gone into, and their fields named with a dot:
/// `usage.amount`; lists are fields.
final class FieldWalk {
    enum Field {
        case number(Range<Int>)
        case text(JSONCursor.Text)
        case word(Range<Int>)
        /// A list, or an object that is kept as it is.
        case nested(Range<Int>)
    }

    private let goesInside: Bool
    private(set) var path: [UInt8] = []

    /// - Parameter goesInside: otherwise objects are fields as well.
    init(goesInside: Bool) {
        self.goesInside = goesInside
    }

    /// Fields that are null are left out. ``path`` is the field's name while `body` runs.
    func walk(
        _ line: UnsafeBufferPointer<UInt8>, _ body: (JSONCursor, Field) throws -> Void
    ) throws {
        path.removeAll(keepingCapacity: true)
        var cursor = JSONCursor(line)
        guard try cursor.kind() == .object else { throw JSONFailure("a line that is no JSON object") }
        try object(&cursor, body)
        try cursor.finish()
    }

    private func object(_ cursor: inout JSONCursor, _ body: (JSONCursor, Field) throws -> Void) throws {
        let before = path.count
        try cursor.object { cursor, key in
            if before > 0 { path.append(UInt8(ascii: ".")) }
            if key.hasEscapes {
                path.append(contentsOf: try cursor.unescaped(key))
            } else {
                path.append(contentsOf: cursor.bytes[key.range])
            }
            switch try cursor.kind() {
            case .object where goesInside: try object(&cursor, body)
            case .object, .array:
                let range = try cursor.skip()
                try body(cursor, .nested(range))
            case .text:
                let text = try cursor.text()
                try body(cursor, .text(text))
            case .number:
                let range = try cursor.number()
                try body(cursor, .number(range))
            case .word:
                if let range = try cursor.word() { try body(cursor, .word(range)) }
            }
            path.removeLast(path.count - before)
        }
    }
}
