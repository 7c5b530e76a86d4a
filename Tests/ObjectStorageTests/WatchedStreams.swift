import BillingModel
import ObjectStorage
import Synchronization

/// Counts what a source gave and a consumer asked for, and notes when the source is let go.
final class Watch: Sendable {
    private struct State {
        var asked = 0
        var given = 0
        var aheadMax = 0
        var isLetGo = false
    }

    private let state = Mutex(State())

    var given: Int { state.withLock(\.given) }
    var aheadMax: Int { state.withLock(\.aheadMax) }
    var isLetGo: Bool { state.withLock(\.isLetGo) }

    func ask() {
        state.withLock { $0.asked += 1 }
    }

    func give() {
        state.withLock { state in
            state.given += 1
            state.aheadMax = max(state.aheadMax, state.given - state.asked)
        }
    }

    /// Held by the source alone.
    func token() -> Token { Token(self) }

    final class Token: Sendable {
        private let watch: Watch

        fileprivate init(_ watch: Watch) {
            self.watch = watch
        }

        deinit {
            watch.state.withLock { $0.isLetGo = true }
        }
    }
}

/// Chunks 0, 1, 2 …, then the end or an error.
struct Numbers: ByteStream {
    private let count: Int
    private let fails: Bool
    private let watch: Watch
    private let token: Watch.Token
    private var number = 0

    init(count: Int, fails: Bool, _ watch: Watch) {
        self.count = count
        self.fails = fails
        self.watch = watch
        token = watch.token()
    }

    mutating func next() async throws -> [UInt8]? {
        guard number < count else {
            if fails { throw BillowError(.badData, "enough", source: "numbers") }
            return nil
        }
        watch.give()
        defer { number += 1 }
        return [UInt8(number)]
    }
}

/// Waits until it is cancelled.
struct Silence: ByteStream {
    private let watch: Watch
    private let token: Watch.Token

    init(_ watch: Watch) {
        self.watch = watch
        token = watch.token()
    }

    mutating func next() async throws -> [UInt8]? {
        watch.give()
        while true { try await Task.sleep(for: .seconds(3600)) }
    }
}
