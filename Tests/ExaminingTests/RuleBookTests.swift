import BillingModel
import Testing

@testable import Examining

@Suite struct RuleBookTests {
    @Test func `every rule is there once, and speaks of columns that there are`() throws {
        let rules = try RuleBook.rules()
        #expect(rules.count == 478 && Set(rules.map(\.id)).count == 478)
        for rule in rules {
            #expect(!rule.text.isEmpty)
            for column in rule.columns { #expect(FOCUS.columnsByName[column] != nil, "\(rule.id): \(column)") }
        }
        #expect(rules.count { $0.requirement != nil } > 260)
    }

    @Test func `every amendment is of a rule, and changes it`() throws {
        let delivered = try RuleText.parts.flatMap { try RuleReader.rules($0) }
        for (id, amendment) in RuleBook.amendments {
            let rule = try #require(delivered.first { $0.id == id }, "\(id)")
            #expect(rule.requirement != amendment.requirement || rule.condition != amendment.condition, "\(id)")
        }
        #expect(try RuleBook.rules().count { $0.amendment != nil } == RuleBook.amendments.count)
    }

    @Test func `values that rules allow are those of FOCUS`() throws {
        for (column, values) in FOCUS.values where column != "ChargeClass" {
            let rule = try RuleBook.rules().first { rule in
                if case .among(column, _) = rule.requirement { true } else { false }
            }
            guard case .among(_, let allowed) = try #require(rule, "\(column)").requirement else { continue }
            #expect(Set(allowed) == Set(values.map { .text($0) }), "\(column)")
        }
    }

    @Test(
        arguments: [
            ("A = null", .equals("A", .null)), ("A <> \"b c\"", .differs("A", .text("b c"))),
            ("A >= 0", .atLeast("A", "0")), ("A is B", .same("A", "B")), ("A is not B", .notSame("A", "B")),
            ("A * B = C", .product("A", "B", "C")), ("one A per B", .one("A", per: "B")),
            ("unit(A)", .form(.unit, "A")),
            ("A in [\"b\", \"c\"]", .among("A", [.text("b"), .text("c")])),
            (
                "A = 1 and (B = 2 or C = 3)",
                .every([.equals("A", .number("1")), .some([.equals("B", .number("2")), .equals("C", .number("3"))])])
            ),
            (
                "A = 1 or B = 2 and C = 3",
                .some([.equals("A", .number("1")), .every([.equals("B", .number("2")), .equals("C", .number("3"))])])
            ),
        ] as [(String, Check)])
    func `checks are read`(text: String, check: Check) throws {
        #expect(try CheckReader.read(text) == check)
    }

    @Test(arguments: [
        "", "A", "A =", "A = b", "(A = 1", "A = 1)", "A in []", "A in [1", "big(A)", "A >= null", "A * B", "A = 1 and",
    ])
    func `what is no check is refused`(text: String) {
        #expect(throws: RuleReader.Failure.self) { try CheckReader.read(text) }
    }

    @Test(arguments: ["A-1", "A-1 OUGHT\n  Do.", "  Do.", "    Do.", "A-1 MUST\n  Do.\n  requires A ="])
    func `what is no rule is refused`(text: String) {
        #expect(throws: RuleReader.Failure.self) { try RuleReader.rules(text) }
    }
}
