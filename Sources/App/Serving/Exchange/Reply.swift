/// What goes back.
package struct Reply: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: String
    /// What goes back in the place of ``body`` where it is no text.
    package var data: [UInt8]?

    package var sizeBytes: Int { data?.count ?? body.utf8.count }

    package init(_ status: Int, headers: [(name: String, value: String)] = [], body: String = "") {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// A body and what it is.
package struct Content: Sendable {
    package enum Kind: String, Sendable {
        case json = "application/json"
        case csv = "text/csv; charset=utf-8"
        case parquet = "application/vnd.apache.parquet"
        case html = "text/html; charset=utf-8"
        case css = "text/css; charset=utf-8"
        case svg = "image/svg+xml"
        case text = "text/plain; charset=utf-8"
        case metrics = "text/plain; version=0.0.4; charset=utf-8"
        case openAPI = "application/vnd.oai.openapi+json;version=3.1"

        /// Without parameters.
        var mediaType: String { String(rawValue.prefix { $0 != ";" }) }
    }

    package let kind: Kind
    package let text: String
    /// What is there in the place of ``text`` where it is none.
    package let data: [UInt8]?
    /// Another address that answers; nothing else of the content counts then.
    package let location: String?

    package init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
        (data, location) = (nil, nil)
    }

    package init(_ kind: Kind, data: [UInt8]) {
        self.kind = kind
        self.data = data
        (text, location) = ("", nil)
    }

    package init(seeOther location: String) {
        kind = .text
        (text, data) = ("", nil)
        self.location = location
    }
}
