import BillingModel
import SQLEngine
import Synchronization
import Testing

/// A session that is opened when it is needed, once, whoever asks first.
@Suite struct DeferredSessionTests {
    private final class Openings: Sendable {
        let count = Atomic(0)
        let statements = Mutex<[String]>([])
    }

    private struct Noting: SQLSession {
        let openings: Openings

        func execute(_ sql: SQLText) async throws -> Int? {
            openings.statements.withLock { $0.append(sql.text) }
            return 7
        }

        func query(_ sql: SQLText) async throws -> any BatchStream { throw BillowError(.bug, sql.text) }
        func cancel() { openings.statements.withLock { $0.append("cancelled") } }
    }

    private static func session(_ openings: Openings) -> DeferredSession {
        DeferredSession {
            openings.count.add(1, ordering: .relaxed)
            await Task.yield()
            return Noting(openings: openings)
        }
    }

    @Test func nobodyAsksAndNothingIsOpened() {
        let openings = Openings()
        Self.session(openings).cancel()
        #expect(openings.count.load(ordering: .relaxed) == 0)
        #expect(openings.statements.withLock { $0 }.isEmpty)
    }

    @Test func manyAskAtOnceAndItIsOpenedOnce() async throws {
        let openings = Openings()
        let session = Self.session(openings)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask { _ = try await session.execute("SELECT \(number)") }
            }
            try await group.waitForAll()
        }
        session.cancel()
        #expect(openings.count.load(ordering: .relaxed) == 1)
        let expected = (0..<20).map { "SELECT \($0)" } + ["cancelled"]
        #expect(openings.statements.withLock { Set($0) } == Set(expected))
    }

    @Test func whatAStatementThrowsIsThrown() async {
        let session = Self.session(Openings())
        await #expect(throws: BillowError.self) { _ = try await session.query("SELECT 1") }
    }

    @Test func whatCannotBeOpenedSaysSoToEachStatement() async {
        let session = DeferredSession { throw BillowError(.configuration, "no engine") }
        for _ in 0..<2 {
            let error = await #expect(throws: BillowError.self) { try await session.execute("SELECT 1") }
            #expect(error?.code == .configuration && error?.message == "no engine")
        }
    }
}
