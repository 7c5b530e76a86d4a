/// What went wrong, where, and what to do: every error that Billow throws on purpose.
package struct BillowError: Error, Sendable {
    /// Kinds of failure, each with its exit code (sysexits; design in `docs/exit-codes.md`).
    package struct Code: Hashable, Sendable {
        package let name: String
        package let exitCode: Int32

        package static let usage = Code(name: "usage", exitCode: 64)
        /// A delivery's content is wrong: it is rejected, others go on.
        package static let badData = Code(name: "bad_data", exitCode: 65)
        package static let nothingToRead = Code(name: "nothing_to_read", exitCode: 66)
        package static let unavailable = Code(name: "unavailable", exitCode: 69)
        package static let bug = Code(name: "bug", exitCode: 70)
        package static let inputOutput = Code(name: "input_output", exitCode: 74)
        package static let tryAgain = Code(name: "try_again", exitCode: 75)
        package static let permission = Code(name: "permission", exitCode: 77)
        package static let configuration = Code(name: "configuration", exitCode: 78)

        private static let all = [
            usage, badData, nothingToRead, unavailable, bug, inputOutput, tryAgain, permission, configuration,
        ]

        private init(name: String, exitCode: Int32) {
            self.name = name
            self.exitCode = exitCode
        }

        /// The code that another process of ours names.
        package init?(name: String) {
            guard let known = Self.all.first(where: { $0.name == name }) else { return nil }
            self = known
        }
    }

    package let code: Code
    /// One sentence for a person, naming the thing it is about; without secrets, whatever that thing is called.
    package let message: String
    /// What to do about it, where that can be said.
    package let hint: String?
    /// The place in the input: a path, a file and line, a statement.
    package let source: String?
    package let cause: (any Error)?

    package init(_ code: Code, _ message: String, hint: String? = nil, source: String? = nil, cause: (any Error)? = nil)
    {
        self.code = code
        self.message = SecretMask.masked(message)
        self.hint = hint.map(SecretMask.masked)
        self.source = source
        self.cause = cause
    }
}

extension BillowError: CustomStringConvertible {
    package var description: String {
        var text = message
        if let source { text += " (\(source))" }
        if let hint { text += "\n  hint: \(hint)" }
        if let cause { text += "\n  cause: \(cause)" }
        return text
    }
}
