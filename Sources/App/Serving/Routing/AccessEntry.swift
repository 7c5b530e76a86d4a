import Pipeline
import Reporting

/// A line of the access log. What a client asks about is not in it, and neither are tokens.
package struct AccessEntry: Sendable {
    package let atMillis: Int64
    package let client: String
    package let method: String
    package let path: String
    package let status: Int
    package let bytes: Int
    package let micros: Int
    /// What went wrong with the server itself.
    package let failure: String?

    package var json: String {
        var members = [
            ("at", JSONText.string(UTCText.second(atMillis))), ("client", JSONText.string(client)),
            ("method", JSONText.string(method)), ("path", JSONText.string(String(path.prefix(200)))),
            ("status", String(status)), ("bytes", String(bytes)), ("micros", String(micros)),
        ]
        if let failure { members.append(("failure", JSONText.string(failure))) }
        return JSONText.object(members) + "\n"
    }
}
