import JSONLines
import Testing

@Suite("JSON, an object a line") struct LineTableTests {
    /// As CSV, fed in chunks of `size` bytes.
    private func table(_ text: String, opens: Bool = true, size: Int = 3) throws -> String {
        let bytes = Array(text.utf8)
        let chunks = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
        let fields = LineFields(goesInside: opens)
        for chunk in chunks { try fields.feed(chunk) }
        try fields.finish()
        let table = LineTable(fields, goesInside: opens)
        var csv: [UInt8] = []
        for chunk in chunks { csv += try table.feed(chunk) }
        return String(decoding: csv + (try table.finish()), as: UTF8.self)
    }

    private func failure(_ text: String) -> String? {
        do {
            _ = try table(text)
            return nil
        } catch {
            return (error as? JSONFailure)?.what
        }
    }

    @Test(arguments: [1, 2, 7, 4096]) func `records become columns, numbers keep their digits`(size: Int) throws {
        let text = """
            \u{FEFF}{"cost": 0.1000, "usage": {"amount": 5e-06, "unit": "a,\\"b\\"\\u00e9\\n"}, \
            "labels": [{"k": "v"}]}\r
            {"usage":{"unit":null},"late":true,"cost":"-1"}

            """
        let expected = """
            "cost","usage.amount","usage.unit","labels","late"
            0.1000,5e-06,"a,""b""é
            ","[{""k"": ""v""}]",
            "-1",,,,true

            """
        #expect(try table(text, size: size) == expected)
    }

    @Test func `objects may stay as they are`() throws {
        #expect(try table(#"{"a":{"b":1},"c":{}}"#, opens: false) == "\"a\",\"c\"\n\"{\"\"b\"\":1}\",\"{}\"\n")
        #expect(try table(#"{"a":{"b":1},"c":{}}"#) == "\"a.b\"\n1\n")
    }

    @Test(
        "what is no strict JSON is refused",
        arguments: [
            (#"{"a":1"#, "something else where , or } is expected"), (#"{"a":"#, "JSON that ends too early"),
            (#"{"a":1}{"#, "something behind the end of the JSON"),
            (#"[1]"#, "a line that is no JSON object"), (#"{"a":01}"#, "'01}' is no number"),
            (#"{"a":1.}"#, "'1.}' is no number"), (#"{"a":NaN}"#, "'NaN}' where a value is expected"),
            (#"{"a":+1}"#, "'+1}' where a value is expected"), (#"{'a':1}"#, "a key that is no text"),
            (#"{"a":'x'}"#, "''x'}' where a value is expected"), (#"{"a":1,}"#, "a key that is no text"),
            (#"{"a":[1,]}"#, "']}' where a value is expected"), (#"{"a" 1}"#, "a key without a value"),
            (#"{"a":1,"a":2}"#, "the key 'a' twice in one object"),
            (#"{"l":[{"amount":1,"amount":2}]}"#, "the key 'amount' twice in one object"),
            (#"{"a":{"b":1},"a.b":2}"#, "the field 'a.b' twice in one line"),
            (#"{"a":"\x"}"#, "the escape \\x inside a text"), (#"{"a":"\u12"}"#, "\\u without four hexadecimal digits"),
            (#"{"a":"\ud800"}"#, "half a pair of \\u inside a text"), (#"{"a":"\u0000"}"#, "a NUL inside a text"),
            ("{\"a\":\"\t\"}", "a control character inside a text"), (#"{"a":"b"#, "a text that is never closed"),
            ("{\"a\":1}\n\n{\"a\":1}", "a line behind a blank one"), ("not json", "a line that is no JSON object"),
            (#"{"a":{"x":1"# + "\n}}", "something else where , or } is expected"),
        ])
    func refused(text: String, why: String) {
        let found = failure(text)
        #expect(found == why || why.hasPrefix("something else") && found != nil, "\(text): \(found ?? "-")")
    }

    @Test func `depth, keys and fields have limits`() throws {
        let deep = String(repeating: "[", count: 100_000)
        #expect(failure(#"{"a":\#(deep)"#) == "JSON nested deeper than 32")
        let nested = String(repeating: #"{"a":"#, count: 100_000)
        #expect(failure(nested) == "JSON nested deeper than 32")
        let keys = (0...1000).map { #""k\#($0)":1"# }.joined(separator: ",")
        #expect(failure("{\(keys)}") == "an object of more than 1000 keys")
        let lines = (0...10).map { line in "{" + (0..<999).map { #""k\#(line)_\#($0)":1"# }.joined(separator: ",") + "}"
        }
        #expect(failure(lines.joined(separator: "\n")) == "more than 10000 fields in one file")
    }

    @Test func `a number may be as long as it likes, until somebody reads it`() throws {
        let digits = String(repeating: "9", count: 5000)
        #expect(try table(#"{"a":\#(digits)}"#) == "\"a\"\n\(digits)\n")
    }

    @Test func `bytes that are no UTF-8 are refused`() throws {
        let fields = LineFields(goesInside: true)
        #expect(throws: JSONFailure("bytes that are not UTF-8")) {
            try fields.feed(Array("{\"a\":\"".utf8) + [0xFF] + Array("\"}\n".utf8))
        }
    }
}
