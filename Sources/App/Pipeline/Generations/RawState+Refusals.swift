import BillingModel
import Planning
import TableLog

extension MonthKey {
    /// The transaction that a landing of this month sets in the raw table, to its generation.
    var landing: String { "billow/\(export)/\(period)" }

    /// The same in `focus` and `daily`.
    var derivation: String { "billow/\(source)/\(export)/\(period)" }
}

extension RawState {
    /// Runs that were taken back, and the day since when.
    var refusals: [String: String] { ledger.refusals }

    /// The log keeps them as transactions of odd versions.
    static func refusals(_ snapshot: Snapshot?) -> [String: String] {
        var refusals: [String: String] = [:]
        for (appID, transaction) in snapshot?.transactions ?? [:]
        where appID.hasPrefix(Ledger.refusalPrefix) && !transaction.version.isMultiple(of: 2) {
            refusals[appID] = transaction.lastUpdatedMillis.map(UTCText.day) ?? "an unknown day"
        }
        return refusals
    }

    /// What a commit that lands these runs sets, so that they are refused no longer.
    func liftings(export: String, period: BillingPeriod?, runs: some Sequence<String>) -> [(
        appID: String, version: Int
    )] {
        let ledger = ledger
        return runs.flatMap { ledger.refusalIDs(export: export, period: period, run: $0) }.sorted().map {
            (appID: $0, version: Int(snapshot?.transactionVersion($0) ?? 0) + 1)
        }
    }

    /// The highest number that a generation ever had, shown or not; 0 when there was none. `period` is nil for an
    /// export that accumulates, whose months count together.
    func lastGeneration(export: String, period: BillingPeriod?) -> Int {
        let prefix = "billow/\(export)/"
        let versions = (snapshot?.transactions ?? [:]).values.compactMap { transaction -> Int? in
            guard transaction.appID.hasPrefix(prefix),
                let month = BillingPeriod(transaction.appID.dropFirst(prefix.count)),
                period == nil || month == period
            else { return nil }
            return Int(transaction.version)
        }
        return versions.max() ?? 0
    }
}
