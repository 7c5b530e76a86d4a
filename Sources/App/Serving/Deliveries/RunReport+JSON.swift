import BillingModel
import Pipeline
import Reporting

extension RunReport {
    /// One object; a contract (`docs/formats/output.md`).
    package var json: String {
        JSONText.object([
            ("source", JSONText.string(source)), ("export", JSONText.string(export)),
            ("period", JSONText.string(period?.description)), ("run", JSONText.string(run)),
            ("state", JSONText.string(state.rawValue)), ("generation", generation.map(String.init) ?? "null"),
            ("rows", rows.map(String.init) ?? "null"), ("counted", String(isCounted)),
            ("quarantined", String(shortage.rows)), ("short_by", shortJSON), ("rounded", String(roundedCells)),
            ("totals", totalsJSON), ("reason", JSONText.string(reason)), ("place", JSONText.string(place)),
            ("hint", JSONText.string(hint)), ("location", JSONText.string(location)),
            ("since", JSONText.string(sinceMillis.map(UTCText.second))),
        ])
    }

    /// What the rows in quarantine were billed, as far as it can be told.
    private var shortJSON: String {
        JSONText.object(shortage.billed.sorted { $0.key < $1.key }.map { ($0, JSONText.string($1.description)) })
    }

    private var totalsJSON: String {
        JSONText.object(
            costs.sorted { $0.key < $1.key }.map { currency, costs in
                let measures: [(String, ExactDecimal?)] = [
                    ("billed", costs.billed), ("effective", costs.effective), ("list", costs.list),
                    ("contracted", costs.contracted),
                ]
                return (currency, JSONText.object(measures.map { ($0, JSONText.string($1?.description)) }))
            })
    }
}
