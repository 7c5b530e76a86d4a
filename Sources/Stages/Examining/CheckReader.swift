/// Reads a check: `ListUnitPrice <> null and (ChargeCategory = "Usage" or ChargeCategory = "Purchase")`.
///
///     either    both ["or" both]…
///     both      one ["and" one]…
///     one       "(" either ")" | COLUMN ("=" | "<>") LITERAL | COLUMN ">=" NUMBER | COLUMN "in" "[" LITERAL, … "]"
///               | COLUMN "*" COLUMN "=" COLUMN | COLUMN "is" ["not"] COLUMN | "one" COLUMN "per" COLUMN
///               | FORM "(" COLUMN ")"
struct CheckReader {
    private var words: ArraySlice<Substring>
    private let text: String

    static func read(_ text: String) throws -> Check {
        var reader = CheckReader(words: words(text)[...], text: text)
        let check = try reader.either()
        guard reader.words.isEmpty else { throw reader.failure }
        return check
    }

    /// Quoted texts with their first quote, so that they are told from names.
    private static func words(_ text: String) -> [Substring] {
        text.matches(of: /"[^"]*"|[A-Za-z0-9_.]+|<>|>=|[()\[\],=*]/).map { match in
            match.output.hasPrefix("\"") ? match.output.dropLast() : match.output
        }
    }

    private var failure: RuleReader.Failure {
        RuleReader.Failure(description: "'\(text)' cannot be read from '\(words.first ?? "its end")' on")
    }

    private mutating func take(_ word: Substring) -> Bool {
        guard words.first == word else { return false }
        words.removeFirst()
        return true
    }

    private mutating func need(_ word: Substring) throws {
        guard take(word) else { throw failure }
    }

    private mutating func name() throws -> String {
        guard let word = words.first, word.first?.isLetter == true else { throw failure }
        return String(words.removeFirst())
    }

    private mutating func literal() throws -> Check.Literal {
        guard let word = words.popFirst() else { throw failure }
        if word == "null" { return .null }
        if word.hasPrefix("\"") { return .text(String(word.dropFirst())) }
        guard word.allSatisfy({ $0.isNumber || $0 == "." }) else { throw failure }
        return .number(String(word))
    }

    private mutating func either() throws -> Check {
        var parts = [try both()]
        while take("or") { parts.append(try both()) }
        return parts.count == 1 ? parts[0] : .some(parts)
    }

    private mutating func both() throws -> Check {
        var parts = [try one()]
        while take("and") { parts.append(try one()) }
        return parts.count == 1 ? parts[0] : .every(parts)
    }

    private mutating func one() throws -> Check {
        if take("(") {
            let check = try either()
            try need(")")
            return check
        }
        if take("one") {
            let value = try name()
            try need("per")
            return .one(value, per: try name())
        }
        let first = try name()
        if take("(") {
            guard let form = Check.Form(rawValue: first) else { throw failure }
            let column = try name()
            try need(")")
            return .form(form, column)
        }
        return try comparison(of: first)
    }

    private mutating func comparison(of column: String) throws -> Check {
        switch words.popFirst() {
        case "=": return .equals(column, try literal())
        case "<>": return .differs(column, try literal())
        case ">=":
            guard case .number(let number) = try literal() else { throw failure }
            return .atLeast(column, number)
        case "in": return .among(column, try list())
        case "*":
            let count = try name()
            try need("=")
            return .product(column, count, try name())
        case "is": return take("not") ? .notSame(column, try name()) : .same(column, try name())
        default: throw failure
        }
    }

    private mutating func list() throws -> [Check.Literal] {
        try need("[")
        var values = [try literal()]
        while take(",") { values.append(try literal()) }
        try need("]")
        return values
    }
}
