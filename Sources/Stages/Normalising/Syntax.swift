/// An expression, or a part of one, as the engine's parser sees it: the JSON of its syntax tree without the places in
/// the text, so that equal parts are equal.
indirect enum Syntax: Hashable, Sendable {
    case object([Member])
    case list([Syntax])
    /// As the JSON spells it, texts with their quotes.
    case scalar(String)

    struct Member: Hashable, Sendable {
        let key: String
        let value: Syntax
    }
}

extension Syntax {
    subscript(key: String) -> Syntax? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// Nil where this is no text, or one with an escape other than those of quotes, slashes and backslashes.
    var text: String? {
        guard case .scalar(let raw) = self, raw.hasPrefix("\"") else { return nil }
        let inner = raw.dropFirst().dropLast()
        guard inner.utf8.contains(UInt8(ascii: "\\")) else { return String(inner) }
        var text: [UInt8] = []
        var isEscaped = false
        for byte in inner.utf8 {
            if isEscaped {
                guard Self.escapedAsItself.contains(byte) else { return nil }
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
                continue
            }
            text.append(byte)
            isEscaped = false
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let escapedAsItself = Array("\"\\/".utf8)

    var items: [Syntax] {
        if case .list(let items) = self { items } else { [] }
    }

    var nodeClass: String? { self["class"]?.text }
    var nodeType: String? { self["type"]?.text }

    var json: String {
        var json = ""
        append(to: &json)
        return json
    }

    private func append(to json: inout String) {
        switch self {
        case .object(let members):
            json += "{"
            for (index, member) in members.enumerated() {
                json += index == 0 ? "\"" : ",\""
                json += member.key
                json += "\":"
                member.value.append(to: &json)
            }
            json += "}"
        case .list(let items):
            json += "["
            for (index, item) in items.enumerated() {
                if index > 0 { json += "," }
                item.append(to: &json)
            }
            json += "]"
        case .scalar(let raw): json += raw
        }
    }

    /// A tree and all that is below it, parents first.
    func visit(_ body: (Syntax) -> Void) {
        body(self)
        switch self {
        case .object(let members): for member in members { member.value.visit(body) }
        case .list(let items): for item in items { item.visit(body) }
        case .scalar: break
        }
    }
}

extension Syntax {
    /// Nil when it is no JSON.
    init?(json: String) {
        var json = json
        let parsed = json.withUTF8 { bytes -> Syntax? in
            var reader = SyntaxReader(bytes: bytes)
            guard let value = reader.value(), reader.isAtEnd else { return nil }
            return value
        }
        guard let parsed else { return nil }
        self = parsed
    }
}

/// Reads JSON as the engine writes it: without white space between its parts.
private struct SyntaxReader {
    let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { at == bytes.count }

    mutating func value() -> Syntax? {
        switch peek {
        case UInt8(ascii: "{"): object()
        case UInt8(ascii: "["): list()
        case UInt8(ascii: "\""): quoted().map { .scalar(text($0)) }
        case nil: nil
        default: bare()
        }
    }

    private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    private mutating func object() -> Syntax? {
        var members: [Syntax.Member] = []
        guard take("{") else { return nil }
        if take("}") { return .object([]) }
        repeat {
            guard let range = quoted(), take(":"), let value = value() else { return nil }
            let key = text((range.lowerBound + 1)..<(range.upperBound - 1))
            if !key.hasPrefix("query_location") { members.append(Syntax.Member(key: key, value: value)) }
        } while take(",")
        return take("}") ? .object(members) : nil
    }

    private mutating func list() -> Syntax? {
        var items: [Syntax] = []
        guard take("[") else { return nil }
        if take("]") { return .list([]) }
        repeat {
            guard let item = value() else { return nil }
            items.append(item)
        } while take(",")
        return take("]") ? .list(items) : nil
    }

    private mutating func quoted() -> Range<Int>? {
        let start = at
        guard take("\"") else { return nil }
        while let byte = peek {
            at += byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == UInt8(ascii: "\"") { return start..<at }
        }
        return nil
    }

    private mutating func bare() -> Syntax? {
        let start = at
        while let byte = peek, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]") {
            at += 1
        }
        return at > start ? .scalar(text(start..<at)) : nil
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }
}
