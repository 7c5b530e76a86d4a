import BillingModel
import Reporting

/// The lake as each kind of reader sees it. What is read and what is kept is apart for each limit, so that no answer to
/// one reader can hold what another may not see.
package struct ServedLakes: Sendable {
    struct Place: Sendable {
        let lake: ServedLake
        let cache = ReplyCache()
    }

    let whole: Place
    private let limited: [RowLimit: Place]

    package init(reader: any LakeReader, limits: [RowLimit], queryTimeout: Duration) {
        let reader = HeavyReading(reader)
        whole = Place(lake: ServedLake(reader: reader, queryTimeout: queryTimeout))
        limited = Dictionary(
            Set(limits).map { limit in
                (limit, Place(lake: ServedLake(reader: reader, limit: limit, queryTimeout: queryTimeout)))
            }
        ) { one, _ in one }
    }

    /// Throws `bug` for a limit that no token has.
    subscript(_ limit: RowLimit?) -> Place {
        get throws {
            guard let limit else { return whole }
            guard let place = limited[limit] else { throw BillowError(.bug, "nobody has the limit \(limit)") }
            return place
        }
    }
}
