import Testing

@testable import BillingModel

@Suite("ExactDecimal: text in, exact units out")
struct ExactDecimalTests {
    @Test(arguments: [
        ("0", "0.000000000000000000"), ("-0", "0.000000000000000000"), ("+12.34", "12.340000000000000000"),
        ("1e-7", "0.000000100000000000"), ("6.71E-8", "0.000000067100000000"), ("1.5e3", "1500.000000000000000000"),
        ("0e999", "0.000000000000000000"), ("00012", "12.000000000000000000"),
        ("99999999999999999999.999999999999999999", "99999999999999999999.999999999999999999"),
        ("-0.005844310596653427", "-0.005844310596653427"), ("123e-20", "0.000000000000000001"),
    ])
    func exact(text: String, expected: String) throws {
        let parsed = ExactDecimal.parse(text)
        let value = try #require(parsed.value)
        #expect(value.description == expected)
        if text == "123e-20" { #expect(parsed == .rounded(value)) } else { #expect(parsed == .exact(value)) }
    }

    @Test(
        "more than 18 decimals round half to even",
        arguments: [
            ("0.0000000000000000005", "0.000000000000000000"), ("0.0000000000000000015", "0.000000000000000002"),
            ("0.00000000000000000050000001", "0.000000000000000001"),
            ("-0.0000000000000000025", "-0.000000000000000002"),
            ("0.99999999999999999951", "1.000000000000000000"), ("5e-19", "0.000000000000000000"),
        ])
    func halfEven(text: String, expected: String) throws {
        let value = try #require(ExactDecimal.parse(text).value)
        #expect(ExactDecimal.parse(text) == .rounded(value))
        #expect(value.description == expected)
    }

    @Test(arguments: [
        "", "-", ".", ".5", "5.", "1,5", "1 ", " 1", "1_0", "0x1", "1e", "1e+", "NaN", "inf", "--1", "1.2.3", "１",
    ])
    func malformed(text: String) {
        #expect(ExactDecimal.parse(text) == .malformed)
    }

    @Test(arguments: [
        "100000000000000000000", "1e20", "-1e400", "99999999999999999999.9999999999999999995", "5e20",
        "900000000000000000000", "-34028236692093846347e1",
    ])
    func tooLarge(text: String) {
        #expect(ExactDecimal.parse(text) == .tooLarge)
    }

    @Test func sumsNeverWrap() throws {
        let largest = try #require(ExactDecimal.parse("99999999999999999999.999999999999999999").value)
        #expect(largest.adding(largest) == nil)
        #expect(largest.adding(largest.negated()) == .zero)
    }

    @Test(arguments: [("2.345", "2.34"), ("2.355", "2.36"), ("-2.345", "-2.34"), ("-0.004", "0.00"), ("0.999", "1.00")])
    func roundedForPeople(text: String, expected: String) throws {
        #expect(try #require(ExactDecimal.parse(text).value).rounded(decimals: 2) == expected)
    }
}
