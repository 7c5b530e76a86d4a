import Testing

@testable import BillingModel

@Suite("Dates and instants as exports spell them")
struct TimestampTextTests {
    private static func days(_ text: String) -> Int32? {
        var text = text
        return text.withUTF8 { TimestampText.days($0) }
    }

    @Test(arguments: [
        ("2025-10-05", 20_366), ("10/5/2025", 20_366), ("10/05/25", 20_366), ("10/05/2025 0:00", 20_366),
        ("10/05/2025 00:00:00", 20_366), ("2025-10-05T00:00Z", 20_366), ("1/1/70", 36_525), ("1/1/1970", 0),
    ])
    func dates(text: String, expected: Int32) {
        #expect(Self.days(text) == expected)
    }

    @Test(
        "a year has two digits or four that are no century of Rome",
        arguments: [
            "1/1/5", "1/1/025", "1/1/0025", "1/1/123", "1/1/20255", "1/1/", "13/1/2025", "2/29/2025", "1/1/2025 1:00",
        ])
    func noDates(text: String) {
        #expect(Self.days(text) == nil)
    }
}
