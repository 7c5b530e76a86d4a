import BillingModel
import Landing
import Tables

extension LandingWork {
    /// Rebuilds every month whose `focus` or `daily` does not show what `raw` holds. Answers how many there were.
    mutating func repair() async throws -> Int {
        guard ingest.reach == .daily else { return 0 }
        var attempts: [MonthKey: Int] = [:]
        for source in try await ingest.lake.sources() {
            try await lake.catchUp()
            while case let keys = try await monthsBehind(source), !keys.isEmpty {
                for key in keys {
                    guard try await isBehind(key, try await lake.counting()) else { continue }
                    attempts[key, default: 0] += 1
                    guard attempts[key, default: 0] <= Self.attemptsMax else { throw Self.unsettled(key) }
                    try await rebuild(key)
                    try await lake.catchUp()
                }
            }
        }
        return attempts.count
    }

    private mutating func monthsBehind(_ source: String) async throws -> [MonthKey] {
        let keys = try await lake.raw(source).keys
            .union(try await lake.focus().files.keys.filter { $0.source == source })
            .union(try await lake.daily().files.keys.filter { $0.source == source })
        let counting = try await lake.counting()
        var behind: [MonthKey] = []
        for key in keys {
            if try await isBehind(key, counting) { behind.append(key) }
        }
        return behind.sorted { ($1.period, $0.export) < ($0.period, $1.export) }
    }

    private mutating func isBehind(_ key: MonthKey, _ counting: CountedExports) async throws -> Bool {
        let wanted = counting[key] == nil ? try await lake.raw(key.source).parents(key) : []
        return [try await lake.focus(), try await lake.daily()].contains {
            $0.parents(key) != wanted || !$0.isBeside(counting.partner(of: key), key)
        }
    }

    private static func unsettled(_ key: MonthKey) -> BillowError {
        BillowError(
            .tryAgain, "raw holds what focus or daily does not show yet: other ingests kept changing them",
            hint: "run again when they are done", source: "\(key.source) \(key.export) \(key.period)")
    }

    private mutating func rebuild(_ key: MonthKey) async throws {
        ingest.progress(.repairing(source: key.source, export: key.export, period: key.period))
        let publication = Publication(lake: ingest.lake, nowMillis: ingest.nowMillis)
        let counting = try await lake.counting()
        guard counting[key] == nil else { return try await publishDerived([.empty(key)], publication) }
        let folder = try staging.subfolder()
        defer { staging.remove(folder) }
        if let partner = counting.partner(of: key) {
            // In one commit: between two, a charge would be missing or be there twice.
            let months = [
                try await made(key, beside: partner, folder: try staging.subfolder(of: folder)),
                try await made(partner, beside: key, folder: try staging.subfolder(of: folder)),
            ]
            return try await publishDerived(months, publication)
        }
        if try await Restoration(ingest: ingest).restore(key, as: try await lake.raw(key.source)) {
            refresh()
            return
        }
        try await publishDerived([try await made(key, beside: nil, folder: folder)], publication)
    }

    private mutating func made(
        _ key: MonthKey, beside partner: MonthKey?, folder: String
    ) async throws -> DerivedMonth {
        let state = try await lake.raw(key.source)
        guard let id = state.dataset, let dataset = ingest.dataset(id)
        else {
            throw BillowError(
                .configuration, "nobody knows how raw/\(key.source) maps to FOCUS", source: "raw/\(key.source)")
        }
        return try await Derivation(session: ingest.session, markup: ingest.markup).derive(
            .init(
                key: key, dataset: dataset,
                rawFiles: try state.files(key).map { try ingest.lake.localPath(state.table, $0) },
                rawColumns: state.columns, keptFocusFiles: nil, partner: partner, folder: folder))
    }
}
