import BillingModel
import Columnar
import Foundation
import SQLEngine
import TestEngine
import Testing

@Suite(.needsDuckDB) struct SessionTests {
    @Test func allStatementsOfATextRun() async throws {
        let session = try await Engine.session()
        let changed = try await session.execute(
            "CREATE TABLE a (i INTEGER); INSERT INTO a VALUES (1), (2); UPDATE a SET i = i + 1 -- the ; in here; too")
        #expect(changed == 2)
        #expect(try await session.rows("SELECT sum(i) FROM a") == [[.decimal(units: 5, scale: 0)]])
    }

    @Test func rowsChangedAreTold() async throws {
        let session = try await Engine.session()
        #expect(try await session.execute("CREATE TABLE a AS SELECT * FROM range(7) t(i)") == 7)
        #expect(try await session.execute("DELETE FROM a WHERE i > 4") == 2)
        #expect(try await session.execute("CREATE TABLE b (i INTEGER)") == nil)
    }

    /// An engine that streams would otherwise report success for a query that it never ran.
    @Test func executeRunsAQueryToItsEnd() async throws {
        let session = try await Engine.session()
        let error = await #expect(throws: BillowError.self) {
            try await session.execute("SELECT x::INTEGER FROM (SELECT i || 'x' AS x FROM range(10) t(i))")
        }
        #expect(error?.code == .badData)
    }

    @Test func errorsCarryTheEnginesMessageAndTheStatement() async throws {
        let session = try await Engine.session()
        let error = await #expect(throws: BillowError.self) { try await session.query("SELECT *\nFROM  nowhere") }
        #expect(error?.message.contains("Table with name nowhere does not exist") == true)
        #expect(error?.source == "SELECT * FROM nowhere")
        let long = SQLText(unsafe: "SELEC " + String(repeating: "x", count: 500))
        let other = await #expect(throws: BillowError.self) { try await session.execute(long) }
        #expect(other?.source?.count == 201)
        #expect(other?.source?.hasSuffix("x…") == true)
    }

    @Test func errorsInTheMiddleOfAResultArrive() async throws {
        let session = try await Engine.session()
        let error = await #expect(throws: BillowError.self) {
            let stream = try await session.query(
                "SELECT CASE WHEN i = 250000 THEN 'x' ELSE '1' END::INTEGER FROM range(300000) t(i)")
            while try await stream.next() != nil {}
        }
        #expect(error?.code == .badData)
        #expect(error?.message.contains("Could not convert string 'x'") == true)
        #expect(try await session.rows("SELECT 1") == [[.integer(1)]])
    }

    @Test("sessions of one database share its tables and settings, and one waits for none of the others")
    func sessionsOfOneDatabase() async throws {
        let sessions = try await Engine.duckDB.get().open(Engine.settings(), sessions: 3)
        #expect(sessions.count == 3)
        try await sessions[0].execute("CREATE TABLE a AS SELECT * FROM range(300000) t(i)")
        let open = try await sessions[0].query("SELECT * FROM a")
        for session in sessions.dropFirst() {
            #expect(try await session.rows("SELECT count(*) FROM a") == [[.integer(300_000)]])
            #expect(
                try await session.rows("SELECT current_setting('TimeZone'), current_setting('threads')::INTEGER")
                    == [[.text("UTC"), .integer(2)]])
            session.cancel()
        }
        var rows = 0
        while let batch = try await open.next() { rows += batch.rowCount }
        #expect(rows == 300_000)
    }

    @Test func aLockHoldsForAllSessionsOfADatabase() async throws {
        let settings = Engine.settings(
            .lockedDown(readableFolders: [], prepare: ["CREATE TABLE a (i INTEGER)"], author: .billow))
        for session in try await Engine.duckDB.get().open(settings, sessions: 2) {
            #expect(try await session.rows("SELECT * FROM a").isEmpty)
            for statement: SQLText in ["SELECT * FROM read_text('/etc/passwd')", "SET threads = 1", "LOAD httpfs"] {
                await #expect(throws: BillowError.self) { try await session.execute(statement) }
            }
        }
    }

    @Test func anErrorLeavesTheSessionUsable() async throws {
        let session = try await Engine.session()
        await #expect(throws: BillowError.self) { try await session.execute("SELEC") }
        #expect(try await session.rows("SELECT 1") == [[.integer(1)]])
    }

    @Test func emptyTextIsAnError() async throws {
        let session = try await Engine.session()
        await #expect(throws: BillowError.self) { try await session.execute("") }
    }

    /// The second text runs its long statement inside another of the driver's calls.
    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            "SELECT sum(hash(i)) FROM range(1000000000000) t(i)",
            "CREATE TABLE a AS SELECT sum(hash(i)) FROM range(1000000000000) t(i); SELECT 1",
        ])
    func cancelEndsALongStatement(_ sql: String) async throws {
        let session = try await Engine.session()
        // Again and again: the first may come before the statement has begun.
        let canceller = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: .milliseconds(100))
                session.cancel()
            }
        }
        let error = await #expect(throws: BillowError.self) { try await session.execute(SQLText(unsafe: sql)) }
        canceller.cancel()
        #expect(error?.code == .tryAgain)
        _ = await canceller.result
        #expect(try await session.rows("SELECT 1") == [[.integer(1)]])
    }

    @Test(.timeLimit(.minutes(10)))
    func aCancelledTaskCancelsItsStatement() async throws {
        let session = try await Engine.session()
        let task = Task { try await session.rows("SELECT sum(hash(i)) FROM range(1000000000000) t(i)") }
        try await Task.sleep(for: .milliseconds(300))
        task.cancel()
        let error = await #expect(throws: BillowError.self) { try await task.value }
        #expect(error?.code == .tryAgain)
    }

    @Test func cancelEndsAnOpenResult() async throws {
        let session = try await Engine.session()
        let stream = try await session.query("SELECT i FROM range(10000000) t(i)")
        _ = try await stream.next()
        session.cancel()
        let error = await #expect(throws: BillowError.self) { try await stream.next() }
        #expect(error?.code == .tryAgain)
        #expect(try await session.rows("SELECT 1") == [[.integer(1)]])
    }

    /// The engine's threads must stop too, not only the call that waits for them.
    @Test(.timeLimit(.minutes(10)))
    func closeEndsWhatRuns() async throws {
        let session = try await Engine.session()
        let stream = try await session.query("SELECT sum(hash(i)) FROM range(1000000000000) t(i)")
        await stream.close()
        #expect(try await session.rows("SELECT 1") == [[.integer(1)]])
    }

    @Test func cancelOfAnIdleSessionDoesNothing() async throws {
        let session = try await Engine.session()
        session.cancel()
        #expect(try await session.rows("SELECT 1") == [[.integer(1)]])
    }

    @Test func aStatementDuringAnOpenResultIsRefused() async throws {
        let session = try await Engine.session()
        let stream = try await session.query("SELECT i FROM range(100000) t(i)")
        let error = await #expect(throws: BillowError.self) { try await session.execute("SELECT 1") }
        #expect(error?.code == .bug)
        #expect(try await stream.next() != nil)
        await stream.close()
        #expect(try await stream.next() == nil)
        try await session.execute("SELECT 1")
    }

    @Test func aForgottenResultIsReleased() async throws {
        let session = try await Engine.session()
        _ = try await session.query("SELECT i FROM range(100000) t(i)").next()
        try await session.execute("SELECT 1")
    }

    @Test func statementsOfOneSessionRunOneAfterAnother() async throws {
        let session = try await Engine.session()
        try await session.execute("CREATE TABLE a (i INTEGER)")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<50 { group.addTask { try await session.execute("INSERT INTO a VALUES (\(number))") } }
            try await group.waitForAll()
        }
        #expect(try await session.rows("SELECT count(DISTINCT i) FROM a") == [[.integer(50)]])
    }

    @Test func sessionsAreSeparateAndRunSideBySide() async throws {
        let counts = try await withThrowingTaskGroup(of: [[Value]].self) { group in
            for number in 1...4 {
                group.addTask {
                    let session = try await Engine.session()
                    try await session.execute("CREATE TABLE a AS SELECT * FROM range(\(number)) t(i)")
                    return try await session.rows("SELECT count(*) FROM a")
                }
            }
            return try await group.reduce(into: Set<Int64>()) { counts, rows in
                if case .integer(let count) = rows[0][0] { counts.insert(count) }
            }
        }
        #expect(counts == [1, 2, 3, 4])
    }

    @Test func settingsAreApplied() async throws {
        let rows = try await Engine.session().rows(
            """
            SELECT current_setting('memory_limit'), current_setting('threads'), current_setting('TimeZone'),
                current_setting('preserve_insertion_order'), current_setting('autoinstall_known_extensions'),
                current_setting('autoload_known_extensions')
            """)
        #expect(
            rows == [
                [
                    .text("1.0 GiB"), .integer(2), .text("UTC"), .boolean(true), .boolean(false), .boolean(false),
                ]
            ])
    }

    @Test func moreThanTheMemoryAllowsSpills() async throws {
        var settings = Engine.settings()
        settings.memoryBytesMax = 200 << 20
        let session = try await Engine.duckDB.get().open(settings)
        let rows = try await session.rows(
            "SELECT count(*) FROM (SELECT md5(i::VARCHAR) AS k FROM range(3000000) t(i) GROUP BY ALL)")
        #expect(rows == [[.integer(3_000_000)]])
    }
}
