import BillingModel
import Reporting
import SQLEngine
import Serving
import Synchronization

/// A database that successive versions of a lake share: each has views of its own, in a catalogue of its own, and the
/// rows of `daily` that are the same in several are in memory once.
///
/// A version is there at once, over the lake's files; what memory lacks of it is read behind its back, and when that
/// is whole, its view is changed for one that has the same rows.
actor ServedDatabase {
    /// What must be the same for a later version to come in.
    struct Kind: Hashable {
        let configuration: String?
        let limit: RowLimit?
        let columns: [Column]
        let partitionColumns: [String]
    }

    /// A version that may be gone.
    private struct Known {
        let number: Int
        var share: KeptDaily.Share
        weak var version: ServedVersion?
    }

    nonisolated let kind: Kind
    private let rules: ReadingRules
    private let writer: any BranchingSession
    private let work: ServedWork
    private let traffic = Traffic()
    private let held = Mutex(0)
    private var kept: KeptDaily
    private var versions: [Known] = []
    private var lastNumber = 0
    private var reading: Task<Void, Never>?

    /// - Parameter writer: of a fresh database that was begun with ``KeptDaily/creation``.
    init(_ kind: Kind, rules: ReadingRules, writer: any BranchingSession, work: ServedWork) {
        self.kind = kind
        self.rules = rules
        self.writer = writer
        self.work = work
        kept = KeptDaily(partitionColumns: kind.partitionColumns)
    }

    /// The sessions of a version with these tables, `daily` among them, which are of this database's kind. One call at
    /// a time.
    func open(_ tables: [TableView], sessions count: Int) async throws -> OpenedLake {
        reading?.cancel()
        await reading?.value
        try await letGo()
        lastNumber += 1
        let version = ServedVersion(number: lastNumber, of: self)
        let share = try await makeViews(tables, number: lastNumber)
        versions.append(Known(number: lastNumber, share: share, version: version))
        var sessions: [any SQLSession] = []
        for _ in 0..<count {
            let session = try await writer.branch()
            try await session.execute("USE \(sql: Self.views(lastNumber))")
            sessions.append(ServedSession(session: session, version: version, traffic: traffic))
        }
        try await noteHeld()
        if !share.missing.isEmpty {
            let number = lastNumber
            let task = Task.detached(priority: .background) { await self.read(share, for: number) }
            reading = task
            version.reads(task)
        }
        return OpenedLake(sessions, heldBytes: self.held.withLock { $0 })
    }

    /// Nothing is read behind a version's back any more.
    func stop() async {
        reading?.cancel()
        writer.cancel()
        await reading?.value
    }

    /// Until nothing is read behind a version's back.
    func settle() async { await reading?.value }

    // MARK: Views

    private static func views(_ number: Int) -> SQLText { "\(name: "version_\(number)")" }

    /// Where `daily` is as the files have it that memory lacks.
    private static func missing(_ number: Int) -> SQLText { "\(name: "missing_\(number)")" }

    private static func missingDaily(_ number: Int) -> SQLText { "\(sql: missing(number)).main.daily" }

    private func makeViews(_ tables: [TableView], number: Int) async throws -> KeptDaily.Share {
        let daily = tables.filter { Self.isDaily($0) }
        let share = kept.share(of: daily.flatMap(\.files))
        let missing = daily.map { table in
            var table = table
            table.files = share.missing.sorted { "\($0.key)" < "\($1.key)" }.flatMap(\.value)
            return table
        }
        let others = tables.filter { !Self.isDaily($0) }
        for (catalogue, tables) in [(Self.missing(number), missing), (Self.views(number), others)] {
            try await writer.execute("ATTACH ':memory:' AS \(sql: catalogue)")
            try await writer.execute("USE \(sql: catalogue)")
            let statements = LakeCatalog.statements(for: tables, rules: rules, limit: kind.limit, hasVersions: false)
            for statement in statements { try await writer.execute(statement) }
        }
        if number == 1 { try await writer.execute(KeptDaily.table(like: Self.missingDaily(number))) }
        try await show(share, number: number)
        return share
    }

    private static func isDaily(_ table: TableView) -> Bool { table.schema == nil && table.name == "daily" }

    private func show(_ share: KeptDaily.Share, number: Int) async throws {
        let rows = kept.rows(of: share, missing: Self.missingDaily(number))
        try await writer.execute("CREATE OR REPLACE VIEW \(sql: Self.views(number)).main.daily AS \(sql: rows)")
    }

    /// Whatever only versions had that are gone.
    private func letGo() async throws {
        let gone = versions.filter { $0.version == nil }
        versions.removeAll { $0.version == nil }
        try await writer.execute("USE memory")
        for number in gone.map(\.number) {
            try await writer.execute("DETACH \(sql: Self.views(number))")
            try await writer.execute("DETACH \(sql: Self.missing(number))")
        }
        // The newest parts may be the next version's, too.
        let newest = (gone + versions).max { $0.number < $1.number }
        let used = versions.map(\.share) + (newest.map { [$0.share] } ?? [])
        if let statement = kept.letGo(allBut: used) { try await writer.execute(statement) }
    }

    // MARK: Rows

    /// Requests go first.
    private func read(_ missing: KeptDaily.Share, for number: Int) async {
        var (share, read) = (missing, Set<Int>())
        do {
            await work.begin()
            try await traffic.calm(for: .milliseconds(300), patience: .seconds(2))
            let pieces = kept.pieces(of: missing)
            for piece in pieces {
                try await traffic.calm(for: .milliseconds(20), patience: .milliseconds(200))
                let (statement, numbers) = kept.reading(piece, from: Self.missingDaily(number))
                // Much is read fastest while nobody asks, and whoever asks meanwhile is answered slowly, from files.
                // Only then does the engine give back what it has made smaller, too: of a month, the next time.
                if pieces.count == 1 {
                    try await writer.execute(statement)
                } else {
                    try await traffic.alone(patience: .milliseconds(100)) { [writer] in
                        try await writer.execute(statement)
                        try await writer.execute(KeptDaily.checkpoint)
                    }
                }
                kept.add(piece, numbers, to: &share)
                read.formUnion(numbers)
                note(share, number)
            }
            if pieces.count == 1 { try await writer.execute(KeptDaily.checkpoint) }
            _ = try await writer.rows(KeptDaily.isWhole(read, of: Self.missingDaily(number)))
            try await show(share, number: number)
            try await noteHeld()
        } catch {
            guard !Task.isCancelled else { return }
            // It is answered from files as before.
            kept.doubt(read)
            note(missing, number)
            work.onFailure(error)
        }
    }

    private func note(_ share: KeptDaily.Share, _ number: Int) {
        guard let at = versions.firstIndex(where: { $0.number == number }) else { return }
        versions[at].share = share
    }

    /// What an engine takes besides its rows, about.
    private static let engineBytes = 8 << 20

    private func noteHeld() async throws {
        let rows = try await writer.rows("SELECT CAST(sum(memory_usage_bytes) AS BIGINT) FROM duckdb_memory()")
        guard case .integer(let bytes)? = rows.first?.first else { return }
        held.withLock { $0 = Int(bytes) + Self.engineBytes }
    }
}

/// What a served lake does beside answering.
package struct ServedWork: Sendable {
    /// Awaited before the daily summary is read into memory.
    package var begin: @Sendable () async -> Void = {}
    /// Told why it could not be; answers come from the lake's files then.
    package var onFailure: @Sendable (any Error) -> Void = { _ in }

    package init() {}
}
