import ADBC
import BillingModel
import BillingSources
import Columnar
import Foundation
import SQLEngine
import TestEngine
import Testing

/// A member of an object in text: by the engine, and byte by byte.
@Suite struct JSONMemberTests {
    private static func find(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { bytes in
            switch JSONMember.find(Array("k".utf8), in: bytes) {
            case .null: "null"
            case .unknown: nil
            case .text(let range): "=" + String(decoding: bytes[range], as: UTF8.self)
            }
        }
    }

    @Test func findsPlainMembers() {
        #expect(Self.find(#"{"a": "b", "k":"v"}"#) == "=v")
        #expect(Self.find(#""k":"Ä","b":"""#) == "=Ä")
        #expect(Self.find(#"{"kk":"v"}"#) == "null")
        #expect(Self.find(#"{"k":""}"#) == "null")
        #expect(Self.find("") == "null")
        #expect(Self.find(#"{"k":"v""#) == nil)
        #expect(Self.find(#"{"k":"v"},"#) == nil)
        #expect(Self.find(#"{"k":1}"#) == nil)
        #expect(Self.find(#"{"k":"\n"}"#) == nil)
        #expect(Self.find(#"{"k":"v","k":"w"}"#) == nil)
    }

    @Test func knowsPlainPaths() {
        #expect(JSONMember.key(ofPath: Array("$.a_1Z".utf8)) == Array("a_1Z".utf8))
        for path in ["$.", "$", "a", "$.a.b", "$.a[0]", "$.*", "$.\"a\"", "$.Ä"] {
            #expect(JSONMember.key(ofPath: Array(path.utf8)) == nil, "\(path)")
        }
    }

    @Test(.needsDuckDB) func sqlAndBytesAgree() async throws {
        var dice = SystemRandomNumberGenerator()
        let parts = [
            "{", "}", ":", ",", " ", "\"k\":", "\"k\"", "\"a\":\"b\"", "\"\"", "\"v\"", "1", "null", "\t", "\\", "Ä",
        ]
        var texts = ["", "{}", "{ }", " "]
        for _ in 0..<3000 {
            let middle = (0..<Int.random(in: 0...4, using: &dice)).compactMap { _ in parts.randomElement(using: &dice) }
            let text = middle.joined()
            texts += [text, "{\(text)}", "{\"k\":\(text)}", "\"b\": \"c\", \(text)", "{\"k\": \"x\",\(text)}"]
        }
        let session = try await TestEngine.openSession()
        let found = try await session.rows(
            "SELECT \(sql: JSONMember.sql("text", "'$.k'")) FROM (SELECT unnest(\(texts)) AS text)")
        #expect(found.count == texts.count)
        for (text, row) in zip(texts, found) {
            guard let own = Self.find(text) else { continue }
            #expect(own == (row[0] == .null ? "null" : "=\(row[0].description)"), "\(text)")
        }
        #expect(texts.count { Self.find($0) != nil } > 500)
    }
}
