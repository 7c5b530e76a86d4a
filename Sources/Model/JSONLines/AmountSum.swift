import BillingModel

/// The sum of one amount of each record in a list: `[{"name": "promotion", "amount": -0.5}, …]`, as JSON or as Python
/// prints it. Amounts are numbers, or texts that hold one.
package enum AmountSum {
    package enum Outcome: Equatable {
        /// No record has an amount.
        case none
        case sum(ExactDecimal)
        /// An amount has more than 18 decimals.
        case rounded(ExactDecimal)
    }

    /// Throws ``JSONFailure`` for what is no such list.
    package static func read(_ text: UnsafeBufferPointer<UInt8>, member: String) throws -> Outcome {
        var cursor = JSONCursor(text, dialect: .python)
        var sum: ExactDecimal?
        var isRounded = false
        // A list without records may be written as null.
        guard try cursor.kind() != .word else {
            guard try cursor.word() == nil else { throw JSONFailure("no list") }
            try cursor.finish()
            return .none
        }
        try cursor.array { cursor in
            guard try cursor.kind() == .object else { throw JSONFailure("a list of something else than records") }
            try cursor.object { cursor, key in
                guard cursor.bytes[key.range].elementsEqual(member.utf8) else {
                    try cursor.skip()
                    return
                }
                guard let range = try amount(&cursor) else { return }
                let parsed = ExactDecimal.parse(UnsafeBufferPointer(rebasing: cursor.bytes[range]))
                guard let amount = parsed.value, let total = (sum ?? .zero).adding(amount) else {
                    throw JSONFailure("an amount that is no decimal number of 38 digits")
                }
                if case .rounded = parsed { isRounded = true }
                sum = total
            }
        }
        try cursor.finish()
        guard let sum else { return .none }
        return isRounded ? .rounded(sum) : .sum(sum)
    }

    private static func amount(_ cursor: inout JSONCursor) throws -> Range<Int>? {
        switch try cursor.kind() {
        case .number: return try cursor.number()
        case .text: return try cursor.text().range
        case .word:
            guard try cursor.word() == nil else { throw JSONFailure("an amount that is no number") }
            return nil
        case .object, .array: throw JSONFailure("an amount that is no number")
        }
    }
}
