import BillingModel
import Columnar
import Foundation
import SQLEngine
import TestEngine
import Testing

@testable import Reporting

struct OutputTests {
    @Test(arguments: [
        ("plain", "plain"), ("", "\"\""), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\r\nb", "\"a\r\nb\""),
        ("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"), ("@x", "'@x"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""),
        ("=A1,\"x\"", "\"'=A1,\"\"x\"\"\""), ("-12.5", "-12.5"), ("+3", "+3"), ("-1e5", "-1e5"), ("-1+1", "'-1+1"),
        ("-", "'-"), (" x", "\" x\""), ("ünï", "ünï"),
    ])
    func csvCells(_ text: String, _ expected: String) {
        #expect(CSVText.cell(text) == expected)
    }

    @Test func csvNullIsEmpty() {
        #expect(CSVText.line([nil, "", "x"]) == ",\"\",x\r\n")
    }

    @Test func jsonStringsComeBack() throws {
        let text = "q\" b\\ n\n r\r t\t z\0 e\u{1B} d\u{7F} ls\u{2028} 雲 🇦🇹 e\u{301} \r\n"
        let json = "[\(JSONText.string(text))]"
        let back = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String]
        #expect(back?.first.map { Array($0.utf8) } == Array(text.utf8))
        #expect(json.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }

    @Test(
        arguments: [
            (0, "1970-01-01"), (-1, "1969-12-31"), (20_392, "2025-10-31"), (19_782, "2024-02-29"),
            (11_016, "2000-02-29"),
            (-719_528, "0000-01-01"), (-719_529, "-0001-12-31"), (2_932_896, "9999-12-31"), (2_932_897, "+10000-01-01"),
        ] as [(Int64, String)])
    func dates(_ days: Int64, _ text: String) {
        #expect(CalendarText.date(days) == text)
    }

    @Test(
        arguments: [
            (1_759_276_800_000_000, "2025-10-01T00:00:00Z"), (1_759_276_800_500_000, "2025-10-01T00:00:00.5Z"),
            (-1, "1969-12-31T23:59:59.999999Z"), (-86_400_000_000, "1969-12-31T00:00:00Z"),
        ] as [(Int64, String)])
    func timestamps(_ micros: Int64, _ text: String) {
        #expect(CalendarText.timestamp(micros: micros, isUTC: true) == text)
        #expect(CalendarText.timestamp(micros: micros, isUTC: false) == String(text.dropLast()))
    }

    @Test func resultsAsJSONReadBack() async throws {
        let session = try await TestEngine.openSession()
        let stream = try await session.query(
            """
            SELECT 9007199254740993::BIGINT AS n, 0.1::DECIMAL(38,18) AS d, -0.05::DECIMAL(4,2) AS e, 'a"b' AS t,
              DATE '2025-10-31' AS day, TIMESTAMPTZ '2025-10-01 00:00:00+00' AS at, MAP {'k"': 'v'} AS m,
              [1, NULL] AS l, {'x': 1.50::DECIMAL(5,2)} AS s, NULL AS nothing, true AS b, 0.5::DOUBLE AS f,
              'nan'::DOUBLE AS nan
            """)
        let json = try await written(.json, stream)
        #expect(json.contains(#"{"name": "d", "type": "DECIMAL(38,18)"}"#))
        #expect(
            json.contains(
                #"[9007199254740993, "0.100000000000000000", "-0.05", "a\"b", "2025-10-31", "2025-10-01T00:00:00Z", "#
                    + #"{"k\"": "v"}, [1, null], {"x": "1.50"}, null, true, 0.5, "nan"]"#), "\(json)")
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect((object?["rows"] as? [[Any]])?.count == 1)
        #expect((object?["columns"] as? [[String: String]])?.count == 13)
    }

    @Test(arguments: [0, 1, 3, 5000])
    func everyRowIsWritten(_ count: Int) async throws {
        let session = try await TestEngine.openSession()
        let query: SQLText = "SELECT i AS n, 'r' || i AS t FROM range(\(count)) r(i) ORDER BY i"
        let json = try await written(.json, session.query(query))
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect((object?["rows"] as? [[Any]])?.count == count)
        let csv = try await written(.csv, session.query(query))
        #expect(csv.split(separator: "\r\n", omittingEmptySubsequences: false).count == count + 2)
        #expect(csv.hasPrefix("n,t\r\n") && csv.hasSuffix("\r\n"))
        let table = try await written(.table, session.query(query))
        #expect(table.split(separator: "\n").count == count + 3)
        #expect(table.hasSuffix(count == 1 ? "1 row\n" : "\(count) rows\n"))
    }

    @Test func tablesCannotSteerTheTerminal() async throws {
        let session = try await TestEngine.openSession()
        let query: SQLText = "SELECT chr(27) || '[31mred' AS t, 'a' || chr(10) || 'b' AS u, chr(8238) || 'x' AS v"
        let table = try await written(.table, session.query(query))
        #expect(!table.contains("\u{1B}") && !table.contains("\u{202E}"))
        #expect(table.contains("\\u{1b}[31mred") && table.contains("a\\u{a}b"))
    }

    @Test func numbersAreNeverCut() async throws {
        let session = try await TestEngine.openSession()
        let stream = try await session.query(
            "SELECT 12345678901234567890.123456789012345678::DECIMAL(38,18) AS d, repeat('x', 100) AS t")
        let table = try await written(.table, stream)
        #expect(table.contains("12345678901234567890.123456789012345678"))
        #expect(table.contains(String(repeating: "x", count: 59) + "…"))
    }

    private func written(_ format: OutputFormat, _ stream: any BatchStream) async throws -> String {
        var text = ""
        try await ResultTable(format).write(stream) { text += $0 }
        return text
    }
}
