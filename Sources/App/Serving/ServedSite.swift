import Foundation
import Pipeline

/// The server's parts, put together.
package enum ServedSite {
    package static let routes = DashboardRoutes.all + APIRoutes.all

    package static func make(
        reader: any LakeReader, token: String?, hosts: [String], rate: Int, more: [Route] = [],
        log: @escaping @Sendable (AccessEntry) -> Void
    ) throws -> Site {
        let lake = ServedLake(reader: reader)
        let all = routes + more
        return Site(
            routes: all + [APIRoutes.document(of: all, version: Billow.version)], lake: lake,
            access: try AccessRules(token: token, hosts: hosts), rate: RateLimit(perSecond: rate),
            program: Billow.version, nowMillis: { Int64(Date().timeIntervalSince1970 * 1000) }, log: log)
    }
}
