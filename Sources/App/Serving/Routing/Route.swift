import Reporting

/// An address and what is there.
package struct Route: Sendable {
    package enum Handler: Sendable {
        /// Needs no lake and is answered even when there is none.
        case plain(@Sendable (Arguments) async throws -> Content)
        /// Depends on nothing but its arguments and the lake's version, and is kept by these.
        case lake(@Sendable (Arguments, LakeState) async throws -> Content)
        /// Depends on the day, too.
        case today(@Sendable (Arguments, LakeState, ReportDay) async throws -> Content)
    }

    /// Who may ask.
    package enum Audience: Sendable {
        /// Without a token: it says nothing but that the server runs.
        case anyone
        /// Who has a token. All that it tells of the lake is asked of the state's session, which has the token's rows
        /// and no others.
        case limited
        /// Whose token has no limit: what it tells is not told by rows.
        case whole
        case admin
    }

    package let path: String
    package let summary: String
    package let parameters: [Parameter]
    package let kinds: [Content.Kind]
    package let audience: Audience
    package let handler: Handler

    package init(
        _ path: String, _ summary: String, parameters: [Parameter] = [], kinds: [Content.Kind],
        audience: Audience = .whole, handler: Handler
    ) {
        self.path = path
        self.summary = summary
        self.parameters = parameters
        self.kinds = kinds
        self.audience = audience
        self.handler = handler
    }

    package var isOpen: Bool { audience == .anyone }

    var isForPeople: Bool { kinds.contains { $0 == .html } }
}
