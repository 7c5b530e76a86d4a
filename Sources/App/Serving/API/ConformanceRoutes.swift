import BillingModel
import Examining
import Reporting

/// How far `focus` keeps the rules of FOCUS.
enum ConformanceRoutes {
    static let all = [conformance]

    static let conformance = Route(
        "/api/v1/conformance", "focus by the rules of FOCUS, one by one: passed, failed with rows, not applicable.",
        parameters: [
            Parameter("source", .text, "Only this source."), Parameter("period", .text, "Only this month, 2025-10."),
        ], kinds: [.json],
        handler: .lake { arguments, state in
            let month = try AskedMonth(arguments)
            let sources = try await state.whole().examine(source: month.source, period: month.period)
            guard !sources.isEmpty else {
                throw Problem(404, "focus has no such rows", hint: "/api/v1/generations lists sources and months")
            }
            let members = [
                ("meta", JSONText.object([("versions", state.versions.json)])),
                ("version", JSONText.string(RuleBook.version)), ("sources", JSONText.lines(sources.map(\.json))),
            ]
            return Content(.json, JSONText.object(members) + "\n")
        })
}
