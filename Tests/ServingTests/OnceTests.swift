import Synchronization
import Testing

@testable import Serving

@Suite struct OnceTests {
    private struct Trouble: Error {}

    @Test func itIsMadeOnceForMany() async throws {
        let made = Mutex(0)
        let once = Once {
            made.withLock { $0 += 1 }
            await Task.yield()
            return 7
        }
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { try await once.value() } }
            for try await value in group { #expect(value == 7) }
        }
        #expect(made.withLock { $0 } == 1)
    }

    @Test func aFailureIsNotKept() async throws {
        let made = Mutex(0)
        let once = Once {
            try made.withLock {
                $0 += 1
                if $0 == 1 { throw Trouble() }
                return $0
            }
        }
        await #expect(throws: Trouble.self) { try await once.value() }
        #expect(try await once.value() == 2)
        #expect(try await once.value() == 2)
    }
}
