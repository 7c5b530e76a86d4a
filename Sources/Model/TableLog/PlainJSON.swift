/// Reads JSON in the plainest form, as programs write it. Whatever is the least bit unusual (an escape by number, a
/// number with a point, a name twice) is a ``Doubt``: then ``LogJSON``'s decoder reads all of it again, and it alone
/// says what is an error. So what is read here must be what the decoder reads; nothing has to be read here.
struct PlainJSON {
    struct Doubt: Error {}

    private let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0

    private static let depthMax = 32

    /// - Parameter bytes: UTF-8, which must stay where it is as long as this is used.
    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// What `body` makes of the text; nil in doubt. `body` must take all of it.
    static func read<Value>(
        _ bytes: UnsafeBufferPointer<UInt8>, _ body: (inout PlainJSON) throws(Doubt) -> Value
    ) -> Value? {
        var json = PlainJSON(bytes)
        guard let value = try? body(&json) else { return nil }
        json.skipSpaces()
        return json.at == bytes.count ? value : nil
    }

    static func read<Value>(_ text: String, _ body: (inout PlainJSON) throws(Doubt) -> Value) -> Value? {
        var text = text
        return text.withUTF8 { read($0, body) }
    }
}

// MARK: - Objects

extension PlainJSON {
    /// Whether a member follows the `{`.
    mutating func opensObject() throws(Doubt) -> Bool {
        try take(UInt8(ascii: "{"))
        return !takes(UInt8(ascii: "}"))
    }

    /// A member's name, with the colon behind it.
    mutating func name() throws(Doubt) -> String {
        let name = try text()
        try take(UInt8(ascii: ":"))
        return name
    }

    /// Whether another member follows.
    mutating func continuesObject() throws(Doubt) -> Bool {
        if takes(UInt8(ascii: ",")) { return true }
        try take(UInt8(ascii: "}"))
        return false
    }

    /// `body` must take the value of each member; a name twice is a doubt.
    mutating func members(_ body: (inout PlainJSON, String) throws(Doubt) -> Void) throws(Doubt) {
        var names: [String] = []
        var more = try opensObject()
        while more {
            let name = try name()
            guard !names.contains(name) else { throw Doubt() }
            names.append(name)
            try body(&self, name)
            more = try continuesObject()
        }
    }

    /// Any number of members of one kind; a name twice is a doubt.
    mutating func object<Value>(
        _ value: (inout PlainJSON) throws(Doubt) -> Value
    ) throws(Doubt) -> [String: Value] {
        var members: [String: Value] = [:]
        var more = try opensObject()
        while more {
            let name = try name()
            guard members.updateValue(try value(&self), forKey: name) == nil else { throw Doubt() }
            more = try continuesObject()
        }
        return members
    }
}

// MARK: - Values

extension PlainJSON {
    mutating func takesNull() throws(Doubt) -> Bool {
        guard next == UInt8(ascii: "n") else { return false }
        try take(word: "null")
        return true
    }

    mutating func flag() throws(Doubt) -> Bool {
        let isTrue = next == UInt8(ascii: "t")
        try take(word: isTrue ? "true" : "false")
        return isTrue
    }

    /// A whole number of at most 18 digits.
    mutating func whole() throws(Doubt) -> Int {
        let isNegative = takes(UInt8(ascii: "-"))
        let start = at
        var value = 0
        while at < bytes.count, bytes[at] &- UInt8(ascii: "0") < 10, at - start < 18 {
            value = value * 10 + Int(bytes[at] - UInt8(ascii: "0"))
            at += 1
        }
        guard at > start, bytes[start] != UInt8(ascii: "0") || (at == start + 1 && !isNegative) else { throw Doubt() }
        return isNegative ? -value : value
    }

