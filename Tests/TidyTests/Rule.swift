import Testing

/// A rule about one file: a pure function from its text to what is wrong, and a file that breaks it on purpose. A rule
/// that finds nothing in its own offence fails, so that none can be green and blind.
struct Rule: Sendable, CustomTestStringConvertible {
    let name: String
    /// Breaks this rule exactly once.
    let offence: SourceFile
    /// Where ``offence`` breaks it.
    let offenceLine: Int
    let check: @Sendable (SourceFile) -> [Violation]

    var testDescription: String { name }

    static let all: [Rule] = sizes + safety + names + words

    init(
        _ name: String, breaks offence: SourceFile, at line: Int,
        check: @escaping @Sendable (SourceFile) -> [Violation]
    ) {
        self.name = name
        self.offence = offence
        offenceLine = line
        self.check = check
    }

    /// Forbids what a pattern matches in the code of `Sources`, comments and strings aside.
    static func banned(_ name: String, _ pattern: String, message: String, offence: String) -> Rule {
        let pattern = Pattern(pattern)
        return Rule(name, breaks: SourceFile("Sources/Model/Zoo/Ape.swift", "\n" + offence), at: 2) { file in
            guard file.isSource, let code = file.code else { return [] }
            return pattern.matches(in: code.text).map { match in
                Violation(path: file.path, line: code.line(at: match.range.lowerBound), message: message)
            }
        }
    }
}
