import BillingModel

/// What a client asks, whatever it came by.
package struct Inquiry: Sendable {
    package let method: String
    package let path: String
    package let items: [QueryItem]
    /// The query as it was sent, for links and caches.
    package let query: String
    /// Names in small letters.
    private let headers: [String: [String]]
    /// Who is counted against the rate limit: an address.
    package let client: String

    /// Throws ``Problem`` for a target that cannot be decoded, or is too long.
    package init(
        method: String, target: String, headers: [(name: String, value: String)] = [], client: String = ""
    ) throws {
        guard target.utf8.count <= Self.targetBytesMax else {
            throw Problem(414, "the address has more than \(Self.targetBytesMax) bytes")
        }
        guard target.hasPrefix("/") else { throw Problem(400, "the address is no path of this server") }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = QueryText.decoded(parts[0], plusIsBlank: false) else {
            throw Problem(400, "the path is not UTF-8 in percent encoding")
        }
        self.method = method
        self.path = path
        query = parts.count > 1 ? String(parts[1].prefix { $0 != "#" }) : ""
        items = try QueryText.items(query)
        self.headers = headers.reduce(into: [:]) { $0[$1.name.lowercased(), default: []].append($1.value) }
        self.client = client
    }

    private static let targetBytesMax = 8192

    /// Nil where it is not given exactly once.
    package func header(_ name: String) -> String? {
        let values = headers[name] ?? []
        return values.count == 1 ? values[0] : nil
    }

    package func headers(_ name: String) -> [String] { headers[name] ?? [] }

    package func accepts(_ type: String) -> Bool {
        headers("accept").contains { $0.lowercased().contains(type) }
    }
}

package struct QueryItem: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
