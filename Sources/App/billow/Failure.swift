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
        let text = asJSON ? json : "billow: \(error)"
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    private var json: String {
        let error = JSONText.object([
            ("code", JSONText.string(error.code.name)), ("message", JSONText.string(error.message)),
            ("hint", JSONText.string(error.hint)), ("source", JSONText.string(error.source)),
        ])
        return JSONText.object([("error", error)])
    }
}
