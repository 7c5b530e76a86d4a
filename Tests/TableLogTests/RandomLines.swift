import Randomness

@testable import TableLog

/// Lines of commits, most of them as some writer would write them, some hostile.
struct RandomLines {
    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func line() -> String {
        switch Int.random(in: 0..<20, using: &random) {
        case 0...9: object([("add", add())], and: ["txn", "remove"])
        case 10...12: object([("remove", remove())], and: ["add"])
        case 13...15: object([("txn", transaction())], and: [])
        case 16...18: object([("commitInfo", info())], and: [])
        default: object([(text(), value(3))], and: ["add"])
        }
    }

    /// Some bytes away, twice, or others.
    mutating func damaged(_ line: [UInt8]) -> [UInt8] {
        var line = line
        for _ in 0..<Int.random(in: 1...2, using: &random) where !line.isEmpty {
            let at = Int.random(in: 0..<line.count, using: &random)
            let end = min(line.count, at + Int.random(in: 1...12, using: &random))
            switch Int.random(in: 0..<4, using: &random) {
            case 0: line.removeSubrange(at..<end)
            case 1: line.insert(contentsOf: line[at..<end], at: at)
            case 2: line[at] = Self.hostile.randomElement(using: &random) ?? 0
            default: line.insert(Self.hostile.randomElement(using: &random) ?? 0, at: at)
            }
        }
        return line
    }

    private static let hostile = Array("{}[]:,\"\\0123456789-+.eEuntrflsa \t\r\u{0}\u{1F}\u{7F}".utf8)

    private mutating func chance(_ percent: Double) -> Bool { Double.random(in: 0..<100, using: &random) < percent }

    private mutating func space() -> String {
        chance(3) ? [" ", "\t", "\r", "  "].randomElement(using: &random) ?? "" : ""
    }

    /// In any order, with some that are null, some unknown, rarely one twice.
    private mutating func object(_ members: [(String, String)], and nulls: [String] = []) -> String {
        var members = members
        for name in nulls where chance(20) { members.append((name, "null")) }
        if chance(1) { members.append((text(), value(2))) }
        if chance(0.5), let again = members.randomElement(using: &random) { members.append(again) }
        if chance(0.5), !members.isEmpty { members.removeLast() }
        members.shuffle(using: &random)
        let inside = members.map { "\(space())\(quoted($0.0))\(space()):\(space())\($0.1)\(space())" }
        return "{\(inside.joined(separator: ","))}\(space())"
    }

    private mutating func add() -> String {
        var members = [
            ("path", quoted(path())), ("partitionValues", texts(nullable: true)), ("size", number()),
            ("modificationTime", number()), ("dataChange", flag()),
        ]
        if chance(85) { members.append(("stats", chance(5) ? "null" : quoted(statistics()))) }
        if chance(80) { members.append(("tags", chance(5) ? "null" : texts(nullable: chance(2)))) }
        return object(members, and: ["deletionVector"])
    }

    private mutating func remove() -> String {
        var members = [("path", quoted(path())), ("dataChange", flag())]
        if chance(80) { members.append(("deletionTimestamp", number())) }
        if chance(80) { members.append(("extendedFileMetadata", flag())) }
        if chance(80) { members.append(("partitionValues", texts(nullable: true))) }
        if chance(80) { members.append(("size", number())) }
        if chance(80) { members.append(("tags", texts(nullable: chance(2)))) }
        return object(members, and: ["deletionVector"])
    }

    private mutating func transaction() -> String {
        object([("appId", quoted(text())), ("version", number())], and: ["lastUpdated"])
    }

    private mutating func info() -> String {
        var members: [(String, String)] = []
        for name in ["operation", "engineInfo", "txnId", "contentSha256"] where chance(70) {
            members.append((name, quoted(text())))
        }
        if chance(70) { members.append(("timestamp", number())) }
        if chance(70) { members.append(("operationParameters", texts(nullable: false))) }
        if chance(90) { members.append(("billow", object([(text(), value(4)), (text(), value(3))]))) }
        return object(members, and: ["operation"])
    }

    private mutating func statistics() -> String {
        var members = [("numRecords", number())]
        for name in ["minValues", "maxValues", "nullCount"] where chance(80) {
            members.append((name, chance(98) ? object([(text(), value(1)), (text(), value(1))]) : value(1)))
        }
        return object(members, and: chance(10) ? ["tightBounds"] : [])
    }

    private mutating func texts(nullable: Bool) -> String {
        object(
            (0..<Int.random(in: 0...3, using: &random)).map { _ in
                (text(), nullable && chance(20) ? "null" : quoted(text()))
            })
    }

    private mutating func value(_ depth: Int) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random) {
        case 0...2: quoted(text())
        case 3: number()
        case 4: flag()
        case 5: "null"
        case 6: "[\((0..<Int.random(in: 0...3, using: &random)).map { _ in value(depth - 1) }.joined(separator: ","))]"
        default: object((0..<Int.random(in: 0...3, using: &random)).map { _ in (text(), value(depth - 1)) })
        }
    }

    private mutating func flag() -> String { Bool.random(using: &random) ? "true" : "false" }

    private mutating func number() -> String {
        guard chance(1) else { return String(Int.random(in: 0...1_000_000, using: &random)) }
        return [
            "-1", "-0", "0", "00", "1.0", "1.5", "1e3", "1E+2", "1e999", "9223372036854775807", "9223372036854775808",
            "999999999999999999", "-999999999999999999", "0.1000000000000000055511151231257827", "+1", "-", "1.", ".5",
        ].randomElement(using: &random) ?? "1"
    }

    private mutating func path() -> String {
        chance(98)
            ? "p=x/\(Int.random(in: 0...99, using: &random)).parquet"
            : ["/a", "a//b", "../a", "%2e%2e/a", "s3://a", "%", "%zz", "_delta_log/a", "", "a%00b"]
                .randomElement(using: &random) ?? "a"
    }

    private mutating func text() -> String {
        let pieces = [
            "a", "B", "x_source", "numRecords", "path", "é", "e\u{301}", "\u{212A}", "日本", "😀", "\"", "\\", "/",
            "\n", "\t", "\u{8}", "\u{C}", "\r", " ", "{", "}", "null", "1", "\u{7F}", "\u{2028}", "\u{FEFF}",
        ]
        return (0..<Int.random(in: 0...4, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
            .joined()
    }

    /// Escaped as writers do it, some of it by number.
    private mutating func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case "\u{8}": result += "\\b"
            case "\u{C}": result += "\\f"
            case "/": result += chance(20) ? "\\/" : "/"
            default:
                let isNumbered = scalar.value < 0x1_0000 && chance(0.2)
                let digits = String(scalar.value, radix: 16)
                result += isNumbered ? "\\u" + String(repeating: "0", count: 4 - digits.count) + digits : String(scalar)
            }
        }
        return result + "\""
    }
}
