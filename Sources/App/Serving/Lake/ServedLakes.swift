import BillingModel
import Reporting

/// The lake as each kind of reader sees it. What is read and what is kept is apart for each limit, so that no answer to
/// one reader can hold what another may not see.
package struct ServedLakes: Sendable {
    struct Place: Sendable {
        let lake: ServedLake
        let cache: ReplyCache
    }

    let whole: Place
    private let limited: [RowLimit: Place]
    private let memory: LimitedMemory

    /// What is kept of replies to limited readers, all together.
    private static let limitedRepliesBytesMax = 16 << 20

    /// - Parameter limitedBytesMax: What the lakes of all limits may hold of rows; those that were not asked for
    ///   longest are closed, and opened anew when somebody asks.
    package init(
        reader: any LakeReader, limits: [RowLimit], queryTimeout: Duration, limitedBytesMax: Int = 128 << 20
    ) {
        let reader = HeavyReading(reader)
        let limits = Set(limits)
        whole = Place(lake: ServedLake(reader: reader, queryTimeout: queryTimeout), cache: ReplyCache())
        limited = Dictionary(
            limits.map { limit in
                let lake = ServedLake(reader: reader, limit: limit, queryTimeout: queryTimeout)
                let cache = ReplyCache(sizeBytesMax: Self.limitedRepliesBytesMax / limits.count)
                return (limit, Place(lake: lake, cache: cache))
            }
        ) { one, _ in one }
        memory = LimitedMemory(bytesMax: limitedBytesMax)
    }

    /// The lake as it is now for a limit, and what is kept of it. Throws `bug` for a limit that no token has.
    package func current(_ limit: RowLimit?) async throws -> (state: LakeState, cache: ReplyCache) {
        guard let limit else { return (try await whole.lake.current(), whole.cache) }
        guard let place = limited[limit] else { throw BillowError(.bug, "nobody has the limit \(limit)") }
        let state = try await place.lake.current()
        for other in await memory.use(limit, bytes: state.heldBytes) { await limited[other]?.lake.close() }
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
