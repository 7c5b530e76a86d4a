import BillingModel
import Foundation
import Reporting

/// How an error leaves the process: for people on standard error, or as one JSON object.
struct Failure {
    private let error: BillowError

    init(_ error: BillowError) {
        self.error = error
    }

    static func wantsJSON(_ arguments: [String]) -> Bool {
        zip(arguments, arguments.dropFirst()).contains { $0 == "--output" && $1 == "json" }
            || arguments.contains("--output=json")
    }

    func report(asJSON: Bool) {
        let text = asJSON ? json : "billow: \(lines)"
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    private var source: String? { error.source.map(SecretMask.masked) }

    private var lines: String {
        var text = Terminal.safe(error.message)
        if let source { text += " (\(Terminal.safe(source)))" }
        if let hint = error.hint { text += "\n  hint: \(Terminal.safe(hint))" }
        if let cause = error.cause { text += "\n  cause: \(Terminal.safe(SecretMask.masked("\(cause)")))" }
        return text
    }

    private var json: String {
        let error = JSONText.object([
            ("code", JSONText.string(error.code.name)), ("message", JSONText.string(error.message)),
            ("hint", JSONText.string(error.hint)), ("source", JSONText.string(source)),
        ])
        return JSONText.object([("error", error)])
    }
}
