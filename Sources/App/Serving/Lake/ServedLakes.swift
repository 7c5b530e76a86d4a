import BillingModel
import Reporting
import Synchronization

/// The lake as each kind of reader sees it. What is read and what is kept is apart for each limit, so that no answer to
/// one reader can hold what another may not see.
package final class ServedLakes: Sendable {
    struct Place: Sendable {
        let lake: ServedLake
        let cache: ReplyCache
    }

    let whole: Place
    private let reader: any LakeReader
    private let queryTimeout: Duration
    private let limited = Mutex<[RowLimit: Place]>([:])
    private let memory: LimitedMemory

    /// What is kept of replies to limited readers, all together.
    private static let limitedRepliesBytesMax = 16 << 20

    /// - Parameter limitedBytesMax: What the lakes of all limits may hold of rows; those that were not asked for
    ///   longest are closed, and opened anew when somebody asks.
    package init(
        reader: any LakeReader, limits: [RowLimit], queryTimeout: Duration, limitedBytesMax: Int = 128 << 20
    ) {
        self.reader = HeavyReading(reader)
        self.queryTimeout = queryTimeout
        whole = Place(lake: ServedLake(reader: self.reader, queryTimeout: queryTimeout), cache: ReplyCache())
        memory = LimitedMemory(bytesMax: limitedBytesMax)
        replace(limits)
    }

    /// These limits are in use from now on, and no others; lakes of those that were before stay open.
    func replace(_ limits: [RowLimit]) {
        let limits = Set(limits)
        let lakes = limits.map { limit in
            (limit, ServedLake(reader: reader, limit: limit, queryTimeout: queryTimeout))
        }
        limited.withLock { places in
            let before = places
            places = Dictionary(
                lakes.map { limit, lake in
                    let cache = ReplyCache(sizeBytesMax: Self.limitedRepliesBytesMax / limits.count)
                    return (limit, Place(lake: before[limit]?.lake ?? lake, cache: cache))
                }
            ) { one, _ in one }
        }
    }

    private func place(of limit: RowLimit) -> Place? { limited.withLock { $0[limit] } }

    /// The lake as it is now for a limit, and what is kept of it. Throws `tryAgain` for a limit that no token has any
    /// more.
    package func current(_ limit: RowLimit?) async throws -> (state: LakeState, cache: ReplyCache) {
        guard let limit else { return (try await whole.lake.current(), whole.cache) }
        guard let place = place(of: limit) else {
            throw BillowError(.tryAgain, "nobody has the limit \(limit) any more")
        }
        let state = try await place.lake.current()
        for other in await memory.use(limit, bytes: state.heldBytes) { await self.place(of: other)?.lake.close() }
        return (state, place.cache)
    }
}

/// What limited lakes hold that are open.
private actor LimitedMemory {
    private let bytesMax: Int
    private var lakes: [RowLimit: (bytes: Int, usedAt: Int)] = [:]
    private var uses = 0

    init(bytesMax: Int) {
        self.bytesMax = bytesMax
    }

    /// Answers which others must be closed.
    func use(_ limit: RowLimit, bytes: Int) -> [RowLimit] {
        uses += 1
        lakes[limit] = (bytes, uses)
        var sum = lakes.values.reduce(0) { $0 + $1.bytes }
        var closed: [RowLimit] = []
        for (other, lake) in lakes.sorted(by: { $0.value.usedAt < $1.value.usedAt }) where other != limit {
            guard sum > bytesMax else { break }
            sum -= lake.bytes
            lakes[other] = nil
            closed.append(other)
        }
        return closed
    }
}
