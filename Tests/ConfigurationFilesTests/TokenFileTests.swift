import BillingModel
import Reporting
import Serving
import Testing

@testable import ConfigurationFiles

@Suite("Files of tokens are read strictly")
struct TokenFileTests {
    private static let secret = "0123456789abcdef0123456789"
    private static let hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

    @Test("tokens are what is written")
    func read() throws {
        let tokens = try TokenFile.tokens(
            """
            tokens:
              - {name: ops, scope: admin, token: \(Self.secret)}
              - {name: grafana, scope: read, sha256: \(Self.hash)}
              - name: team-a
                scope: read
                token: \(Self.secret)-a
                accounts: [123456789012, "007"]
                projects: one
                sources: [aws-cur]
            """, path: "tokens.yaml")
        #expect(tokens.map(\.name) == ["ops", "grafana", "team-a"])
        let limit = RowLimit(sources: ["aws-cur"], accounts: ["007", "123456789012"], projects: ["one"])
        #expect(tokens.map(\.grant) == [.all, .reading(nil), .reading(limit)])
    }

    @Test(
        "what would give more or less than is meant is refused, and no message holds a secret",
        arguments: [
            ("", "no token"), ("tokens: []", "no token"), ("token: x", "no key"),
            ("tokens:\n  - {name: a, scope: read, token: 0123456789abcdef}", "fewer than 24"),
            ("tokens:\n  - {name: a, scope: reed, token: \(secret)}", "cannot be \"reed\""),
            ("tokens:\n  - {name: a, token: \(secret)}", "needs scope"),
            ("tokens:\n  - {scope: read, token: \(secret)}", "needs name"),
            ("tokens:\n  - {name: a, scope: read}", "either token or sha256"),
            ("tokens:\n  - {name: a, scope: read, token: \(secret), sha256: \(hash)}", "either token or sha256"),
            ("tokens:\n  - {name: a, scope: read, sha256: 12}", "no SHA-256"),
            ("tokens:\n  - {name: a, scope: read, token: \(secret), accounts: []}", "has no value"),
            ("tokens:\n  - {name: a, scope: read, token: \(secret), accounts: }", "has no value"),
            ("tokens:\n  - {name: a, scope: read, token: \(secret), account: [x]}", "no key \"account\""),
            ("tokens:\n  - {name: a, scope: admin, token: \(secret), sources: [x]}", "sees everything"),
            (
                "tokens:\n  - {name: a, scope: read, token: \(secret)}\n  - {name: a, scope: read, sha256: \(hash)}",
                "two tokens are called a"
            ),
            (
                "tokens:\n  - {name: a, scope: read, token: \(secret)}\n  - {name: b, scope: admin, token: \(secret)}",
                "a are one secret"
            ),
        ])
    func refused(_ text: String, _ message: String) throws {
        let error = try #require(throws: BillowError.self) { try TokenFile.tokens(text, path: "tokens.yaml") }
        #expect(error.code == .configuration)
        #expect("\(error)".contains(message), "\(error)")
        for secret in [Self.secret, "0123456789abcdef", Self.hash] { #expect(!"\(error)".contains(secret), "\(error)") }
        #expect(error.source?.hasPrefix("tokens.yaml") == true)
    }
}
