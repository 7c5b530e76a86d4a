import BillingModel
import Reporting

/// Why there is no answer, as RFC 9457 has it.
package struct Problem: Error, Equatable {
    package let status: Int
    package let detail: String
    /// The parameter that is to blame.
    package var parameter: String?
    /// Known values that may have been meant, best first.
    package var nearest: [String]
    package var hint: String?
    package var retrySeconds: Int?
    package var headers: [String: String] = [:]

    package init(
        _ status: Int, _ detail: String, parameter: String? = nil, nearest: [String] = [], hint: String? = nil
    ) {
        self.status = status
        self.detail = detail
        self.parameter = parameter
        self.nearest = nearest
        self.hint = hint
    }

    /// What is the server's own trouble is not told to clients.
    package init(_ error: BillowError, parameter: String? = nil) {
        switch error.code {
        case .usage:
            self.init(400, error.message, parameter: parameter, hint: error.hint)
        case .nothingToRead:
            self.init(404, error.message, parameter: parameter, hint: error.hint)
        case .tryAgain, .unavailable:
            self.init(503, "this takes too long just now", hint: "ask again, or ask for less")
            retrySeconds = 1
        default:
            self.init(500, "the server could not answer; its log says why")
        }
    }

    /// For the log only: nobody is there to read it.
    static let clientLeft = Problem(499, "the client has left")

    package var title: String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 410: "Gone"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 421: "Misdirected Request"
        case 429: "Too Many Requests"
        case 499: "Client Closed Request"
        case 503: "Service Unavailable"
        default: "Internal Server Error"
        }
    }

    package var json: String {
        var members = [
            ("type", JSONText.string("about:blank")), ("title", JSONText.string(title)), ("status", String(status)),
            ("detail", JSONText.string(detail)),
        ]
        if let hint { members.append(("hint", JSONText.string(hint))) }
        if let parameter { members.append(("parameter", JSONText.string(parameter))) }
        if !nearest.isEmpty { members.append(("nearest", JSONText.array(nearest.map { JSONText.string($0) }))) }
        return JSONText.object(members) + "\n"
    }

    var extraHeaders: [(name: String, value: String)] {
        headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            + (retrySeconds.map { [("Retry-After", String($0))] } ?? [])
    }
}
