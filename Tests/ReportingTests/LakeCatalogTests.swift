import BillingModel
import Columnar
import Foundation
import Reporting
import SQLEngine
import TestEngine
import Testing

struct LakeCatalogTests {
    /// Names that a pattern, a folder name or an escape could be seen in; each beside one that a pattern would match.
    static let names = [
        "a[1].parquet", "a1.parquet", "s*r.parquet", "star.parquet", "q?.parquet", "qx.parquet", "b{x,y}.parquet",
        "x_source=evil/part%20one.parquet", "back\\slash.parquet", "it's \"quoted\".parquet", "ünï 雲.parquet",
        "[[]].parquet", "[.parquet", "!.parquet",
    ]

    @Test func eachFileIsReadAloneWithItsOwnPartition() async throws {
        let folder = try TemporaryFolder()
        let session = try await TestEngine.openSession()
        for name in Self.names { try await folder.write("SELECT \(name) AS n", to: name, session) }
        for name in Self.names {
            let table = TableView(
                name: "t", columns: [Column("n", .text), Column("x_source", .text)], partitionColumns: ["x_source"],
                files: [.init(path: folder.path(name), partitionValues: ["x_source": "from \(name)"])])
            try await install([table], in: session)
            #expect(try await texts(session, "SELECT n, x_source FROM t") == [[name, "from \(name)"]])
        }
        let all = TableView(
            name: "t", columns: [Column("n", .text), Column("x_source", .text)], partitionColumns: ["x_source"],
            files: Self.names.map { .init(path: folder.path($0), partitionValues: ["x_source": "from \($0)"]) })
        try await install([all], in: session)
        let found = try await texts(session, "SELECT n, x_source FROM t")
        #expect(Set(found) == Set(Self.names.map { [$0, "from \($0)"] }) && found.count == Self.names.count)
    }

