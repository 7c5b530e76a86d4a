import BillingModel
import JSONLines
import Testing

@Suite("Sums over lists, months") struct AmountSumTests {
    private func sum(_ text: String) throws -> String? {
        try Array(text.utf8).withUnsafeBufferPointer { bytes in
            switch try AmountSum.read(bytes, member: "amount") {
            case .none: nil
            case .sum(let sum): sum.description
            case .rounded(let sum): "~\(sum)"
            }
        }
    }

    @Test(
        arguments: [
            ("[]", nil), ("null", nil), ("None", nil), (#"[{"name":"x"}]"#, nil), (#"[{"amount":null}]"#, nil),
            (#"[{"amount":-0.1},{"amount":"-0.2","name":"amount: 7"}]"#, "-0.300000000000000000"),
            ("[{'name': \"it's\", 'amount': -5e-06, 'full_name': None}]", "-0.000005000000000000"),
            (#"[{"amount":1e-19}, {"amount":1}]"#, "~1.000000000000000000"),
            (#" [ { "x" : [ { "amount" : 5 } ] , "amount" : 1 } ] "#, "1.000000000000000000"),
        ] as [(String, String?)])
    func sums(text: String, expected: String?) throws {
        #expect(try sum(text) == expected)
    }

    @Test(arguments: [
        "", "x", "{}", "[1]", "[{\"amount\":true}]", "[{\"amount\":[]}]", "[{\"amount\":1}", "[{\"amount\":1}] x",
        "[{\"amount\":1,\"amount\":1}]", "[{\"amount\":1e99}]", "[{\"amount\":\"x\"}]", "true", "[{'amount': 1]",
        "[{\"amount\":99999999999999999999},{\"amount\":1}]",
    ])
    func refused(text: String) {
        #expect(throws: JSONFailure.self) { try sum(text) }
    }

    @Test func months() {
        func day(_ text: String) -> String? {
            Array(text.utf8).withUnsafeBufferPointer { MonthText.firstDay($0, member: "month") }
                .map { TimestampText.date(days: Int($0)) }
        }
        #expect(day("202510") == "2025-10-01" && day(#"{"publisher_type":"GOOGLE","month":"202512"}"#) == "2025-12-01")
        #expect(day("{'month': '202601'}") == "2026-01-01")
        #expect(
            ["2025-10", "202513", "20251", "", "{}", "[]", "{\"month\":1}", "202500"].allSatisfy { day($0) == nil })
    }
}
