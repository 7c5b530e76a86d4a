import BillingModel
import Columnar
import SQLEngine

extension DuckDB {
    package func open(_ settings: SessionSettings) async throws -> any SQLSession {
        let isUsers: Bool
        if case .lockedDown = settings.access { isUsers = true } else { isUsers = false }
        let session = try await ADBCSession(library, options: [("path", ":memory:")]) { error in
            error.duckDBCode(isUsersStatement: isUsers)
        }
        for statement in Self.limits(settings) {
            try await session.execute(statement)
        }
        guard case .lockedDown(let folders, let prepare) = settings.access else { return session }
        for statement in prepare {
            try await session.execute(statement)
        }
        try await Self.lock(session, folders, settings)
        return ReadOnlySession(session)
    }

    private static func limits(_ settings: SessionSettings) -> [SQLText] {
        [
            "SET memory_limit = \("\(settings.memoryBytesMax)B")",
            "SET threads = \(settings.threads)",
            "SET temp_directory = \(settings.temporaryFolder)",
            "SET TimeZone = 'UTC'",
            // Without it DuckDB 2.0.0 streams the rows of a sorted result in any order. A statement that writes much
            // and in no order may turn it off for itself.
            "SET preserve_insertion_order = true",
            "SET autoinstall_known_extensions = false",
            "SET autoload_known_extensions = false",
            // Else HUGEINT comes as a decimal that is too narrow for it, and JSON, UUID and BIT lose their names.
            "SET arrow_lossless_conversion = true",
        ]
    }

    private static func lock(_ session: ADBCSession, _ folders: [String], _ settings: SessionSettings) async throws {
        // What a listed name is compared with is the pattern, not the file that it stands for.
        let folders = folders + folders.map(PathPattern.literal).filter { !folders.contains($0) }
        try await session.execute("SET allowed_directories = \(folders)")
        try await session.execute("SET enable_external_access = false")
        try await session.execute("SET lock_configuration = true")
        let state = try await session.rows(
            """
            SELECT current_setting('enable_external_access'), current_setting('lock_configuration'), \
            current_setting('allowed_directories')
            """)
        // The engine adds the folder that it spills to.
        let allowed = Set((folders + [settings.temporaryFolder]).map(withSlash))
        guard let flags = state.first, flags.count == 3, flags[0] == .boolean(false), flags[1] == .boolean(true),
            case .list(let readable) = flags[2],
            readable.allSatisfy({ allowed.contains(withSlash($0.description)) })
        else {
            throw BillowError(.bug, "the engine did not lock itself down: \(state)")
        }
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
        case "Conversion Error", "Invalid Input Error", "Out of Range Error", "Constraint Error", "Serialization Error":
            isUsersStatement ? .usage : .badData
        case "Parser Error", "Catalog Error", "Binder Error", "Not implemented Error", "Mismatch Type Error":
            isUsersStatement ? .usage : .bug
        default: standardCode
        }
    }
}