    @Test func olderFilesReadInTheLakesTypes() async throws {
        let folder = try TemporaryFolder()
        let session = try await TestEngine.openSession()
        try await folder.write("SELECT 1::BIGINT AS n, 7::BIGINT AS w, 'old' AS t", to: "1.parquet", session)
        try await folder.write(
            """
            SELECT 1.5::DECIMAL(38,18) AS n, 0.1::DECIMAL(38,18) AS w, MAP {'k': 'v'} AS m,
              TIMESTAMPTZ '2025-10-01 00:00:00+00' AS at, 'not in the table' AS extra
            """, to: "2.parquet", session)
        try await folder.write("SELECT 'text' AS w, DATE '2025-10-31' AS d", to: "3.parquet", session)
        let columns = [
            Column("t", .text), Column("n", .decimal), Column("w", .text), Column("m", .map), Column("at", .timestamp),
            Column("d", .date), Column("i", .integer), Column("b", .boolean), Column("odd\"' name", .text),
        ]
        let files = ["1", "2", "3"].map { TableView.File(path: folder.path("\($0).parquet")) }
        try await install([TableView(schema: "raw", name: "we\"ird-1", columns: columns, files: files)], in: session)

        let view: SQLText = "raw.\(name: "we\"ird-1")"
        let types = try await texts(session, Self.types(of: view))
        #expect(types == columns.map { [$0.name, $0.type.sqlName] })
        let rows = try await texts(
            session,
            """
            SELECT t, CAST(n AS VARCHAR), w, m['k'], CAST(epoch_us("at") AS VARCHAR), CAST(d AS VARCHAR)
            FROM \(sql: view)
            """)
        #expect(
            Set(rows) == [
                ["old", "1.000000000000000000", "7", nil, nil, nil],
                [nil, "1.500000000000000000", "0.100000000000000000", "v", "1759276800000000", nil],
                [nil, nil, "text", nil, nil, "2025-10-31"],
            ])
    }

    @Test func aTableWithoutFilesHasItsTypes() async throws {
        let session = try await TestEngine.openSession()
        let columns = ColumnType.allCases.map { Column("c_\($0.rawValue)", $0) }
        try await install(
            [TableView(name: "t", columns: columns, partitionColumns: ["x_source"], files: [])], in: session)
        let types = try await texts(session, Self.types(of: "t"))
        #expect(types == (columns + [Column("x_source", .text)]).map { [$0.name, $0.type.sqlName] })
        #expect(try await session.rows("SELECT * FROM t").isEmpty)
    }

    /// An optimiser of DuckDB 2.0.0 reads a table again for a window, and forgets that files had been left out.
    @Test func aWindowSeesTheRowsThatAFilterOnAPartitionLeaves() async throws {
        let folder = try TemporaryFolder()
        let session = try await TestEngine.openSession()
        let months = ["2025-10", "2025-11", "2025-12"]
        for month in months {
            try await folder.write(
                "SELECT 's' || n % 5 AS s, n::DECIMAL(38,18) AS cost FROM range(100) r(n)", to: "\(month).parquet",
                session)
        }
        let table = TableView(
            name: "t",
            columns: [Column("s", .text), Column("cost", .decimal), Column("x_billing_period", .text)],
            partitionColumns: ["x_billing_period"],
            files: months.map {
                .init(path: folder.path("\($0).parquet"), partitionValues: ["x_billing_period": $0])
            })
        try await install([table], in: session)
        let wrong: [SQLText] = [
            """
            SELECT * FROM (SELECT sum(cost) OVER (PARTITION BY s) AS a, s FROM t WHERE x_billing_period = '2025-11')
            WHERE a <> (SELECT sum(n) FROM range(100) r(n) WHERE n % 5 = CAST(s[2:] AS INT))
            """,
            """
            WITH cells AS (SELECT s, sum(cost) AS c FROM t WHERE x_billing_period = '2025-11' GROUP BY s)
            SELECT * FROM (SELECT c, sum(c) OVER (PARTITION BY s) AS a FROM cells) WHERE a <> c
            """,
            "SELECT * FROM (SELECT count(*) OVER () AS n FROM t WHERE x_billing_period = '2025-11') WHERE n <> 100",
        ]
        for statement in wrong { #expect(try await session.rows(statement).isEmpty, "\(statement.text)") }
    }

    @Test func aFilterOnAPartitionLeavesOtherFilesUnread() async throws {
        let folder = try TemporaryFolder()
        let session = try await TestEngine.openSession()
        let months = (1...12).map { "2025-\($0 < 10 ? "0" : "")\($0)" }
        for month in months { try await folder.write("SELECT \(month) AS n", to: "\(month).parquet", session) }
        let files = months.map { month in
            TableView.File(path: folder.path("\(month).parquet"), partitionValues: ["month": month, "k": nil])
        }
        try await install(
            [
                TableView(
                    name: "t", columns: [Column("n", .text), Column("billow_file", .text)],
                    partitionColumns: ["month", "k"], files: files)
            ], in: session)
        // What must not be read cannot be.
        for month in months where month != "2025-03" {
            try Data("not Parquet".utf8).write(to: URL(fileURLWithPath: folder.path("\(month).parquet")))
        }
        let rows = try await texts(session, "SELECT n, month, k, billow_file FROM t WHERE month = '2025-03'")
        #expect(rows == [["2025-03", "2025-03", nil, nil]])
        await #expect(throws: BillowError.self) { try await session.rows("SELECT * FROM t WHERE month = '2025-04'") }
    }

    @Test func partitionValuesHaveTheirColumnsType() async throws {
        let folder = try TemporaryFolder()
        let session = try await TestEngine.openSession()
        try await folder.write("SELECT 'x' AS n", to: "1.parquet", session)
        try await folder.write("SELECT 'y' AS n", to: "2.parquet", session)
        let table = TableView(
            name: "t", columns: [Column("day", .date), Column("n", .text)], partitionColumns: ["day"],
            files: [
                .init(path: folder.path("1.parquet"), partitionValues: ["day": "2025-10-31"]),
                .init(path: folder.path("2.parquet")),
            ])
        try await install([table], in: session)
        let rows = try await texts(session, "SELECT n, CAST(day + 1 AS VARCHAR) FROM t ORDER BY n")
        #expect(rows == [["x", "2025-11-01"], ["y", nil]])
    }

    @Test(arguments: [("1.0", "focus_1_0"), ("1.2", "focus_1_2"), ("1.3", "focus_1_3")])
    func focusViewsHaveOneVersionsColumns(_ version: String, _ view: String) async throws {
        let session = try await TestEngine.openSession()
        // A lake whose focus table lacks a column still answers with all of the version's.
        let columns =
            FOCUS.columns.filter { $0.name != "Tags" }.map { Column($0.name, $0.type) } + [Column("x_source", .text)]
        try await install([TableView(name: "focus", columns: columns, files: [])], in: session)
        let found = try await texts(session, Self.types(of: "\(name: view)"))
        #expect(found == FOCUS.columns(of: version).map { [$0.name, $0.type.sqlName] })
        #expect(found.count > 40)
    }

    private static func types(of view: SQLText) -> SQLText {
        "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM \(sql: view))"
    }

    private func install(_ tables: [TableView], in session: any SQLSession) async throws {
        for statement in LakeCatalog.statements(for: tables) { try await session.execute(statement) }
    }

    private func texts(_ session: any SQLSession, _ sql: SQLText) async throws -> [[String?]] {
        try await session.rows(sql).map { row in
            row.map { value in
                if case .text(let text) = value { text } else { nil }
            }
        }
    }
}

/// A folder that goes when the test does.
final class TemporaryFolder: Sendable {
    private let root: String

    init() throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("billow-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func path(_ name: String) -> String { root + "/" + name }

    /// Written under a plain name and moved, so that the name is the file system's alone.
    func write(_ select: SQLText, to name: String, _ session: any SQLSession) async throws {
        let plain = path("\(UUID().uuidString).tmp")
        try await session.execute("COPY (\(sql: select)) TO \(plain) (FORMAT parquet)")
        let parent = (path(name) as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: plain, toPath: path(name))
    }
}
