import BillingModel
import Pipeline
import Reporting

extension Generation {
    /// One object; a contract (`docs/formats/output.md`).
    package func json() throws -> String {
        let totals = try self.totals()
        let costs = totals.costs.sorted { $0.key < $1.key }.map { currency, costs in
            (
                currency,
                JSONText.object([
                    ("billed", JSONText.string(costs.billed.description)),
                    ("effective", JSONText.string(costs.effective?.description)),
                ])
            )
        }
        return JSONText.object([
            ("source", JSONText.string(key.source)), ("export", JSONText.string(key.export)),
            ("period", JSONText.string(key.period.description)), ("generation", String(number)),
            ("runs", JSONText.array(newRuns.map { JSONText.string($0) })),
            ("landed_at", JSONText.string(UTCText.second(landedMillis))),
            ("ended_at", JSONText.string(endedMillis.map(UTCText.second))),
            ("rows", String(totals.rows)), ("totals", JSONText.object(costs)),
            ("state", JSONText.string(state.rawValue)), ("kept", String(isKept)),
            ("files", String(files.count)), ("bytes", String(sizeBytes)),
        ])
    }
}
