import BillingModel

extension Site {
    /// Nothing from elsewhere, no script at all, and no page of others around ours.
    static let securityHeaders: [(name: String, value: String)] = [
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
                + "frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ]

    static func reply(with content: Content) -> Reply {
        if let location = content.location { return Reply(303, headers: [("Location", location)]) }
        var headers = [(name: "Content-Type", value: content.kind.rawValue)]
        if [.csv, .parquet].contains(content.kind) {
            headers.append(("Content-Disposition", "attachment; filename=\"costs.\(content.kind)\""))
        }
        var reply = Reply(200, headers: headers, body: content.text)
        reply.data = content.data
        return reply
    }

    static func reply(to problem: Problem, forPeople: Bool) -> Reply {
        let headers = [("Cache-Control", "no-store")] + problem.extraHeaders
        guard forPeople else {
            return Reply(
                problem.status, headers: [("Content-Type", "application/problem+json")] + headers, body: problem.json)
        }
        return Reply(
            problem.status, headers: [("Content-Type", Content.Kind.html.rawValue)] + headers,
            body: ProblemPage(problem: problem).html.text)
    }
}

extension BillowError {
    static let unforeseen = BillowError(.bug, "unforeseen")
}
