import Foundation
import Pipeline

/// The server's parts, put together.
package enum ServedSite {
    package static let routes = DashboardRoutes.all + APIRoutes.all

    package static func make(
        reader: any LakeReader, token: String?, hosts: [String], rate: Int, more: [Route] = [],
        queryTimeout: Duration = .seconds(5), nowMillis: @escaping @Sendable () -> Int64 = Self.wallClock,
        log: @escaping @Sendable (AccessEntry) -> Void
    ) throws -> Site {
        let lake = ServedLake(reader: reader, queryTimeout: queryTimeout)
        let all = routes + more
        return Site(
            routes: all + [APIRoutes.document(of: all, version: Billow.version)], lake: lake,
            access: try AccessRules(token: token, hosts: hosts), rate: RateLimit(perSecond: rate),
            program: Billow.version, nowMillis: nowMillis, log: log)
    }

    package static let wallClock: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }
}
