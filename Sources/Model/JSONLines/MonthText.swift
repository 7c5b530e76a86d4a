import BillingModel

/// A month as `202510`, or as the member of a JSON object: `{"month": "202510"}`.
package enum MonthText {
    /// Days since 1970 of its first day; nil for anything else.
    package static func firstDay(_ text: UnsafeBufferPointer<UInt8>, member: String) -> Int32? {
        var digits = text[...]
        if text.first == UInt8(ascii: "{") {
            guard let found = try? Self.member(member, of: text) else { return nil }
            digits = text[found]
        }
        guard digits.count == 6, digits.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return TimestampText.days(year: number / 100, month: number % 100, day: 1)
    }

    private static func member(_ member: String, of text: UnsafeBufferPointer<UInt8>) throws -> Range<Int>? {
        var cursor = JSONCursor(text, dialect: .python)
        var found: Range<Int>?
        try cursor.object { cursor, key in
            let isWanted = cursor.bytes[key.range].elementsEqual(member.utf8)
            switch try cursor.kind() {
            case .text where isWanted: found = try cursor.text().range
            case .number where isWanted: found = try cursor.number()
            default: try cursor.skip()
            }
        }
        try cursor.finish()
        return found
    }
}
