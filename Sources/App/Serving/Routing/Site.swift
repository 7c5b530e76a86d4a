import BillingModel
import Reporting
import Synchronization

/// The whole server but for its sockets: an inquiry in, a reply out.
package final class Site: Sendable {
    package let routes: [Route]
    private let byPath: [String: Route]
    private let lakes: ServedLakes
    private let access: AccessRules
    private let rate: RateLimit
    private let facts: ServerFacts
    private let program: String
    private let nowMillis: @Sendable () -> Int64
    /// Given each request when it is answered.
    private let log: @Sendable (AccessEntry) -> Void

    package init(
        routes: [Route], lakes: ServedLakes, access: AccessRules, rate: RateLimit = RateLimit(perSecond: 0),
        facts: ServerFacts = ServerFacts(), program: String, nowMillis: @escaping @Sendable () -> Int64,
        log: @escaping @Sendable (AccessEntry) -> Void = { _ in }
    ) {
        let facts = facts
        let own = Self.operations(lake: lakes.whole.lake, facts: facts)
        self.routes = routes + own
        byPath = Dictionary(uniqueKeysWithValues: self.routes.map { ($0.path, $0) })
        self.lakes = lakes
        self.access = access
        self.rate = rate
        self.facts = facts
        self.program = program
        self.nowMillis = nowMillis
        self.log = log
    }

    /// From now on these may ask, and no others; at least one.
    package func replace(_ tokens: [AccessToken]) {
        lakes.replace(tokens.compactMap(\.grant.limit))
        access.replace(tokens)
    }

    /// Always answers.
    package func reply(to inquiry: Inquiry) async -> Reply {
        await reply(method: inquiry.method, path: inquiry.path, client: inquiry.client) { inquiry }
    }

    /// The same for a request that may be none; `inquiry` is called once.
    package func reply(
        method: String, path: String, client: String, inquiry: @Sendable () throws -> Inquiry
    ) async -> Reply {
        let clock = ContinuousClock()
        let start = clock.now
        var route: Route?
        var reply: Reply
        var failure: String?
        do {
            let inquiry = try inquiry()
            route = byPath[inquiry.path]
            reply = try await answer(inquiry, route)
        } catch {
            let problem =
                Task.isCancelled
                ? .clientLeft
                : error as? Problem ?? (error as? BillowError).map { Problem($0) } ?? Problem(.unforeseen)
            if problem.status == 500 { failure = "\(error)" }
            reply = Self.reply(to: problem, forPeople: route?.isForPeople ?? false)
        }
        // How long the answer would be: clients plan their reading by it.
        if method == "HEAD" {
            if reply.status != 304 { reply.headers.append(("Content-Length", String(reply.sizeBytes))) }
            (reply.body, reply.data) = ("", nil)
        }
        reply.headers += Self.securityHeaders
        let micros = Int(start.duration(to: clock.now) / .microseconds(1))
        facts.add(route: route?.path ?? "other", status: reply.status, micros: micros)
        log(
            AccessEntry(
                atMillis: nowMillis(), client: client, method: method, path: path, status: reply.status,
                bytes: reply.sizeBytes, micros: micros, failure: failure))
        return reply
    }

    private func answer(_ inquiry: Inquiry, _ route: Route?) async throws -> Reply {
        let grant = try access.grant(inquiry, isOpen: route?.isOpen ?? false)
        try rate.take(inquiry.client, nowMillis: nowMillis())
        guard let route else { throw unknown(inquiry.path) }
        guard ["GET", "HEAD"].contains(inquiry.method) else {
            var problem = Problem(405, "everything here is only read")
            problem.headers["Allow"] = "GET, HEAD"
            throw problem
        }
        try grant.check(route)
        let arguments = try Arguments(inquiry, parameters: route.parameters)
        switch route.handler {
        case .plain(let handler):
            return Self.reply(with: try await handler(arguments))
        case .lake(let handler):
            return try await answer(inquiry, route, arguments, grant, day: nil, handler)
        case .today(let handler):
            let today = try ReportDay(daysSince1970: Int(nowMillis() / 86_400_000))
            return try await answer(inquiry, route, arguments, grant, day: today) { arguments, state in
                try await handler(arguments, state, today)
            }
        }
    }

    /// What is kept is kept for those who may see the same, and told apart from what others see by its tag.
    private func answer(
        _ inquiry: Inquiry, _ route: Route, _ arguments: Arguments, _ grant: AccessGrant, day: ReportDay?,
        _ handler: @escaping @Sendable (Arguments, LakeState) async throws -> Content
    ) async throws -> Reply {
        let (current, cache) = try await lakes.current(grant.limit)
        let state = current.seen(by: grant.scope)
        let sort = "\(grant.scope.rawValue)\(day.map { ".\($0)" } ?? "")"
        let tag = state.versions.entityTag(program: program, sort: sort)
        let headers = [
            ("ETag", tag), ("Cache-Control", "private, no-cache"), ("Vary", "Accept, Authorization"),
            ("Billow-Versions", state.versions.description),
        ]
        if Self.matches(inquiry.headers("if-none-match"), tag) { return Reply(304, headers: headers) }
        let key = "\(sort) \(route.path)?\(inquiry.query)#\(arguments.wants?.rawValue ?? "")"
        var (reply, wasKept) = try await cache.reply(key, of: state.versions) {
            Self.reply(with: try await handler(arguments, state))
        }
        facts.add(wasKept: wasKept)
        reply.headers += headers
        return reply
    }

    private func unknown(_ path: String) -> Problem {
        let paths = routes.map(\.path)
        return Problem(
            404, "there is nothing at this address",
            nearest: path.utf8.count > 200 ? [] : EditDistance.nearest(to: path, in: paths))
    }

    private static func matches(_ given: [String], _ tag: String) -> Bool {
        given.flatMap { $0.split(separator: ",") }.contains { candidate in
            let candidate = candidate.drop { $0 == " " }
            return candidate == "*" || candidate.hasPrefix(tag) || candidate.hasPrefix("W/\(tag)")
        }
    }
}
