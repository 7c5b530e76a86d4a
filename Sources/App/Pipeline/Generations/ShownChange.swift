import BillingModel
import Planning
import TableLog

/// What is to change in a raw table so that a month shows another of its generations, or none.
package struct ShownChange: Sendable {
    package let key: MonthKey
    /// The generation that is shown before; nil when none is.
    package let from: Int?
    /// Nil withdraws the month.
    package let to: Generation?
    package let removes: [String]
    package let restores: [AddFile]
    /// Afterwards exactly the runs of the generations above ``to`` are refused.
    package let refused: Set<String>
    package let lifted: Set<String>

    init(_ month: MonthHistory, to target: Generation?) {
        key = month.key
        from = month.shown?.number
        to = target
        let shown = month.shown?.paths ?? []
        let wanted = target?.paths ?? []
        removes = shown.subtracting(wanted).sorted()
        restores = target?.files.filter { !shown.contains($0.path) } ?? []
        let above = month.generations.filter { $0.number > target?.number ?? 0 }
        let all = Set(month.generations.flatMap(\.newRuns))
        refused = Set(above.flatMap(\.newRuns))
        lifted = all.subtracting(refused)
    }

    func publication(_ snapshot: Snapshot) -> Publication.Change {
        var change = Publication.Change(columns: [], partitionColumns: snapshot.metadata.partitionColumns)
        change.operation = to == nil ? "DELETE" : "RESTORE"
        change.removes = removes
        change.restores = restores
        // The version stays, so that this is no landing; that it is set keeps a landing at the same time away.
        let latest = Int(snapshot.transactionVersion(key.landing) ?? 0)
        change.transactions = [(appID: key.landing, version: latest), VacuumRecord.guarding(snapshot)]
        change.transactions += flips(refused, toOdd: true, snapshot) + flips(lifted, toOdd: false, snapshot)
        change.record = [
            "generations": .object([
                "export": .string(key.export), "period": .string(key.period.description),
                "from": from.map(JSONValue.integer) ?? .null, "to": (to?.number).map(JSONValue.integer) ?? .null,
            ])
        ]
        return change
    }

    private func flips(_ runs: Set<String>, toOdd: Bool, _ snapshot: Snapshot) -> [(appID: String, version: Int)] {
        runs.sorted().compactMap { run in
            let id = Ledger.refusalID(export: key.export, period: key.period, run: run)
            let version = Int(snapshot.transactionVersion(id) ?? 0)
            return version.isMultiple(of: 2) == toOdd ? (appID: id, version: version + 1) : nil
        }
    }
}
