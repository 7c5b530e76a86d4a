/// What a row, or the table's schema, is asked.
package indirect enum Check: Hashable, Sendable {
    package enum Literal: Hashable, Sendable {
        case null
        case text(String)
        /// As it is written.
        case number(String)
    }

    /// What the schema decides, or the spelling of a value.
    package enum Form: String, Hashable, Sendable {
        case present, text, decimal, time, string, numeric, instant, unit, currency, pairs, iso4217, number
    }

    case every([Check])
    case some([Check])
    /// Null is a value.
    case equals(String, Literal)
    case differs(String, Literal)
    /// Null will do.
    case among(String, [Literal])
    case atLeast(String, String)
    case same(String, String)
    case notSame(String, String)
    /// Price × count is the cost, as far as providers print digits; null will do.
    case product(String, String, String)
    /// All rows with one value of the second have one value of the first.
    case one(String, per: String)
    case form(Form, String)

    var columns: [String] {
        switch self {
        case .every(let parts), .some(let parts): parts.flatMap(\.columns)
        case .equals(let column, _), .differs(let column, _), .among(let column, _), .atLeast(let column, _),
            .form(_, let column):
            [column]
        case .same(let one, let other), .notSame(let one, let other), .one(let one, let other): [other, one]
        case .product(let price, let count, let cost): [price, count, cost]
        }
    }
}
