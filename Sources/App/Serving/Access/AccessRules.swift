import BillingModel
import Foundation
import Synchronization

/// Who may ask, and by which names.
package final class AccessRules: Sendable {
    /// None where everybody who reaches the server may see everything.
    private let tokens: Mutex<[AccessToken]>
    /// Without port, in small letters.
    private let hosts: Set<String>

    /// `hosts` are names without port under which the server is known.
    package init(tokens: [AccessToken], hosts: [String]) {
        self.tokens = Mutex(tokens)
        self.hosts = Set(hosts.map { $0.lowercased() })
    }

    /// From now on these may ask, and no others. At least one: without any, everybody might.
    func replace(_ tokens: [AccessToken]) {
        precondition(!tokens.isEmpty)
        self.tokens.withLock { $0 = tokens }
    }

    /// What of an answer may be seen. Throws ``Problem`` for a request that must not be answered.
    package func grant(_ inquiry: Inquiry, isOpen: Bool) throws -> AccessGrant {
        guard let host = inquiry.header("host")?.lowercased(), hosts.contains(Self.withoutPort(host)) else {
            throw Problem(
                421, "this server is not known by the name that the request asks for",
                hint: "name it with `billow serve --allow-host NAME`")
        }
        try checkOrigin(inquiry, host: host)
        let tokens = tokens.withLock { $0 }
        guard !tokens.isEmpty, !isOpen else { return .all }
        guard let given = Self.credential(inquiry.header("authorization")) else { throw Self.unauthorised() }
        let digest = AccessToken.digest(given)
        // Each is looked at, so that time tells nothing.
        let grants = tokens.compactMap { $0.isOf(digest) ? $0.grant : nil }
        guard let grant = grants.first else { throw Self.unauthorised() }
        return grant
    }

    /// Pages of others may link here, and nothing else.
    private func checkOrigin(_ inquiry: Inquiry, host: String) throws {
        for origin in inquiry.headers("origin") {
            guard ["http://\(host)", "https://\(host)"].contains(origin.lowercased()) else {
                throw Problem(403, "pages of other origins may not ask here")
            }
        }
        guard inquiry.header("sec-fetch-site") == "cross-site" else { return }
        guard inquiry.header("sec-fetch-mode") == "navigate", inquiry.header("sec-fetch-dest") == "document" else {
            throw Problem(403, "pages of other sites may not ask here")
        }
    }

    private static func withoutPort(_ host: String) -> String {
        guard let colon = host.lastIndex(of: ":") else { return host }
        let port = host[colon...].dropFirst()
        return !port.isEmpty && port.allSatisfy { ("0"..."9").contains($0) } ? String(host[..<colon]) : host
    }

    /// The token of `Bearer TOKEN`, or the password of `Basic`, which is what browsers ask people for.
    private static func credential(_ header: String?) -> String? {
        guard let parts = header?.split(separator: " ", maxSplits: 1), parts.count == 2 else { return nil }
        switch parts[0].lowercased() {
        case "bearer": return String(parts[1])
        case "basic":
            guard let data = Data(base64Encoded: String(parts[1])), let text = String(data: data, encoding: .utf8)
            else { return nil }
            return text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first
                .map(String.init)
        default: return nil
        }
    }

    private static func unauthorised() -> Problem {
        var problem = Problem(401, "a token is needed", hint: "send Authorization: Bearer TOKEN")
        problem.headers["WWW-Authenticate"] = "Basic realm=\"billow\", charset=\"UTF-8\""
        return problem
    }
}
