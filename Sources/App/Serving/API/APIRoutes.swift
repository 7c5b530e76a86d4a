/// Everything below /api/v1.
package enum APIRoutes {
    package static let all =
        CostRoutes.all + CommitmentRoutes.all + OutlookRoutes.all + DeliveryRoutes.all + DiffRoutes.all
        + ConformanceRoutes.all

    /// The document tells of all that it is given, and of itself.
    package static func document(of routes: [Route], version: String) -> Route {
        let path = "/api/v1/openapi.json"
        let summary = "This document."
        let own = Route(
            path, summary, kinds: [.openAPI], audience: .limited, handler: .plain { _ in Content(.text, "") })
        let json = OpenAPIDocument(routes: routes + [own], version: version).json
        return Route(
            path, summary, kinds: [.openAPI], audience: .limited, handler: .plain { _ in Content(.openAPI, json) })
    }
}
