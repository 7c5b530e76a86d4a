import Foundation
import Pipeline

/// The server's parts, put together.
package enum ServedSite {
    package static let routes = DashboardRoutes.all + APIRoutes.all

    package static func make(
        reader: any LakeReader, tokens: [AccessToken], hosts: [String], rate: Int, more: [Route] = [],
        queryTimeout: Duration = .seconds(5), nowMillis: @escaping @Sendable () -> Int64 = Self.wallClock,
        log: @escaping @Sendable (AccessEntry) -> Void
    ) -> Site {
        let all = routes + more
        return Site(
            routes: all + [APIRoutes.document(of: all, version: Billow.version)],
            lakes: ServedLakes(reader: reader, limits: tokens.compactMap(\.grant.limit), queryTimeout: queryTimeout),
            access: AccessRules(tokens: tokens, hosts: hosts), rate: RateLimit(perSecond: rate),
            program: Billow.version, nowMillis: nowMillis, log: log)
    }

    package static let wallClock: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }
}
