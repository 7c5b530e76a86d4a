import BillingModel

/// SQL whose interpolated values cannot become code.
///
/// `\(text)` is a quoted literal, `\(name:)` a quoted identifier, `\(sql:)` another ``SQLText``; text that is neither
/// must say `\(unsafe:)`. One dialect: DuckDB's.
package struct SQLText: Hashable, Sendable, ExpressibleByStringInterpolation {
    package let text: String

    package init(stringLiteral value: String) {
        text = value
    }

    package init(stringInterpolation interpolation: Interpolation) {
        text = interpolation.text
    }

    /// Text that was made elsewhere and is trusted as it is.
    package init(unsafe text: String) {
        self.text = text
    }

    package struct Interpolation: StringInterpolationProtocol {
        var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity)
        }

        package mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        package mutating func appendInterpolation(_ value: String) {
            text += SQLText.literal(value)
        }

        package mutating func appendInterpolation(_ value: String?) {
            text += value.map(SQLText.literal) ?? "NULL"
        }

        package mutating func appendInterpolation(_ value: Int) {
            text += String(value)
        }

        package mutating func appendInterpolation(_ values: [String]) {
            text += "[" + values.map(SQLText.literal).joined(separator: ", ") + "]"
        }

        package mutating func appendInterpolation(name: String) {
            text += SQLText.identifier(name)
        }

        package mutating func appendInterpolation(sql: SQLText) {
            text += sql.text
        }

        package mutating func appendInterpolation(unsafe: String) {
            text += unsafe
        }
    }
}

extension SQLText: CustomStringConvertible {
    package var description: String { text }
}

extension SQLText {
    /// `it's` → `'it''s'`. NUL cannot stand in SQL text: it goes through `chr(0)`.
    package static func literal(_ value: String) -> String {
        let quoted = "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
        return quoted.contains("\0")
            ? quoted.split(separator: "\0", omittingEmptySubsequences: false)
                .joined(separator: "'||chr(0)||'") : quoted
    }

    /// `a"b` → `"a""b"`.
    package static func identifier(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// Fragments joined by a separator that is code.
    package static func joined(_ parts: [SQLText], separator: String) -> SQLText {
        SQLText(unsafe: parts.map(\.text).joined(separator: separator))
    }
}
