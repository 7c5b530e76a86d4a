import Synchronization

/// So many requests a second for each client, with twice as many at once.
package final class RateLimit: Sendable {
    private struct Bucket {
        /// Thousandths of a request.
        var left: Int
        var atMillis: Int64
    }

    private let perSecond: Int
    private let buckets = Mutex<[String: Bucket]>([:])
    private static let clientsMax = 10_000

    /// 0 is no limit.
    package init(perSecond: Int) {
        self.perSecond = perSecond
    }

    /// Throws ``Problem`` where a client asks too often.
    package func take(_ client: String, nowMillis: Int64) throws {
        guard perSecond > 0 else { return }
        let full = perSecond * 2000
        let isAllowed = buckets.withLock { buckets in
            // Whoever was quiet long enough to be full again need not be remembered.
            if buckets.count >= Self.clientsMax { buckets = buckets.filter { nowMillis - $0.value.atMillis < 2000 } }
            if buckets.count >= Self.clientsMax, buckets[client] == nil { return false }
            var bucket = buckets[client] ?? Bucket(left: full, atMillis: nowMillis)
            let passed = Int(min(max(0, nowMillis - bucket.atMillis), 2000))
            bucket.left = min(full, bucket.left + passed * perSecond)
            bucket.atMillis = nowMillis
            defer { buckets[client] = bucket }
            guard bucket.left >= 1000 else { return false }
            bucket.left -= 1000
            return true
        }
        guard isAllowed else {
            var problem = Problem(429, "too many requests", hint: "at most \(perSecond) a second")
            problem.retrySeconds = 1
            throw problem
        }
    }
}
