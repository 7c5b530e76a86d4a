import Randomness
import Testing

@testable import DelimitedText

@Suite("Strict CSV")
struct CSVParserTests {
    /// Records as text, however the input is cut into chunks.
    static func parse(_ bytes: [UInt8], chunk: Int) throws -> [[String]] {
        let parser = CSVParser()
        var records: [[String]] = []
        let take: (CSVParser.Record) -> Void = { record in records.append(record.cells.map { record.text($0) }) }
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            try bytes[start..<min(start + chunk, bytes.count)].withUnsafeBytes { try parser.feed($0, take) }
        }
        try parser.finish(take)
        return records
    }

    static let good: [(String, [[String]])] = [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
        ("\u{FEFF}a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n\"1,\"\"x\"\"\r\ny\",2\n", [["a", "b"], ["1,\"x\"\r\ny", "2"]]),
        ("a,b\n,\n\"\",\n", [["a", "b"], ["", ""], ["", ""]]),
        ("a\n1\n\n\n", [["a"], ["1"]]),
        ("ä,🎈\nü,\"é\"\n", [["ä", "🎈"], ["ü", "é"]]),
        ("a\n\"\"\n", [["a"], [""]]),
        ("a,b\n1,\"2\"", [["a", "b"], ["1", "2"]]),
    ]

    @Test("the same records for every way to cut the input", arguments: good)
    func goodText(text: String, expected: [[String]]) throws {
        let bytes = Array(text.utf8)
        for chunk in 1...max(1, bytes.count) {
            #expect(try Self.parse(bytes, chunk: chunk) == expected, "chunks of \(chunk)")
        }
    }

    static let bad: [([UInt8], String, Int)] = [
        (Array("a,b\n1,2\"x\n".utf8), "quote inside", 2),
        (Array("a,b\n\"1\"x,2\n".utf8), "behind a closing quote", 2),
        (Array("a,b\n1,\"2\n3\n".utf8), "never closed", 2),
        (Array("a,b\n1,2\r3\n".utf8), "carriage return", 2),
        (Array("a,b\n\n1,2\n".utf8), "blank line", 2),
        (Array("a,b\n1,\0\n".utf8), "NUL", 2),
        (Array("a,b\n\"1\n\0\",2\n".utf8), "NUL", 3),
        (Array("a\n".utf8) + [0xC3, 0x28, 0x0A], "UTF-8", 2),
        (Array("a\nx\n".utf8) + [0xED, 0xA0, 0x80, 0x0A], "UTF-8", 3),
    ]

    @Test("what is no strict CSV is refused on its line", arguments: bad)
    func badText(bytes: [UInt8], reason: String, line: Int) {
        for chunk in [1, 2, 3, 5, bytes.count] {
            do {
                _ = try Self.parse(bytes, chunk: chunk)
                Issue.record("accepted in chunks of \(chunk)")
            } catch let failure as CSVFailure {
                #expect(failure.what.contains(reason), "\(failure)")
                #expect(failure.line == line, "chunks of \(chunk)")
            } catch {
                Issue.record("\(error)")
            }
        }
    }

    @Test("a random table comes back, whatever is in its cells and wherever it is cut")
    func roundTrip() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var dice = SeededGenerator(seed: seed)
        let alphabet = ["a", "1", ",", "\"", "\n", "\r\n", "ü", "🎈", " ", "'", ""]
        for _ in 0..<300 {
            let columns = Int.random(in: 2...6, using: &dice)
            let table = (0..<Int.random(in: 1...20, using: &dice)).map { _ in
                (0..<columns).map { _ in
                    (0..<Int.random(in: 0...6, using: &dice)).map { _ in alphabet.randomElement(using: &dice) ?? "" }
                        .joined()
                }
            }
            let ending = Bool.random(using: &dice) ? "\n" : "\r\n"
            let text = table.map { $0.map(Self.quoted).joined(separator: ",") + ending }.joined()
            let chunk = Int.random(in: 1...64, using: &dice)
            #expect(try Self.parse(Array(text.utf8), chunk: chunk) == table, "seed \(seed)")
        }
    }

    static func quoted(_ cell: String) -> String {
        let special = cell.unicodeScalars.contains { "\",\n\r".unicodeScalars.contains($0) }
        return special
            ? "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            : cell
    }
}
