import BillingModel
import Columnar
import Reporting
import SQLEngine
import TestEngine
import Testing
import Wiring

@Suite("The daily summary that a server keeps")
struct KeptDailyTests {
    private static let months = ["2023-11", "2024-02", "2024-03", "2024-12", "2025-01", "2025-02", "2026-07", nil]

    private static func file(_ source: String?, _ month: String?, _ path: String? = nil) -> TableView.File {
        .init(
            path: path ?? "\(source ?? "-")/\(month ?? "-")",
            partitionValues: ["x_source": source, "x_billing_period": month])
    }

    /// A session with these rows of `delivered`, and a table to keep them in.
    private static func session(_ rows: [SQLText]) async throws -> any SQLSession {
        let session = try await TestEngine.openSession()
        try await session.execute(
            """
            CREATE TABLE delivered AS
            SELECT * FROM (VALUES \(sql: .joined(rows, separator: ", ")))
              t(x_source, x_billing_period, UsageDate, Tags, BilledCost)
            """)
        try await session.execute(KeptDaily.creation)
        try await session.execute(KeptDaily.table(like: "delivered"))
        return session
    }

    private static func row(_ at: Int, _ source: String?, _ month: String?) -> SQLText {
        """
        (\(source), \(month), DATE '2025-01-31' - \(at), MAP {'team': \("t\(at)")}, CAST(\(at) AS DECIMAL(38,18)) / 3)
        """
    }

    /// As a server does.
    private static func read(
        _ share: inout KeptDaily.Share, of kept: inout KeptDaily, partitionsAtOnce: Int, on session: any SQLSession
    ) async throws {
        var read: Set<Int> = []
        for piece in kept.pieces(of: share, partitionsAtOnce: partitionsAtOnce) {
            let (statement, numbers) = kept.reading(piece, from: "delivered")
            try await session.execute(statement)
            kept.add(piece, numbers, to: &share)
            read.formUnion(numbers)
            try await session.execute(KeptDaily.checkpoint)
        }
        _ = try await session.rows(KeptDaily.isWhole(read, of: "delivered"))
    }

    @Test("has every row of the files, however they are read", arguments: [1, 2, 6, 100])
    func everyRow(partitionsAtOnce: Int) async throws {
        let partitions = ["a", "b", nil].flatMap { source in Self.months.map { (source, $0) } }
        let rows = (partitions + partitions.prefix(5)).enumerated().map { Self.row($0, $1.0, $1.1) }
        let session = try await Self.session(rows)
        var kept = KeptDaily(partitionColumns: ["x_source", "x_billing_period"])
        var share = kept.share(of: partitions.map { Self.file($0, $1) })
        #expect(share.parts.isEmpty && share.missing.count == partitions.count)
        try await Self.read(&share, of: &kept, partitionsAtOnce: partitionsAtOnce, on: session)
        #expect(share.missing.isEmpty && share.parts.count == partitions.count)
        try await session.execute("CREATE VIEW daily AS \(sql: kept.rows(of: share, missing: "delivered"))")
        #expect(try await session.rows("SELECT count(*) FROM daily") == [[.integer(Int64(rows.count))]])
        #expect(try await session.rows("FROM daily EXCEPT ALL FROM delivered").isEmpty)
        #expect(try await session.rows("FROM delivered EXCEPT ALL FROM daily").isEmpty)
        let columns: SQLText = "SELECT column_name, column_type FROM"
        #expect(
            try await session.rows("\(sql: columns) (DESCRIBE daily)")
                == session.rows("\(sql: columns) (DESCRIBE delivered)"))
        try await session.execute("DROP TABLE delivered")
        #expect(try await session.rows("SELECT count(*) FROM daily") == [[.integer(Int64(rows.count))]])
    }

    @Test("is read anew where files changed and nowhere else, and each version has its own rows")
    func versions() async throws {
        let session = try await Self.session([Self.row(1, "a", "2025-01"), Self.row(2, "b", "2025-01")])
        var kept = KeptDaily(partitionColumns: ["x_source", "x_billing_period"])
        let files = [Self.file("a", "2025-01"), Self.file("b", "2025-01")]
        var first = kept.share(of: files)
        try await Self.read(&first, of: &kept, partitionsAtOnce: 10, on: session)
        #expect(kept.share(of: files).missing.isEmpty)

        var second = kept.share(of: [Self.file("a", "2025-01", "later"), files[1], Self.file("a", "2025-02")])
        #expect(second.parts.count == 1)
        #expect(Set(second.missing.keys) == [["a", "2025-01"], ["a", "2025-02"]])
        try await session.execute("DELETE FROM delivered")
        try await session.execute(
            """
            INSERT INTO delivered
            VALUES \(sql: .joined([Self.row(30, "a", "2025-01"), Self.row(60, "a", "2025-02")], separator: ", "))
            """)
        try await Self.read(&second, of: &kept, partitionsAtOnce: 10, on: session)
        func sum(_ share: KeptDaily.Share) async throws -> [[Value]] {
            let rows = kept.rows(of: share, missing: "delivered")
            return try await session.rows("SELECT CAST(round(sum(BilledCost) * 3) AS INTEGER) FROM (\(sql: rows))")
        }
        #expect(try await sum(first) == [[.integer(3)]])
        #expect(try await sum(second) == [[.integer(92)]])
        // What nobody shows any more is gone, and what both showed is not.
        try await session.execute(try #require(kept.letGo(allBut: [second])))
        #expect(try await sum(second) == [[.integer(92)]])
        #expect(try await session.rows("SELECT count(*) FROM kept.main.daily") == [[.integer(3)]])
        #expect(kept.letGo(allBut: [second]) == nil)
    }

    @Test("parts of which nobody knows whether they were read are nobody's")
    func doubt() async throws {
        let session = try await Self.session([Self.row(1, "a", "2025-01"), Self.row(2, "b", "2025-01")])
        var kept = KeptDaily(partitionColumns: ["x_source", "x_billing_period"])
        var share = kept.share(of: [Self.file("a", "2025-01"), Self.file("b", "2025-01")])
        // The statement ran, and its end was never told.
        let (statement, _) = kept.reading([["a", "2025-01"]], from: "delivered")
        try await session.execute(statement)
        #expect(share.missing.count == 2)
        try await Self.read(&share, of: &kept, partitionsAtOnce: 1, on: session)
        let rows = kept.rows(of: share, missing: "delivered")
        #expect(try await session.rows("SELECT count(*) FROM (\(sql: rows))") == [[.integer(2)]])
        try await session.execute(try #require(kept.letGo(allBut: [share])))
        #expect(try await session.rows("SELECT count(*) FROM kept.main.daily") == [[.integer(2)]])
    }

    @Test("is refused where it lacks rows of the files")
    func aRowLess() async throws {
        let session = try await Self.session([Self.row(1, "a", "2025-01"), Self.row(2, "b", nil)])
        var kept = KeptDaily(partitionColumns: ["x_source", "x_billing_period"])
        // The row of a file that the version's list lacks.
        var share = kept.share(of: [Self.file("a", "2025-01")])
        let error = await #expect(throws: BillowError.self) {
            try await Self.read(&share, of: &kept, partitionsAtOnce: 1, on: session)
        }
        #expect(error?.message.contains("other rows than its files") == true)
    }
}
