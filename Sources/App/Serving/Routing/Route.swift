/// An address and what is there.
package struct Route: Sendable {
    package enum Handler: Sendable {
        /// Needs no lake and is answered even when there is none.
        case plain(@Sendable (Arguments) async throws -> Content)
        /// Depends on nothing but its arguments and the lake's version, and is kept by these.
        case lake(@Sendable (Arguments, LakeState) async throws -> Content)
    }

    package let path: String
    package let summary: String
    package let parameters: [Parameter]
    package let kinds: [Content.Kind]
    /// Answered without a token: it says nothing but that the server runs.
    package let isOpen: Bool
    package let handler: Handler

    package init(
        _ path: String, _ summary: String, parameters: [Parameter] = [], kinds: [Content.Kind], isOpen: Bool = false,
        handler: Handler
    ) {
        self.path = path
        self.summary = summary
        self.parameters = parameters
        self.kinds = kinds
        self.isOpen = isOpen
        self.handler = handler
    }

    var isForPeople: Bool { kinds.contains { $0 == .html } }
}
