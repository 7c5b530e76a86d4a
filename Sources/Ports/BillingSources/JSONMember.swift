import SQLEngine

/// The text under a key of a JSON object that is kept as text, null where there is none or an empty one. Once as SQL,
/// and once for the plain objects that exports mostly have, of which both must say the same.
package enum JSONMember {
    package enum Found: Equatable {
        case text(Range<Int>)
        case null
        /// Only the engine can tell: it is no flat object, the text has escapes, or it is a number.
        case unknown
    }

    /// - Parameter path: `$.key`.
    package static func sql(_ text: SQLText, _ path: SQLText) -> SQLText {
        "NULLIF((\(sql: FOCUSLift.object(text)))->>\(sql: path), '')"
    }

    /// The key of `$.key`; nil where anything but letters, digits and `_` follows.
    package static func key(ofPath path: [UInt8]) -> [UInt8]? {
        let key = path.dropFirst(2)
        let isPlain = key.allSatisfy { byte in
            byte == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        }
        return path.starts(with: Array("$.".utf8)) && !key.isEmpty && isPlain ? Array(key) : nil
    }

    /// Where in the text the member's own text is.
    package static func find(_ key: [UInt8], in text: UnsafeBufferPointer<UInt8>) -> Found {
        if text.isEmpty { return .null }
        var reader = PlainObjectReader(text)
        return reader.find(key)
    }
}

/// Reads `{"key": "text", …}`, with or without braces, strictly: whatever else there is, it gives up.
private struct PlainObjectReader {
    private let text: UnsafeBufferPointer<UInt8>
    private var at = 0

    init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
    }

    mutating func find(_ key: [UInt8]) -> JSONMember.Found {
        var found: Range<Int>?
        let hasBraces = take("{")
        repeat {
            skipSpaces()
            guard let name = quoted() else { return .unknown }
            skipSpaces()
            guard take(":") else { return .unknown }
            skipSpaces()
            if text[name].elementsEqual(key) {
                guard let value = quoted(), found == nil else { return .unknown }
                found = value
            } else if quoted() == nil {
                return .unknown
            }
            skipSpaces()
        } while take(",")
        guard !hasBraces || take("}"), at == text.count else { return .unknown }
        return found.map { $0.isEmpty ? .null : .text($0) } ?? .null
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard at < text.count, text[at] == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    private mutating func skipSpaces() {
        while take(" ") {}
    }

    /// A text without escapes.
    private mutating func quoted() -> Range<Int>? {
        guard take("\"") else { return nil }
        let start = at
        while at < text.count, text[at] != UInt8(ascii: "\"") {
            guard text[at] >= 0x20, text[at] != UInt8(ascii: "\\") else { return nil }
            at += 1
        }
        return take("\"") ? start..<at - 1 : nil
    }
}
