import BillingModel
import Columnar
import SQLEngine

extension DuckDB {
    package func open(_ settings: SessionSettings, sessions: Int) async throws -> [any SQLSession] {
        let isUsers: Bool
        if case .lockedDown = settings.access { isUsers = true } else { isUsers = false }
        let session = try await ADBCSession(library, options: [("path", ":memory:")]) { error in
            error.duckDBCode(isUsersStatement: isUsers)
        }
        for statement in Self.limits(settings) {
            try await session.execute(statement)
        }
        try await Self.leaveOut(Self.wrongOptimizers, session)
        // The database's, and so that of each session that is opened after it; the first has it from here on.
        try await session.execute("SET GLOBAL TimeZone = 'UTC'")
        try await session.execute("SET TimeZone = 'UTC'")
        var all: [any SQLSession] = [session]
        while all.count < sessions { all.append(try await session.branch()) }
        switch settings.access {
        case .full:
            return all
        case .confined(let folder, let files, let spillBytesMax):
            try await session.execute("SET allowed_paths = \(Self.withPatterns(files))")
            try await session.execute("SET max_temp_directory_size = \("\(spillBytesMax)B")")
            try await Self.confine(session, [folder], settings)
            return all
        case .lockedDown(let folders, let prepare, let author):
            // Such sessions live long, and are to give back what was taken for an answer.
            try await session.execute("SET allocator_background_threads = true")
            // Files of a lake are never written again.
            try await session.execute("SET parquet_metadata_cache = true")
            for statement in prepare {
                try await session.execute(statement)
            }
            try await Self.confine(session, folders, settings)
            try await Self.lock(session)
            return switch author {
            case .user: all.map { ReadOnlySession($0) }
            case .billow: all
            }
        }
    }

    private static func limits(_ settings: SessionSettings) -> [SQLText] {
        [
            "SET memory_limit = \("\(settings.memoryBytesMax)B")",
            "SET threads = \(settings.threads)",
            "SET temp_directory = \(settings.temporaryFolder)",
            // Without it DuckDB 2.0.0 streams the rows of a sorted result in any order. A statement that writes much
            // and in no order may turn it off for itself.
            "SET preserve_insertion_order = true",
            "SET autoinstall_known_extensions = false",
            "SET autoload_known_extensions = false",
            // Else HUGEINT comes as a decimal that is too narrow for it, and JSON, UUID and BIT lose their names.
            "SET arrow_lossless_conversion = true",
        ]
    }

    /// DuckDB 2.0.0 reads a table again for a window's aggregates, then without the files that a filter on a partition
    /// had left out: the aggregates were those of all rows.
    private static let wrongOptimizers = ["window_self_join"]

    /// Names that the engine does not know are passed over.
    private static func leaveOut(_ optimizers: [String], _ session: ADBCSession) async throws {
        let known = try await session.rows("SELECT name FROM duckdb_optimizers()").compactMap(\.first)
        let named = optimizers.filter { known.contains(.text($0)) }
        try await session.execute("SET disabled_optimizers = \(named.joined(separator: ","))")
    }

    /// For good: the engine does not open up again while it runs.
    private static func confine(
        _ session: ADBCSession, _ folders: [String], _ settings: SessionSettings
    ) async throws {
        let folders = withPatterns(folders)
        try await session.execute("SET allowed_directories = \(folders)")
        try await session.execute("SET enable_external_access = false")
        let state = try await session.rows(
            "SELECT current_setting('enable_external_access'), current_setting('allowed_directories')")
        // The engine adds the folder that it spills to.
        let allowed = Set((folders + [settings.temporaryFolder]).map(withSlash))
        guard let flags = state.first, flags.count == 2, flags[0] == .boolean(false), case .list(let open) = flags[1],
            open.allSatisfy({ allowed.contains(withSlash($0.description)) })
        else {
            throw BillowError(.bug, "the engine did not lock itself down: \(state)")
        }
    }

    private static func lock(_ session: ADBCSession) async throws {
        try await session.execute("SET lock_configuration = true")
        let state = try await session.rows("SELECT current_setting('lock_configuration')")
        guard state == [[.boolean(true)]] else {
            throw BillowError(.bug, "the engine did not lock its configuration: \(state)")
        }
    }

    /// What a listed name is compared with is the pattern, not the file that it stands for.
    private static func withPatterns(_ paths: [String]) -> [String] {
        paths + paths.map(PathPattern.literal).filter { !paths.contains($0) }
    }

    private static func withSlash(_ folder: String) -> String {
        folder.hasSuffix("/") ? folder : folder + "/"
    }
}

extension DriverError {
    /// DuckDB begins its messages with the kind of error; ADBC's status is coarser. What a user's statement has wrong
    /// is a usage error; in a statement of ours it is a bug.
    func duckDBCode(isUsersStatement: Bool) -> BillowError.Code {
        let kind = message.prefix { $0 != ":" }
        return switch kind {
        case "INTERRUPT Error": .tryAgain
        case "IO Error", "HTTP Error": .inputOutput
        case "Permission Error": .permission
        case "Out of Memory Error": .unavailable
        // A damaged file is nobody's statement.
        case "Invalid Input Error" where message.contains("magic bytes") || message.contains("Parquet file"): .badData
        case "Conversion Error", "Invalid Input Error", "Out of Range Error", "Constraint Error", "Serialization Error":
            isUsersStatement ? .usage : .badData
        case "Parser Error", "Catalog Error", "Binder Error", "Not implemented Error", "Mismatch Type Error":
            isUsersStatement ? .usage : .bug
        default: standardCode
        }
    }
}
