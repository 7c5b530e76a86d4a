import BillingModel
import Columnar
import Foundation
import SQLEngine
import TestEngine
import Testing

@Suite(.needsDuckDB) struct LockdownTests {
    /// A folder with one Parquet file, beside a file that is nobody's business, and a locked session with a view.
    private final class Lake {
        let folder: URL
        let session: any SQLSession

        init() async throws {
            let root = FileManager.default.temporaryDirectory.appendingPathComponent("billow-\(UUID().uuidString)")
            folder = root.appendingPathComponent("lake")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("secret".utf8).write(to: root.appendingPathComponent("secret.csv"))
            let file = folder.appendingPathComponent("costs.parquet").path
            try await Engine.session().execute("COPY (SELECT 1.5::DECIMAL(38,18) AS cost) TO \(file)")
            let prepare: [SQLText] = ["CREATE VIEW costs AS SELECT * FROM read_parquet(\(file))"]
            session = try await Engine.session(
                .lockedDown(readableFolders: [folder.path], prepare: prepare, author: .user))
        }

        deinit {
            try? FileManager.default.removeItem(at: folder.deletingLastPathComponent())
        }

        var isUntouched: Bool {
            (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) == ["costs.parquet"]
        }
    }

    static let refused = [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_blob('/proc/self/environ')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM glob('LAKE/../*')",
        "SELECT * FROM read_csv('LAKE/../secret.csv')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM parquet_metadata('/etc/passwd')",
        "SELECT * FROM read_json('http://127.0.0.1:9/x')",
        "SELECT getenv('HOME')",
        "COPY costs TO '/dev/stdout'",
        "COPY costs TO 'LAKE/../out.csv'",
        "COPY costs TO 'LAKE/out.csv'",
        "WITH x AS (COPY costs TO 'LAKE/out.csv') SELECT 1",
        "WITH y AS (WITH x AS (COPY costs TO 'LAKE/out.csv') SELECT 1) SELECT * FROM y",
        "SELECT * FROM query('WITH x AS (COPY costs TO ''LAKE/out.csv'') SELECT 1')",
        "SELECT 1; COPY costs TO 'LAKE/out.csv'",
        "EXPORT DATABASE 'LAKE/export'",
        "ATTACH 'LAKE/x.db'",
        "ATTACH '/etc/passwd' AS p",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET threads = 1",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA enable_profiling",
        "CALL enable_logging(storage := 'file', storage_path := 'LAKE/log')",
        "SELECT * FROM enable_logging(storage := 'file', storage_path := 'LAKE/log')",
        "SELECT * FROM enable_profiling(save_location := 'LAKE/profile.json')",
        "CREATE TABLE t AS SELECT 1",
        "CREATE SECRET s (TYPE s3)",
        "DROP VIEW costs",
        "PREPARE p AS SELECT 1",
        "CHECKPOINT",
        "SELEC 1",
        "",
        "-- nothing",
    ]

    @Test(arguments: refused)
    func isRefused(_ statement: String) async throws {
        let lake = try await Lake()
        let sql = SQLText(unsafe: statement.replacingOccurrences(of: "LAKE", with: lake.folder.path))
        await #expect(throws: BillowError.self) { try await lake.session.execute(sql) }
        await #expect(throws: BillowError.self) { try await lake.session.rows(sql) }
        #expect(lake.isUntouched)
        #expect(try await lake.session.rows("SELECT count(*) FROM costs") == [[.integer(1)]])
    }

    /// A serialised statement is a second way into the parser, by any spelling of the function's name.
    @Test(arguments: [
        "json_execute_serialized_sql", "JSON_Execute_Serialized_SQL", "system.main.json_execute_serialized_sql",
        "\"json_execute_serialized_sql\"",
    ])
    func aSerialisedCopyIsRefused(_ function: String) async throws {
        let lake = try await Lake()
        let copy = "WITH x AS (COPY costs TO '\(lake.folder.path)/out.csv') SELECT 1"
        let call: SQLText = "\(unsafe: function)(json_serialize_sql(\(copy)))"
        let whole: SQLText = "SELECT * FROM \(sql: call)"
        let statements: [SQLText] = [
            whole, "FROM query(\(whole.text))", "WITH x AS (\(sql: whole)) SELECT * FROM x",
            "SELECT 1 WHERE EXISTS (\(sql: whole))", "SELECT * FROM costs, \(sql: call)",
            "SELECT * FROM costs, LATERAL (\(sql: whole))", "SUMMARIZE \(sql: whole)", "DESCRIBE \(sql: whole)",
            "PIVOT (\(sql: whole)) ON 1 IN (1) USING count(*)", "SELECT \(sql: call)",
        ]
        for statement in statements {
            await #expect(throws: BillowError.self, "\(statement)") { try await lake.session.rows(statement) }
        }
        #expect(lake.isUntouched)
    }

    static let allowed: [SQLText] = [
        "SELECT * FROM costs",
        "FROM costs",
        "WITH c AS (SELECT cost FROM costs) SELECT * FROM c UNION ALL SELECT * FROM c",
        "WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t WHERE i < 3) SELECT * FROM t",
        "VALUES ('COPY_QUERY_NODE')",
        "DESCRIBE costs",
        "SHOW TABLES",
        "SUMMARIZE costs",
        "SELECT 'a;b'; -- done",
        "SELECT 1; SELECT 2",
        "SELECT * FROM range(3), unnest([1, 2])",
        "SELECT table_name FROM duckdb_tables() UNION ALL SELECT 'none'",
    ]

    @Test(arguments: allowed)
    func reads(_ sql: SQLText) async throws {
        let lake = try await Lake()
        #expect(try await lake.session.rows(sql).isEmpty == false)
    }

    @Test func allowedFoldersAreRead() async throws {
        let lake = try await Lake()
        let glob = lake.folder.path + "/*.parquet"
        let rows = try await lake.session.rows("SELECT cost FROM read_parquet(\(glob))")
        #expect(rows == [[.decimal(units: 1_500_000_000_000_000_000, scale: 18)]])
    }

    @Test func linksOutOfTheFolderAreRefused() async throws {
        let lake = try await Lake()
        let link = lake.folder.appendingPathComponent("link.csv")
        let secret = lake.folder.deletingLastPathComponent().appendingPathComponent("secret.csv")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: secret)
        await #expect(throws: BillowError.self) { try await lake.session.rows("SELECT * FROM read_csv(\(link.path))") }
    }

    @Test func aUsersMistakeIsNotABug() async throws {
        let lake = try await Lake()
        for sql: SQLText in ["SELEC 1", "SELECT * FROM nowhere", "SELECT 'x'::INTEGER FROM costs"] {
            let error = await #expect(throws: BillowError.self) { try await lake.session.rows(sql) }
            #expect(error?.code == .usage, "\(sql)")
        }
    }

    @Test func spillsStillWork() async throws {
        var settings = Engine.settings(.lockedDown(readableFolders: [], prepare: [], author: .user))
        settings.memoryBytesMax = 200 << 20
        let session = try await Engine.duckDB.get().open(settings)
        let rows = try await session.rows(
            "SELECT count(*) FROM (SELECT md5(i::VARCHAR) AS k FROM range(3000000) t(i) GROUP BY ALL)")
        #expect(rows == [[.integer(3_000_000)]])
    }
}
