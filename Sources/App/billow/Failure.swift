import BillingModel
import Foundation

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
        let text = asJSON ? json : "billow: \(error)"
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    private var json: String {
        var members = [("code", JSONText.string(error.code.name)), ("message", JSONText.string(error.message))]
        members.append(("hint", error.hint.map(JSONText.string) ?? "null"))
        members.append(("source", error.source.map(JSONText.string) ?? "null"))
        return "{\"error\":{\(members.map { "\"\($0)\":\($1)" }.joined(separator: ","))}}"
    }
}
