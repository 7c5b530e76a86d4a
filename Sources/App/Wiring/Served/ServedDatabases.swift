import Pipeline
import Reporting
import Serving

/// The database of each limit, as long as somebody answers from it.
actor ServedDatabases {
    private struct Known {
        weak var database: ServedDatabase?
    }

    private let workbench: Workbench
    private let lake: Lake
    private let work: ServedWork
    private var known: [RowLimit?: Known] = [:]

    init(_ workbench: Workbench, _ lake: Lake, _ work: ServedWork) {
        self.workbench = workbench
        self.lake = lake
        self.work = work
    }

    /// The newest version, in the database of the one before where that will do.
    func open(_ limit: RowLimit?) async throws -> OpenedLake {
        let configuration = try workbench.configuration()
        let tables = try await LakeViews(lake: lake).answers(limit)
        let daily = tables.first { $0.name == "daily" }
        let kind = ServedDatabase.Kind(
            configuration: configuration.fingerprint, limit: limit, columns: daily?.columns ?? [],
            partitionColumns: daily?.partitionColumns ?? [])
        let count = max(1, workbench.settings.threads)
        if let database = known[limit]?.database, database.kind == kind {
            do {
                return try await database.open(tables, sessions: count)
            } catch {
                // Whatever state it is in, the next one has another.
                known[limit] = nil
                throw error
            }
        }
        let database = ServedDatabase(
            kind, rules: configuration.rules, writer: try await workbench.servedSession(limit), work: work)
        known[limit] = Known(database: database)
        return try await database.open(tables, sessions: count)
    }

    func stop() async {
        for one in known.values { await one.database?.stop() }
    }

    func settle(_ limit: RowLimit?) async { await known[limit]?.database?.settle() }
}