    mutating func text() throws(Doubt) -> String {
        let (range, hasEscapes) = try textRange()
        let inside = UnsafeBufferPointer(rebasing: bytes[range])
        guard hasEscapes else { return String(decoding: inside, as: UTF8.self) }
        return String(unsafeUninitializedCapacity: range.count) { Self.unescape(inside, into: $0) }
    }

    mutating func value(depth: Int = 0) throws(Doubt) -> JSONValue {
        guard depth < Self.depthMax else { throw Doubt() }
        switch next {
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "{"): return .object(try object { json throws(Doubt) in try json.value(depth: depth + 1) })
        case UInt8(ascii: "["):
            var elements: [JSONValue] = []
            try array { json throws(Doubt) in elements.append(try json.value(depth: depth + 1)) }
            return .array(elements)
        case UInt8(ascii: "n"):
            try take(word: "null")
            return .null
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool(try flag())
        default: return .integer(try whole())
        }
    }

    /// Takes a value without keeping it.
    mutating func skip(depth: Int = 0) throws(Doubt) {
        guard depth < Self.depthMax else { throw Doubt() }
        switch next {
        case UInt8(ascii: "\""): _ = try textRange()
        case UInt8(ascii: "{"): try skipObject(depth: depth)
        case UInt8(ascii: "["): try array { json throws(Doubt) in try json.skip(depth: depth + 1) }
        case UInt8(ascii: "n"): try take(word: "null")
        case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try flag()
        default: _ = try whole()
        }
    }

    mutating func skipObject(depth: Int = 0) throws(Doubt) {
        var more = try opensObject()
        while more {
            _ = try textRange()
            try take(UInt8(ascii: ":"))
            try skip(depth: depth + 1)
            more = try continuesObject()
        }
    }

    private mutating func array(_ element: (inout PlainJSON) throws(Doubt) -> Void) throws(Doubt) {
        try take(UInt8(ascii: "["))
        guard !takes(UInt8(ascii: "]")) else { return }
        repeat { try element(&self) } while takes(UInt8(ascii: ","))
        try take(UInt8(ascii: "]"))
    }
}

// MARK: - Bytes

extension PlainJSON {
    /// What comes next, without taking it; nil at the end.
    private var next: UInt8? {
        mutating get {
            skipSpaces()
            return at < bytes.count ? bytes[at] : nil
        }
    }

    private mutating func skipSpaces() {
        while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0A || bytes[at] == 0x0D {
            at += 1
        }
    }

    private mutating func takes(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        at += 1
        return true
    }

    private mutating func take(_ byte: UInt8) throws(Doubt) {
        guard takes(byte) else { throw Doubt() }
    }

    private mutating func take(word: StaticString) throws(Doubt) {
        skipSpaces()
        let length = word.utf8CodeUnitCount
        guard at + length <= bytes.count,
            bytes[at..<at + length].elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: length))
        else { throw Doubt() }
        at += length
    }

    /// What stands between the quotes. Its escapes are those of one letter.
    private mutating func textRange() throws(Doubt) -> (range: Range<Int>, hasEscapes: Bool) {
        try take(UInt8(ascii: "\""))
        let start = at
        var hasEscapes = false
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
            guard bytes[at] >= 0x20 else { throw Doubt() }
            if bytes[at] == UInt8(ascii: "\\") {
                hasEscapes = true
                at += 1
                guard at < bytes.count, Self.escaped(bytes[at]) != nil else { throw Doubt() }
            }
            at += 1
        }
        guard at < bytes.count else { throw Doubt() }
        defer { at += 1 }
        return (start..<at, hasEscapes)
    }

    private static func escaped(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    private static func unescape(
        _ text: UnsafeBufferPointer<UInt8>, into result: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var (from, to) = (0, 0)
        while from < text.count {
            var byte = text[from]
            from += 1
            if byte == UInt8(ascii: "\\"), from < text.count {
                byte = escaped(text[from]) ?? text[from]
                from += 1
            }
            result[to] = byte
            to += 1
        }
        return to
    }
}
