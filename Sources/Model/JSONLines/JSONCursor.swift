#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Walks over one JSON text, or over a list as Python prints it, strictly: what it does not refuse is well-formed,
/// no deeper than ``JSONLimits/depth``, and names no key of an object twice. Numbers are told by where they stand, so
/// that nobody rounds them.
package struct JSONCursor {
    package enum Dialect: Sendable {
        /// RFC 8259.
        case json
        /// Texts in single quotes too, `None`, `True` and `False`.
        case python
    }

    package enum Kind: Sendable {
        case object, array, text, number
        /// `null`, `true`, `false`.
        case word
    }

    /// A text without the quotes around it, as it stands.
    package struct Text: Sendable {
        package let range: Range<Int>
        package let hasEscapes: Bool
    }

    package let bytes: UnsafeBufferPointer<UInt8>
    let dialect: Dialect
    private var at = 0
    private var depth = 0

    /// - Parameter bytes: must stay where they are as long as the cursor is used.
    package init(_ bytes: UnsafeBufferPointer<UInt8>, dialect: Dialect = .json) {
        self.bytes = bytes
        self.dialect = dialect
    }

    /// What comes next, without taking it.
    package mutating func kind() throws -> Kind {
        skipSpaces()
        guard at < bytes.count else { throw JSONFailure("JSON that ends too early") }
        switch bytes[at] {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .text
        case UInt8(ascii: "'") where dialect == .python: return .text
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        default: return .word
        }
    }

    /// `body` must take the value of each key.
    package mutating func object(_ body: (inout JSONCursor, Text) throws -> Void) throws {
        var keys: [Range<Int>] = []
        try members("{", "}") { cursor in
            guard try cursor.kind() == .text else { throw JSONFailure("a key that is no text") }
            let key = try cursor.text()
            guard !keys.contains(where: { cursor.isSame($0, key.range) }) else {
                throw JSONFailure("the key '\(cursor.shown(key.range))' twice in one object")
            }
            guard keys.count < JSONLimits.keys else {
                throw JSONFailure("an object of more than \(JSONLimits.keys) keys")
            }
            keys.append(key.range)
            cursor.skipSpaces()
            guard cursor.take(":") else { throw JSONFailure("a key without a value") }
            try body(&cursor, key)
        }
    }

    /// `body` must take each element.
    package mutating func array(_ body: (inout JSONCursor) throws -> Void) throws {
        try members("[", "]", body)
    }

    private mutating func members(
        _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ body: (inout JSONCursor) throws -> Void
    ) throws {
        skipSpaces()
        guard take(opening) else { throw JSONFailure("something else where \(opening) is expected") }
        depth += 1
        guard depth <= JSONLimits.depth else { throw JSONFailure("JSON nested deeper than \(JSONLimits.depth)") }
        skipSpaces()
        if !take(closing) {
            repeat {
                try body(&self)
                skipSpaces()
            } while take(",")
            guard take(closing) else { throw JSONFailure("something else where , or \(closing) is expected") }
        }
        depth -= 1
    }

    package mutating func text() throws -> Text {
        skipSpaces()
        guard at < bytes.count else { throw JSONFailure("JSON that ends too early") }
        let quote = bytes[at]
        at += 1
        let start = at
        var hasEscapes = false
        while at < bytes.count, bytes[at] != quote {
            guard bytes[at] >= 0x20 else { throw JSONFailure("a control character inside a text") }
            if bytes[at] == UInt8(ascii: "\\") {
                hasEscapes = true
                at += 1
                guard at < bytes.count else { break }
            }
            at += 1
        }
        guard at < bytes.count else { throw JSONFailure("a text that is never closed") }
        defer { at += 1 }
        return Text(range: start..<at, hasEscapes: hasEscapes)
    }

    /// As it stands.
    package mutating func number() throws -> Range<Int> {
        skipSpaces()
        let start = at
        _ = take("-")
        let whole = at
        guard takeDigits(), bytes[whole] != UInt8(ascii: "0") || at == whole + 1 else { throw wrongNumber(start) }
        if take(".") { guard takeDigits() else { throw wrongNumber(start) } }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard takeDigits() else { throw wrongNumber(start) }
        }
        return start..<at
    }

    /// As it stands; nil for `null`.
    package mutating func word() throws -> Range<Int>? {
        skipSpaces()
        let words = dialect == .json ? ["null", "true", "false"] : ["None", "True", "False", "null", "true", "false"]
        for word in words where bytes[at...].starts(with: word.utf8) {
            let range = at..<at + word.utf8.count
            at = range.upperBound
            return word == "null" || word == "None" ? nil : range
        }
        throw JSONFailure("'\(shown(at..<min(bytes.count, at + 20)))' where a value is expected")
    }

    /// Takes one value whatever it is; where it stands.
    @discardableResult
    package mutating func skip() throws -> Range<Int> {
        let kind = try kind()
        let start = at
        switch kind {
        case .object: try object { cursor, _ in try cursor.skip() }
        case .array: try array { try $0.skip() }
        case .text: _ = try text()
        case .number: _ = try number()
        case .word: _ = try word()
        }
        return start..<at
    }

    /// Nothing but spaces may follow.
    package mutating func finish() throws {
        skipSpaces()
        guard at == bytes.count else { throw JSONFailure("something behind the end of the JSON") }
    }

    private mutating func skipSpaces() {
        while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0A || bytes[at] == 0x0D {
            at += 1
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    private mutating func takeDigits() -> Bool {
        let start = at
        while at < bytes.count, bytes[at] &- UInt8(ascii: "0") < 10 { at += 1 }
        return at > start
    }

    private func wrongNumber(_ start: Int) -> JSONFailure {
        JSONFailure("'\(shown(start..<min(bytes.count, start + 20)))' is no number")
    }

    private func isSame(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        guard left.count == right.count, let base = bytes.baseAddress else { return false }
        return memcmp(base + left.lowerBound, base + right.lowerBound, left.count) == 0
    }

    private func shown(_ range: Range<Int>) -> String {
        String(decoding: bytes[range].prefix(100), as: UTF8.self)
    }
}
