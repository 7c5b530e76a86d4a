import BillingModel

/// JSON, or what Python prints of the same, read character by character; numbers as they are spelled. Shares nothing
/// with the reader that landing has.
enum SlowJSON {
    case null
    case word(String)
    case number(String)
    case text(String)
    case list([SlowJSON])
    case record([(key: String, value: SlowJSON)])

    init(_ text: String) throws {
        var reader = Reader(Array(text.unicodeScalars))
        self = try reader.value(depth: 0)
        reader.skipSpaces()
        guard reader.isAtEnd else { throw Reader.broken }
    }

    /// The fields of a record, those of records inside with a dot when `opensRecords`; null is left out.
    func fields(_ before: String = "", opensRecords: Bool) -> [(name: String, value: SlowJSON)] {
        guard case .record(let members) = self else { return [] }
        return members.flatMap { key, value -> [(name: String, value: SlowJSON)] in
            switch value {
            case .null: return []
            case .record where opensRecords: return value.fields("\(before)\(key).", opensRecords: true)
            default: return [(before + key, value)]
            }
        }
    }

    /// As a cell has it; nil for what is no single value.
    var plain: String? {
        switch self {
        case .word(let text), .number(let text), .text(let text): text
        case .null, .list, .record: nil
        }
    }

    /// Of an amount of each record in a list; nil where none has it.
    func sum(of member: String) throws -> ExactDecimal? {
        var sum: ExactDecimal?
        guard case .list(let records) = self else { return nil }
        for record in records {
            for (name, value) in record.fields(opensRecords: false) where name == member {
                guard let amount = value.plain.flatMap({ ExactDecimal.parse($0).value }),
                    let total = (sum ?? .zero).adding(amount)
                else { throw BillowError(.badData, "an amount in a list is no decimal number") }
                sum = total
            }
        }
        return sum
    }
}

private struct Reader {
    static let broken = BillowError(.badData, "it is no JSON")
    private static let depthMax = 64

    private let text: [Unicode.Scalar]
    private var at = 0

    init(_ text: [Unicode.Scalar]) {
        self.text = text
    }

    var isAtEnd: Bool { at == text.count }

    mutating func skipSpaces() {
        while at < text.count, " \t\r\n".unicodeScalars.contains(text[at]) { at += 1 }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        skipSpaces()
        guard at < text.count, text[at] == scalar else { return false }
        at += 1
        return true
    }

    mutating func value(depth: Int) throws -> SlowJSON {
        guard depth < Self.depthMax else { throw Self.broken }
        if take("[") { return .list(try members("]") { try $0.value(depth: depth + 1) }) }
        if take("{") {
            return .record(
                try members("}") { reader in
                    let key = try reader.quoted()
                    guard reader.take(":") else { throw Self.broken }
                    return (key, try reader.value(depth: depth + 1))
                })
        }
        guard at < text.count else { throw Self.broken }
        if text[at] == "\"" || text[at] == "'" { return .text(try quoted()) }
        let start = at
        while at < text.count, !",]}: \t\r\n".unicodeScalars.contains(text[at]) { at += 1 }
        let word = String(String.UnicodeScalarView(text[start..<at]))
        if ["null", "None"].contains(word) { return .null }
        if ["true", "false", "True", "False"].contains(word) { return .word(word) }
        guard ExactDecimal.parse(word).value != nil else { throw Self.broken }
        return .number(word)
    }

    private mutating func members<T>(_ end: Unicode.Scalar, _ member: (inout Reader) throws -> T) throws -> [T] {
        var all: [T] = []
        if take(end) { return all }
        repeat { all.append(try member(&self)) } while take(",")
        guard take(end) else { throw Self.broken }
        return all
    }

    private mutating func quoted() throws -> String {
        skipSpaces()
        guard at < text.count, text[at] == "\"" || text[at] == "'" else { throw Self.broken }
        let quote = text[at]
        at += 1
        var result = String.UnicodeScalarView()
        while at < text.count, text[at] != quote {
            if text[at] == "\\", at + 1 < text.count {
                // What the letter means matters to no sum.
                at += 1
            }
            result.append(text[at])
            at += 1
        }
        guard at < text.count else { throw Self.broken }
        at += 1
        return String(result)
    }
}
